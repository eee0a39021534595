// Taking a step, as supervision, command and handling do it: evidence and note are kept, the case moves in
// one statement, and whoever comes second is told who was first, or what does not hold.
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, eventsOf } from '../../base/events.ts'
import type { Ctx } from '../../base/gate.ts'
import { attach } from '../../base/uploads.ts'
import { actors } from '../identity/store/actors.ts'
import { organisationOf } from '../organisations/store.ts'
import { heldBlind, looksFor } from './blinding.ts'
import { type Clock, noClock } from './clocks.ts'
import { stepRefusals } from './contract.ts'
import { clockAfter, dependsOnCase, type Measures, measures } from './planning.ts'
import { knowsOfSecondLooks, mayKnowWho, missing, needRefusals } from './rules.ts'
import type { Step } from './steps/step.ts'
import { type StepName, steps } from './steps.ts'
import { factsOf, type Held, held } from './store/facts.ts'
import { addPictures, type Shows, say } from './store/filing.ts'
import type { Change, Move, Moved } from './store/move.ts'
import { move } from './store/moving.ts'
import { lockAll } from './store/parts.ts'
import type { Sight } from './store/reading.ts'

export interface Taking {
  id: string
  seen?: number | undefined
  note?: string | undefined
  pictures?: readonly { uploads: readonly string[]; shows: Shows }[] | undefined
  detail?: Readonly<Record<string, unknown>> | undefined
  change?: Change | undefined
}

/** What a step makes of the case as it is; may refuse. */
export type Plan = (held: Held, measures: Measures) => Planned | Promise<Planned>
interface Planned {
  change?: Change
  detail?: Readonly<Record<string, unknown>>
}

/** Takes one step of one case. `plan` is asked where the step depends on what the case holds. */
export function take(context: Ctx, name: StepName, taking: Taking, plan?: Plan): Promise<Moved> {
  return taken(context, name, taking, plan, false)
}

/** The same as the one thing that a call does: nothing can be asked of its transaction afterwards. */
export function takeOnly(context: Ctx, name: StepName, taking: Taking, plan?: Plan): Promise<Moved> {
  return taken(context, name, taking, plan, true)
}

async function taken(
  context: Ctx,
  name: StepName,
  taking: Taking,
  plan: Plan | undefined,
  last: boolean,
): Promise<Moved> {
  const { tx, now, actor } = context
  const { id, seen, note, pictures = [] } = taking
  const sight = await sightOf(context)
  const step: Step = steps[name]
  const reads =
    plan !== undefined || dependsOnCase(name) || note !== undefined || pictures.length > 0 || step.quiet
  // Rows that refer to a case are written only for a case that exists and may be seen.
  const [before] = reads ? await held(tx, [id], sight) : []
  if (reads && !before) throw refusal('base.not_found')
  // What does not hold is said before it is planned; the row may still change, so the statement asks again.
  if (before) {
    // Where the case has gone on, that is the answer, whatever else is amiss.
    if (!step.from.includes(before.state)) await explain(context, name, sight, id)
    await refuseMissing(context, name, before)
  }
  const measured = await measures(tx, now)
  const planned = before && (await plan?.(before, measured))
  const said = note ? await say(tx, now, id, note) : undefined
  const hashes: string[] = []
  for (const { uploads, shows } of pictures) {
    hashes.push(...(await attach(tx, now, uploads, actor?.account)))
    await addPictures(tx, now, id, uploads, shows)
  }
  const [moved] = await move(context, {
    ids: [id],
    step: name,
    ...reachOf(context, name, sight),
    seen,
    // What was kept for a step must go with it, so that a step that is not taken leaves nothing.
    last: last && said === undefined && hashes.length === 0,
    ...(before && (plan || dependsOnCase(name)) && { planned: before.step }),
    clock: clockAfter(name, measured, now, before),
    mostExtensions: measured.rulebook.mostExtensions,
    change: { ...taking.change, ...planned?.change },
    detail: {
      ...taking.detail,
      ...planned?.detail,
      ...(said && { text: said }),
      ...(hashes.length > 0 && { pictures: hashes }),
    },
  })
  if (!moved) return explain(context, name, sight, id)
  return step.quiet ? unmoved(moved, before) : moved
}

