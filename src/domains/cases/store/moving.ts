// One step of a case, or of many at once, as one statement: lock, check, move, chain the event, tell the
// subscribers. What does not match is simply not moved; the caller then asks why.
import { type RawBuilder, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { NothingDone } from '../../../base/errors.ts'
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
  /** Or those that an open task of this post leads to. */
  led?: string | undefined
  /** Only cases of this organisation, for steps that are its own. */
  organisation?: string | undefined
  /** Only if nothing that matters has happened since the case had this many events. */
  seen?: number | undefined
  /** Only if the case has exactly this many events: what was planned from a row must still be true. */
  planned?: number | undefined
  /** The clock after the step; by case where they differ. Undefined for steps that keep it. */
  clock?: Clock | ReadonlyMap<string, Clock> | undefined
  /** Nothing else is to be done in this transaction. */
  last?: boolean | undefined
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
  }
  address?: string
  filing?: Filing
  request?: Readonly<Record<string, unknown>> | null
  forcing?: string | null
  reopen?: 'reporter' | 'recheck' | null
  joinedTo?: string
  /** How many superiors know by now that the stage is late, and when the sweeper looks again. */
  told?: { count: number; tell: number | null }
}

/** What is fixed when a case is filed. `filedAs` is the kind that the condition belongs to, as events name it. */
export interface Filing {
  rulebook: number
  condition: number | null
  filedAs: string
  area: string
  limit: Limit | null
}

export interface Moved {
  id: string
  number: string
  state: State
  step: number
}

/**
 * Moves those cases that the table allows to be moved and answers with them; the others stay untouched. `no key`:
 * whoever has written a text or a picture of the case already holds its key, and two of them must not wait for one
 * another.
 */
export async function move(acting: Acting, move: Move): Promise<Moved[]> {
  const { tx } = acting
  const step: Step = steps[move.step]
  const given = givenTo(move)
  const { rows } = await sql<Moved>`
    with entry as (
      select held.id as subject, ${given.event} as event,
        jsonb_build_object('from', held.state)${endedStage(acting, move)} || ${given.said} as detail${given.carried}
      from ${given.rows}cases."case" as held
      where held.district = ${tx.district} and held.id = ${given.id} and ${conditions(acting, move, step)}
      order by held.id
      for no key update of held
    ),
    -- The chain comes first: a case without one is not moved.
    ${append(acting, step.happened)},
    moved as (
      update cases."case" as held set
        step = held.step + 1${assignments(effects(acting, move, step, given.clock))}
      from linked
      where held.district = ${tx.district} and held.id = linked.subject
      returning held.id, held.number, held.state, held.step
    )
    select moved.id, moved.number, moved.state, moved.step from moved`.execute(move.last ? tx.last : tx.often)
  if (rows.length === 0 && move.last && tx.ends) throw new NothingDone()
  return rows
}

/** What an event that ends a stage says of it. */
function endedStage({ now }: Acting, { clock }: Move): RawBuilder<unknown> {
  if (clock === undefined) return sql``
  return sql` || case when held.stage is null then '{}' else jsonb_build_object('clock', jsonb_build_object(
    'stage', held.stage, 'since', held.clock->'start', 'due', (extract(epoch from held.late_at) * 1000)::bigint,
    'late', coalesce(held.late_at < ${now}::timestamptz, false))) end`
}

/** What the event says of the step: where to, what the change needs said, and the stage that runs from now on. */
function said(move: Move, clock: Clock | undefined): string {
  const { to }: Step = steps[move.step]
  return JSON.stringify({
    ...move.detail,
    ...(to !== null && { to }),
    ...(clock?.stage && { runs: { stage: clock.stage, limit: clock.clock?.limit ?? null } }),
    ...(move.clock !== undefined && { due: clock?.late ?? null }),
  })
}

/** The pieces of the statement that say which cases are asked for and what each is given. */
interface Given {
  /** Whence it comes, where it is not the same for all; beside the case itself. */
  rows: RawBuilder<unknown>
  id: RawBuilder<unknown>
  /** The id of the event that the case will leave, and what it says. */
  event: RawBuilder<unknown>
  said: RawBuilder<unknown>
  clock: Columns
  /** What must be handed on to the update; rows are copied on the way there, so as little as can be. */
  carried: RawBuilder<unknown>
}

