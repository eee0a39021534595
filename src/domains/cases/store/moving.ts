// One step of a case, or of many at once, as one statement: lock, check, move, chain the event, tell the
// subscribers. What does not match is simply not moved; the caller then asks why.
import { type RawBuilder, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { type Acting, append } from '../../../base/events.ts'
import type { Limit } from '../../../base/limits.ts'
import type { Clock } from '../clocks.ts'
import type { State } from '../states.ts'
import type { Need, Step } from '../steps/step.ts'
import { type StepName, steps } from '../steps.ts'

export interface Move {
  ids: readonly string[]
  step: StepName
  /** Only cases whose region begins with this path; undefined where a task or the program leads to the case. */
  reach?: string | undefined
  /** Only cases of this organisation, for steps that are its own. */
  organisation?: string | undefined
  /** Only if nothing that matters has happened since the case had this many events. */
  seen?: number | undefined
  /** Only if the case has exactly this many events: what was planned from a row must still be true. */
  planned?: number | undefined
  /** The clock after the step; by case where they differ. Undefined for steps that keep it. */
  clock?: Clock | ReadonlyMap<string, Clock> | undefined
  /** How often an extension may be granted. */
  mostExtensions?: number | undefined
  change?: Change | undefined
  /** Codes, ids and hashes for the event; no personal data, no free text. */
  detail?: Readonly<Record<string, unknown>> | undefined
}

/** What a step writes besides state and clock. */
export interface Change {
  department?: string
  outcome?: string
  kind?: { edition: string; type: string; code: string }
  place?: {
    longitude: number
    latitude: number
    precision: string
    regionPath: string
    grid: string | null
    address: string | null
  }
  filing?: { rulebook: number; condition: number | null; area: string; limit: Limit | null }
  request?: Readonly<Record<string, unknown>> | null
  forcing?: string | null
  reopen?: 'reporter' | 'recheck' | null
  joinedTo?: string
  /** How many superiors know by now that the stage is late, and when the sweeper looks again. */
  told?: { count: number; tell: number | null }
}

export interface Moved {
  id: string
  number: string
  state: State
  step: number
}

/** Moves those cases that the table allows to be moved and answers with them; the others stay untouched. */
export async function move(acting: Acting, move: Move): Promise<Moved[]> {
  const { tx } = acting
  const step: Step = steps[move.step]
  const extra = JSON.stringify({ ...move.detail, ...(step.to !== null && { to: step.to }) })
  const isTold = move.clock !== undefined
  const { rows } = await sql<Moved & { logged: number }>`
    with taken as (
      select held.id, held.state, wanted.event, wanted.clock, wanted.soon, wanted.late, wanted.tell,
        case when ${isTold}::boolean and held.stage is not null then jsonb_build_object('clock', jsonb_build_object(
          'stage', held.stage, 'since', (held.clock->>'start')::bigint, 'due', base.milliseconds(held.late_at),
          'late', coalesce(held.late_at < ${acting.now}::timestamptz, false))) else '{}'::jsonb end as ended
      from ${wanted(move)} as wanted
      join cases."case" as held on held.district = ${tx.district} and held.id = wanted.id
      where ${conditions(acting, move, step)}
      order by held.id
      for update of held
    ),
    moved as (
      update cases."case" as held set
        step = held.step + 1${sql.join(
          effects(acting, move, step).map(effect => sql`, ${effect}`),
          sql``,
        )}
      from taken
      where held.district = ${tx.district} and held.id = taken.id
      returning held.id, held.number, held.state, held.step, taken.state as was, taken.event, taken.ended, held.late_at
    ),
    entry as (
      select moved.id as subject, moved.event,
        jsonb_build_object('from', moved.was) || moved.ended || ${extra}::jsonb
        || case when ${isTold}::boolean then jsonb_build_object('due', base.milliseconds(moved.late_at))
          else '{}'::jsonb end as detail
      from moved
    ),
    ${append(acting, step.happened)}
    select moved.id, moved.number, moved.state, moved.step, (select count(*) from logged) as logged
    from moved`.execute(tx.often)
  return rows.map(({ logged, ...moved }) => {
    if (logged !== rows.length) throw new Error(`a case without a chain was moved: ${moved.id}`)
    return moved
  })
}

/**
 * The cases that are asked for, each with the id of the event that it will leave and its clock. One alone is
 * written as a row: of an array the planner does not know the length, and would plan it anew every time.
 */
function wanted({ ids, clock }: Move): RawBuilder<unknown> {
  const distinct = [...new Set(ids)]
  const clocks = distinct.map(id => (isMap(clock) ? clock.get(id) : clock))
  const rows = clocks.map(each => ({
    event: newId(),
    clock: each?.clock ? JSON.stringify(each.clock) : null,
    soon: instantOf(each?.soon),
    late: instantOf(each?.late),
    tell: instantOf(each?.tell),
  }))
  const [first] = rows
  if (rows.length === 1 && first) {
    return sql`(select ${distinct[0]}::uuid as id, ${first.event}::uuid as event, ${first.clock}::jsonb as clock,
      ${first.soon}::timestamptz as soon, ${first.late}::timestamptz as late, ${first.tell}::timestamptz as tell)`
  }
  return sql`(select unnest(${distinct}::uuid[]) as id, unnest(${rows.map(row => row.event)}::uuid[]) as event,
    unnest(${rows.map(row => row.clock)}::jsonb[]) as clock, unnest(${rows.map(row => row.soon)}::timestamptz[]) as soon,
    unnest(${rows.map(row => row.late)}::timestamptz[]) as late, unnest(${rows.map(row => row.tell)}::timestamptz[]) as tell)`
}

function conditions(acting: Acting, move: Move, step: Step): RawBuilder<unknown> {
  const all = [sql`held.state = any(${step.from}::text[])`]
  if (move.reach !== undefined) all.push(sql`starts_with(held.region_path, ${move.reach})`)
  if (step.own) all.push(sql`held.department = ${move.organisation ?? null}::uuid`)
  if (move.seen !== undefined) {
    all.push(sql`held.turn <= ${move.seen}::integer and held.step >= ${move.seen}::integer`)
  }
  if (move.planned !== undefined) all.push(sql`held.step = ${move.planned}::integer`)
  for (const need of step.needs ?? []) all.push(conditionOf[need](acting, move))
  return sql.join(all, sql` and `)
}

const openTask = ({ tx, actor }: Acting, purpose: string): RawBuilder<unknown> => sql`exists (
  select from cases.task where task.district = ${tx.district} and task."case" = held.id and task.ended_at is null
    and task.purpose = ${purpose} and task.post = ${actor?.post ?? null}::uuid)`
const openChild = ({ tx }: Acting): RawBuilder<unknown> => sql`exists (
  select from cases."case" as child where child.district = ${tx.district} and child.parent = held.id
    and child.state not in ('closed', 'void', 'joined'))`

/** The needs of the steps, asked of the row; rules.ts asks the same of facts. */
const conditionOf: Readonly<Record<Need, (acting: Acting, move: Move) => RawBuilder<unknown>>> = {
  selfHandled: () => sql`held.self_handled`,
  notSelfHandled: () => sql`not held.self_handled`,
  notWaiting: () => sql`held.stage is distinct from 'verify' and held.stage is distinct from 'answer'`,
  waitingForReporter: () => sql`held.stage = 'answer'`,
  ownVerify: acting => openTask(acting, 'verify'),
  ownCheck: acting => openTask(acting, 'check'),
  ownRecheck: acting => openTask(acting, 'recheck'),
  taskOpen: ({ tx }) => sql`exists (select from cases.task where task.district = ${tx.district}
    and task."case" = held.id and task.ended_at is null)`,
  noRequest: () => sql`held.request is null`,
  requestOpen: () => sql`held.request is not null`,
  extensionAsked: () => sql`held.request->>'what' = 'extension'`,
  suspensionAsked: () => sql`held.request->>'what' = 'suspension'`,
  inTime: ({ now }) => sql`(held.late_at is null or held.late_at >= ${now}::timestamptz)`,
  extensionsLeft: (_, { mostExtensions = 0 }) => sql`held.extensions < ${mostExtensions}::integer`,
  neverSuspended: () => sql`held.suspensions = 0`,
  notForcing: () => sql`held.forcing is null`,
  forcingByAnother: ({ actor }) => sql`held.forcing <> ${actor?.account ?? null}::uuid`,
  childrenEnded: acting => sql`not ${openChild(acting)}`,
  childrenOpen: openChild,
  reopenAsked: () => sql`held.reopen is not null`,
}

/** The columns that a step writes. */
function effects(
  { now }: Acting,
  { step: name, clock, change = {} }: Move,
  step: Step,
): RawBuilder<unknown>[] {
  const set: RawBuilder<unknown>[] = []
  if (!step.quiet) set.push(sql`turn = held.step + 1`)
  if (step.to !== null) {
    set.push(
      sql`state = ${step.to}, state_since = ${now}::timestamptz, request = null, forcing = null`,
      sql`closed_at = ${step.to === 'closed' ? now : null}::timestamptz`,
    )
  }
  if (clock !== undefined) set.push(...clockEffects(now, step, clockOf(clock)))
  if (step.rework) set.push(sql`rework = held.rework + 1`)
  if (step.releases) set.push(sql`department = null, refused_by = held.refused_by || held.department`)
  if (name === 'grantExtension') set.push(sql`extensions = held.extensions + 1`)
  if (name === 'grantSuspension') set.push(sql`suspensions = held.suspensions + 1`)
  if (name === 'reopen') {
    set.push(
      sql`reopened = held.reopened + 1, extensions = 0, suspensions = 0, outcome = null, department = null,
        refused_by = '{}'`,
    )
  }
  if (name === 'returnToFiling' || name === 'scatter') set.push(sql`outcome = null, refused_by = '{}'`)
  set.push(...changes(change))
  return set
}

function clockEffects(now: string, step: Step, clock: Clock | undefined): RawBuilder<unknown>[] {
  // While it is checked, the handling clock rests and may go on; anywhere else nothing is left to rest.
  const rest =
    step.clock === 'rest'
      ? sql`jsonb_set(held.clock, '{suspensions}', (held.clock->'suspensions')
          || jsonb_build_array(jsonb_build_object('from', ${Date.parse(now)}::bigint, 'until', null)))`
      : step.to === 'checking' || step.to === 'checked'
        ? sql`held.rest`
        : sql`null`
  const told = step.clock === 'begin' || step.clock === 'rest' ? sql`0` : sql`held.told`
  return [
    sql`rest = ${rest}, stage = ${clock?.stage ?? null}, clock = taken.clock, soon_at = taken.soon,
      late_at = taken.late, tell_at = taken.tell, told = ${told}, provisional = ${clock?.provisional ?? false}::boolean,
      calendar = ${clock?.calendar ?? null}::integer`,
  ]
}

function changes({
  department,
  outcome,
  kind,
  place,
  filing,
  request,
  forcing,
  reopen,
  joinedTo,
  told,
}: Change) {
  const set: RawBuilder<unknown>[] = []
  if (department !== undefined) set.push(sql`department = ${department}::uuid`)
  if (outcome !== undefined) set.push(sql`outcome = ${outcome}`)
  if (kind) set.push(sql`edition = ${kind.edition}, kind_type = ${kind.type}, kind = ${kind.code}`)
  if (place) {
    set.push(sql`place = st_setsrid(st_makepoint(${place.longitude}, ${place.latitude}), 4326),
      place_precision = ${place.precision}, region_path = ${place.regionPath}, grid = ${place.grid}::uuid,
      address = coalesce(${place.address}, held.address)`)
  }
  if (filing) {
    set.push(sql`rulebook = ${filing.rulebook}::integer, condition = ${filing.condition}::integer,
      area = ${filing.area}, handling_limit = ${filing.limit ? JSON.stringify(filing.limit) : null}::jsonb,
      refused_by = '{}'`)
  }
  if (request !== undefined) set.push(sql`request = ${request ? JSON.stringify(request) : null}::jsonb`)
  if (forcing !== undefined) set.push(sql`forcing = ${forcing}::uuid`)
  if (reopen !== undefined) set.push(sql`reopen = ${reopen}`)
  if (joinedTo !== undefined) set.push(sql`joined_to = ${joinedTo}::uuid`)
  if (told) set.push(sql`told = ${told.count}::integer, tell_at = ${instantOf(told.tell)}::timestamptz`)
  return set
}

/** What all clocks of one step have in common stands in any of them. */
function clockOf(clock: Move['clock']): Clock | undefined {
  return isMap(clock) ? [...clock.values()][0] : clock
}

function isMap(clock: Move['clock']): clock is ReadonlyMap<string, Clock> {
  return clock instanceof Map
}

function instantOf(milliseconds: number | null | undefined): string | null {
  return milliseconds == null ? null : new Date(milliseconds).toISOString()
}