/** After a quiet step the case is shown at the same step as before. */
function unmoved(moved: Moved, before: Held | undefined): Moved {
  return { ...moved, step: before?.turn ?? moved.step }
}

export interface Many {
  moved: Moved[]
  refused: { id: string; code: string }[]
}

/** What a step makes of one of many cases: by which code it is refused, or what its event says of it besides. */
export type PlanEach = (held: Held) => { refused: string } | { detail: Readonly<Record<string, unknown>> }

/** The same step of many cases, as far as each allows it: one statement for all whose events say the same. */
export async function takeMany(
  context: Ctx,
  name: StepName,
  { ids, ...taking }: Omit<Taking, 'id' | 'seen' | 'note' | 'pictures'> & { ids: readonly string[] },
  plan?: PlanEach,
): Promise<Many> {
  const { tx, now } = context
  const step: Step = steps[name]
  const wanted = [...new Set(ids)]
  const sight = await sightOf(context)
  const measured = await measures(tx, now)
  const why = whyNot(context, name, sight, measured)
  const common = {
    step: name,
    ...reachOf(context, name, sight),
    mostExtensions: measured.rulebook.mostExtensions,
    change: taking.change,
  }
  const refused = new Map<string, string>()
  if (plan === undefined && !dependsOnCase(name) && !step.quiet) {
    const clock = clockAfter(name, measured, now)
    const moved = await move(context, { ...common, ids: wanted, clock, detail: taking.detail })
    const left = without(wanted, moved)
    const rows = byId(left.length === 0 ? [] : await held(tx, left, sight))
    for (const id of left) refused.set(id, why(rows.get(id)) ?? movedOn)
    return manyOf(moved, refused)
  }
  // What is planned from a row must be true still when it moves: until then nobody changes it.
  await lockAll(tx, wanted)
  const rows = byId(await held(tx, wanted, sight))
  const alike = new Map<string, { clocks: Map<string, Clock>; detail: Taking['detail'] }>()
  for (const id of wanted) {
    const row = rows.get(id)
    const planned = row && plan?.(row)
    const code = why(row) ?? (planned && 'refused' in planned ? planned.refused : undefined)
    if (!row || code !== undefined) {
      refused.set(id, code ?? movedOn)
      continue
    }
    const more = planned && 'detail' in planned ? planned.detail : {}
    const group = alike.get(JSON.stringify(more)) ?? {
      clocks: new Map(),
      detail: { ...taking.detail, ...more },
    }
    alike.set(JSON.stringify(more), group)
    group.clocks.set(id, clockAfter(name, measured, now, row) ?? noClock(measured.calendar.version))
  }
  const moved: Moved[] = []
  for (const { clocks, detail } of alike.values()) {
    const clock = step.clock === 'keep' ? undefined : clocks
    moved.push(...(await move(context, { ...common, ids: [...clocks.keys()], clock, detail })))
  }
  for (const id of without(wanted, moved)) if (!refused.has(id)) refused.set(id, movedOn)
  return manyOf(step.quiet ? moved.map(each => unmoved(each, rows.get(each.id))) : moved, refused)
}

const movedOn = 'cases.moved_on'

function manyOf(moved: Moved[], refused: ReadonlyMap<string, string>): Many {
  return { moved, refused: [...refused].map(([id, code]) => ({ id, code })) }
}

function without(ids: readonly string[], moved: readonly Moved[]): string[] {
  const done = new Set(moved.map(({ id }) => id))
  return ids.filter(id => !done.has(id))
}

function byId(rows: readonly Held[]): ReadonlyMap<string, Held> {
  return new Map(rows.map(row => [row.id, row]))
}