/** One case alone is asked for by its key: of an array the planner does not know the length, and plans each time. */
function givenTo(move: Move): Given {
  const ids = [...new Set(move.ids)]
  const [id] = ids
  const { clock } = move
  if (ids.length === 1 && id !== undefined) {
    const its = isMap(clock) ? clock.get(id) : clock
    return { rows: sql``, id: sql`${id}::uuid`, event: sql`${newId()}::uuid`, ...sameFor(move, its) }
  }
  const events = ids.map(() => newId())
  const common = { id: sql`given.id`, event: sql`given.event` }
  if (!isMap(clock)) {
    const rows = sql`unnest(${ids}::uuid[], ${events}::uuid[]) as given (id, event), `
    return { rows, ...common, ...sameFor(move, clock) }
  }
  const clocks = ids.map(each => clock.get(each))
  const rows = sql`unnest(${ids}::uuid[], ${events}::uuid[], ${clocks.map(each => said(move, each))}::jsonb[],
    ${clocks.map(each => (each?.clock ? JSON.stringify(each.clock) : null))}::jsonb[],
    ${clocks.map(each => instantOf(each?.soon))}::timestamptz[],
    ${clocks.map(each => instantOf(each?.late))}::timestamptz[],
    ${clocks.map(each => instantOf(each?.tell))}::timestamptz[]) as given (id, event, said, clock, soon, late, tell), `
  return {
    rows,
    ...common,
    said: sql`given.said`,
    clock: {
      clock: sql`linked.clock`,
      soon_at: sql`linked.soon`,
      late_at: sql`linked.late`,
      tell_at: sql`linked.tell`,
    },
    carried: sql`, given.clock, given.soon, given.late, given.tell`,
  }
}

function sameFor(move: Move, clock: Clock | undefined): Pick<Given, 'said' | 'clock' | 'carried'> {
  return {
    said: sql`${said(move, clock)}::jsonb`,
    clock: {
      clock: sql`${clock?.clock ? JSON.stringify(clock.clock) : null}::jsonb`,
      soon_at: sql`${instantOf(clock?.soon)}::timestamptz`,
      late_at: sql`${instantOf(clock?.late)}::timestamptz`,
      tell_at: sql`${instantOf(clock?.tell)}::timestamptz`,
    },
    carried: sql``,
  }
}

function conditions(acting: Acting, move: Move, step: Step): RawBuilder<unknown> {
  // `is true`: asked of the row that its key has found, never a way to find it, however few are said to be in a state.
  const all = [sql`(held.state = any(${step.from}::text[])) is true`]
  if (move.reach !== undefined) {
    const near = sql`starts_with(held.region_path, ${move.reach})`
    all.push(move.led === undefined ? near : sql`(${near} or ${anyOpenTask(acting, move.led)})`)
  }
  if (step.own) all.push(sql`held.department = ${move.organisation ?? null}::uuid`)
  if (move.seen !== undefined) {
    all.push(sql`held.turn <= ${move.seen}::integer and held.step >= ${move.seen}::integer`)
  }
  if (move.planned !== undefined) all.push(sql`held.step = ${move.planned}::integer`)
  for (const need of step.needs ?? []) all.push(conditionOf[need](acting, move))
  return sql.join(all, sql` and `)
}

const anyOpenTask = ({ tx }: Acting, post: string): RawBuilder<unknown> => sql`exists (
  select from cases.task where task.district = ${tx.district} and task."case" = held.id and task.ended_at is null
    and task.post = ${post}::uuid)`
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
  notLooking: acting => sql`not ${openTask(acting, 'check')} and not ${openTask(acting, 'recheck')}`,
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
  givenBack: () => sql`cardinality(held.refused_by) > 0`,
  childrenEnded: acting => sql`not ${openChild(acting)}`,
  childrenOpen: openChild,
  reopenAsked: () => sql`held.reopen is not null`,
}

/** As they stand in an update: `, column = value` for each. */
function assignments(columns: Columns): RawBuilder<unknown> {
  return sql.join(
    Object.entries(columns).map(([column, value]) => sql`, ${sql.ref(column)} = ${value}`),
    sql``,
  )
}

/** Values by column; what a change says wins over what the state does. */
type Columns = Readonly<Record<string, RawBuilder<unknown>>>

