// Taking a step, as supervision, command and handling do it: evidence and note are kept, the case moves in
// one statement, and whoever comes second is told who was first, or what does not hold.
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, eventsOf } from '../../base/events.ts'
import type { Ctx } from '../../base/gate.ts'
import { attach } from '../../base/uploads.ts'
import { rulebookNow } from '../catalogue/store/rulebooks.ts'
import { actors } from '../identity/store/actors.ts'
import { organisationOf } from '../organisations/store.ts'
import { blindOf, heldBlind } from './blinding.ts'
import { stepRefusals } from './contract.ts'
import { clockAfter, dependsOnCase, type Measures, measures } from './planning.ts'
import { mayKnowWho, missing, needRefusals } from './rules.ts'
import type { Step } from './steps/step.ts'
import { type StepName, steps } from './steps.ts'
import { factsOf, type Held, held } from './store/facts.ts'
import { addPictures, type Shows, say } from './store/filing.ts'
import { type Change, type Move, type Moved, move } from './store/moving.ts'
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
  const reads = plan !== undefined || dependsOnCase(name) || note !== undefined || pictures.length > 0
  // Rows that refer to a case are written only for a case that exists and may be seen.
  const [before] = reads ? await held(tx, [id], sight) : []
  if (reads && !before) throw refusal('base.not_found')
  // What does not hold is said before it is planned; the row may still change, so the statement asks again.
  if (before) {
    const step: Step = steps[name]
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
  return moved ?? (await explain(context, name, sight, id))
}

export interface Many {
  moved: Moved[]
  refused: { id: string; code: string }[]
}

/** The same step of many cases, as far as each allows it: one statement for all. */
export async function takeMany(
  context: Ctx,
  name: StepName,
  { ids, ...taking }: Omit<Taking, 'id' | 'seen' | 'note' | 'pictures'> & { ids: readonly string[] },
  refuses?: (held: Held) => string | undefined,
): Promise<Many> {
  const { tx, now } = context
  const sight = await sightOf(context)
  const measured = await measures(tx, now)
  const reads = refuses !== undefined || dependsOnCase(name)
  const rows = reads ? await held(tx, ids, sight) : []
  const refused = rows.flatMap(row => {
    const code = refuses?.(row)
    return code === undefined ? [] : [{ id: row.id, code }]
  })
  const left = reads
    ? rows.filter(({ id }) => !refused.some(each => each.id === id)).map(({ id }) => id)
    : ids
  const clock = dependsOnCase(name)
    ? new Map(
        rows.flatMap(row => {
          const after = clockAfter(name, measured, now, row)
          return after ? [[row.id, after]] : []
        }),
      )
    : clockAfter(name, measured, now)
  const moved =
    left.length === 0
      ? []
      : await move(context, {
          ids: left,
          step: name,
          ...reachOf(context, name, sight),
          clock,
          mostExtensions: measured.rulebook.mostExtensions,
          change: taking.change,
          detail: taking.detail,
        })
  const done = new Set([...moved, ...refused].map(({ id }) => id))
  for (const id of new Set(ids)) {
    if (!done.has(id)) refused.push({ id, code: await whyNot(context, name, sight, id) })
  }
  return { moved, refused }
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
  const seen = { reach: actor.reach, post: actor.post, blind: await blindOf({ tx, actor }) }
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

async function refuseMissing({ tx, now, actor }: Ctx, name: StepName, row: Held): Promise<void> {
  const step: Step = steps[name]
  if (!step.from.includes(row.state)) return
  const { mostExtensions } = await rulebookNow(tx, now)
  const need = missing(name, factsOf(row, actor, now, mostExtensions))
  if (need) throw new Refusal(`cases.${needRefusals[need]}`, 409)
}

async function whyNot(context: Ctx, name: StepName, sight: Sight, id: string): Promise<string> {
  try {
    return await explain(context, name, sight, id)
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Why nothing moved: the case is not there for this post, something does not hold, or somebody was first. */
async function explain(context: Ctx, name: StepName, sight: Sight, id: string): Promise<never> {
  const { tx, actor } = context
  const [found] = await held(tx, [id], sight)
  if (!found) throw refusal('base.not_found')
  const blind = sight.blind?.get(id)
  const row = heldBlind(found, blind)
  await refuseMissing(context, name, row)
  const loud = (await eventsOf(tx, id)).filter(({ happened }) => !quiet.has(happened))
  const last = blind ? loud.findLast(({ happened }) => happened === 'cases.passed') : loud.at(-1)
  if (!last) throw refusal('base.not_found')
  const who = last.post ? (await actors(tx, [last.post])).get(last.post) : undefined
  const mayKnow = who && mayKnowWho(actor?.axis, who.axis)
  throw new Refusal('cases.moved_on', stepRefusals['cases.moved_on'].status, {
    state: row.state,
    happened: last.happened,
    at: blind?.drawnAt ?? last.at,
    role: who?.role ?? null,
    name: mayKnow ? who.name : null,
  })
}

const quiet = new Set(
  Object.values<Step>(steps)
    .filter(step => step.quiet)
    .map(({ happened }) => happened),
)