/** A step that the program or a reporter takes; nothing is moved where the table does not allow it. */
export async function takeByItself(
  acting: Acting,
  name: StepName,
  {
    ids,
    change,
    detail,
  }: { ids: readonly string[]; change?: Change; detail?: Readonly<Record<string, unknown>> },
): Promise<Moved[]> {
  const { tx, now } = acting
  const measured = await measures(tx, now)
  const common = { step: name, change, detail }
  if (!dependsOnCase(name)) return move(acting, { ids, clock: clockAfter(name, measured, now), ...common })
  const moved: Moved[] = []
  for (const row of await held(tx, ids, {})) {
    const clock = clockAfter(name, measured, now, row)
    moved.push(...(await move(acting, { ids: [row.id], planned: row.step, clock, ...common })))
  }
  return moved
}

/** What the post may see: its region, and for a department only what was dispatched to it. */
export async function sightOf({ tx, actor }: Pick<Ctx, 'tx' | 'actor'>): Promise<Sight> {
  if (!actor) throw refusal('base.not_signed_in')
  const looks = await looksFor({ tx, actor })
  const seen = { reach: actor.reach, post: actor.post, looks, knows: knowsOfSecondLooks(actor.permissions) }
  if (actor.axis !== 'handling') return seen
  const organisation = await organisationOf(tx, actor.post)
  if (!organisation) throw refusal('base.not_allowed', { may: 'organisations.member' })
  return { ...seen, organisation: organisation.id }
}

/** A task leads an inspector also beyond his own region. */
function reachOf(
  { actor }: Pick<Ctx, 'actor'>,
  name: StepName,
  { reach, organisation, post }: Sight,
): Pick<Move, 'organisation' | 'reach' | 'led'> {
  const step: Step = steps[name]
  if (step.may === 'supervision.check') return { organisation }
  return { organisation, reach, led: actor?.permissions.has('supervision.check') ? post : undefined }
}

async function refuseMissing(context: Ctx, name: StepName, row: Held): Promise<void> {
  const code = unmet(context, name, row, await measures(context.tx, context.now))
  if (code !== undefined) throw new Refusal(code, 409)
}

/** The code of the first need that does not hold of a case in a state from which the step is taken. */
function unmet(
  { now, actor }: Pick<Ctx, 'now' | 'actor'>,
  name: StepName,
  row: Held,
  { rulebook }: Measures,
): string | undefined {
  const step: Step = steps[name]
  if (!step.from.includes(row.state)) return undefined
  const need = missing(name, factsOf(row, actor, now, rulebook.mostExtensions))
  return need && `cases.${needRefusals[need]}`
}

/** By which code each of many cases is refused, as `explain` would say it of one; undefined where all holds. */
function whyNot(
  context: Ctx,
  name: StepName,
  sight: Sight,
  measured: Measures,
): (found: Held | undefined) => string | undefined {
  const step: Step = steps[name]
  return found => {
    if (!found) return 'base.not_found'
    const row = heldBlind(found, sight.looks?.get(found.id))
    return step.from.includes(row.state) ? unmet(context, name, row, measured) : movedOn
  }
}

/** Why nothing moved: the case is not there for this post, something does not hold, or somebody was first. */
async function explain(context: Ctx, name: StepName, sight: Sight, id: string): Promise<never> {
  const { tx, actor } = context
  const [found] = await held(tx, [id], sight)
  if (!found) throw refusal('base.not_found')
  const look = sight.looks?.get(id)
  const row = heldBlind(found, look)
  await refuseMissing(context, name, row)
  const loud = (await eventsOf(tx, id)).filter(({ happened }) => !quiet.has(happened))
  const passed = loud.findLast(({ happened }) => happened === 'cases.passed')
  const last = look?.second ? passed : loud.at(-1)
  if (!last) throw refusal('base.not_found')
  const who = last.post ? (await actors(tx, [last.post])).get(last.post) : undefined
  const mayKnow = who && mayKnowWho(actor?.axis, who.axis)
  throw new Refusal('cases.moved_on', stepRefusals['cases.moved_on'].status, {
    state: row.state,
    happened: last.happened,
    // For who is to look, it came when he was asked.
    at: look && last === passed ? look.drawnAt : last.at,
    role: who?.role ?? null,
    name: mayKnow ? who.name : null,
  })
}

const quiet = new Set(
  Object.values<Step>(steps)
    .filter(step => step.quiet)
    .map(({ happened }) => happened),
)