/** The columns that a step writes. */
function effects(
  { now }: Acting,
  { step: name, clock, change = {} }: Move,
  step: Step,
  given: Columns,
): Columns {
  return {
    ...(!step.quiet && { turn: sql`held.step + 1` }),
    ...(step.to !== null && {
      state: sql`${step.to}`,
      state_since: sql`${now}::timestamptz`,
      closed_at: sql`${step.to === 'closed' ? now : null}::timestamptz`,
      request: sql`null`,
      forcing: sql`null`,
    }),
    ...(clock !== undefined && clockColumns(now, step, clockOf(clock), given)),
    ...(step.rework && { rework: sql`held.rework + 1` }),
    ...(step.releases && { department: sql`null`, refused_by: sql`held.refused_by || held.department` }),
    ...(name === 'grantExtension' && { extensions: sql`held.extensions + 1` }),
    ...(name === 'grantSuspension' && { suspensions: sql`held.suspensions + 1` }),
    ...(name === 'reopen' && {
      reopened: sql`held.reopened + 1`,
      extensions: sql`0`,
      suspensions: sql`0`,
      outcome: sql`null`,
      department: sql`null`,
      refused_by: sql`'{}'`,
    }),
    ...((name === 'returnToFiling' || name === 'scatter') && { outcome: sql`null`, refused_by: sql`'{}'` }),
    ...(name === 'scatter' && { reopen: sql`null` }),
    ...changed(change),
  }
}

function clockColumns(now: string, step: Step, clock: Clock | undefined, given: Columns): Columns {
  // While it is checked, the handling clock rests and may go on; a clock that is only counted anew leaves alone what
  // rests beside it; anywhere else nothing is left to rest.
  const rest =
    step.clock === 'rest'
      ? sql`jsonb_set(held.clock, '{suspensions}', (held.clock->'suspensions')
          || jsonb_build_array(jsonb_build_object('from', ${Date.parse(now)}::bigint, 'until', null)))
          || jsonb_build_object('told', held.told)`
      : step.clock === 'change' || step.to === 'checking' || step.to === 'checked'
        ? sql`held.rest`
        : sql`null`
  return {
    rest,
    stage: sql`${clock?.stage ?? null}`,
    ...given,
    ...((step.clock === 'begin' || step.clock === 'rest') && { told: sql`0` }),
    // What was told of the stage that ran meanwhile is not told of the one that goes on.
    ...(step.clock === 'resume' && { told: sql`coalesce((held.rest->>'told')::integer, 0)` }),
    provisional: sql`${clock?.provisional ?? false}::boolean`,
    calendar: sql`${clock?.calendar ?? null}::integer`,
  }
}

function changed(change: Change): Columns {
  const { department, outcome, kind, place, address, filing, request, forcing, reopen, joinedTo, told } =
    change
  return {
    ...(department !== undefined && { department: sql`${department}::uuid` }),
    ...(outcome !== undefined && { outcome: sql`${outcome}` }),
    ...(kind && { edition: sql`${kind.edition}`, kind_type: sql`${kind.type}`, kind: sql`${kind.code}` }),
    ...(place && {
      place: sql`st_setsrid(st_makepoint(${place.longitude}, ${place.latitude}), 4326)`,
      place_precision: sql`${place.precision}`,
      region_path: sql`${place.regionPath}`,
      grid: sql`${place.grid}::uuid`,
    }),
    ...(address !== undefined && { address: sql`${address}` }),
    ...(filing && {
      rulebook: sql`${filing.rulebook}::integer`,
      condition: sql`${filing.condition}::integer`,
      filed_as: sql`${filing.filedAs}`,
      area: sql`${filing.area}`,
      handling_limit: sql`${filing.limit ? JSON.stringify(filing.limit) : null}::jsonb`,
      refused_by: sql`'{}'`,
    }),
    ...(request !== undefined && { request: sql`${request ? JSON.stringify(request) : null}::jsonb` }),
    ...(forcing !== undefined && { forcing: sql`${forcing}::uuid` }),
    ...(reopen !== undefined && { reopen: sql`${reopen}` }),
    ...(joinedTo !== undefined && { joined_to: sql`${joinedTo}::uuid` }),
    ...(told && { told: sql`${told.count}::integer`, tell_at: sql`${instantOf(told.tell)}::timestamptz` }),
  }
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
