// Taking a step, as supervision, command and handling do it: evidence and note are kept, the case moves in
// one statement, and whoever comes second is told who was first.

import { Refusal, refusal } from '../../base/errors.ts'
import { eventsOf } from '../../base/events.ts'
import type { Ctx } from '../../base/gate.ts'
import { attach } from '../../base/uploads.ts'
import { actors } from '../identity/store/actors.ts'
import { organisationOf } from '../organisations/store.ts'
import { stepRefusals } from './contract.ts'
import { mayKnowWho, type StepName } from './rules.ts'
import { addPictures, say } from './store/filing.ts'
import { type Move, type Moved, move } from './store/moving.ts'
import { one, type Sight } from './store/reading.ts'

export interface Taking {
  id: string
  seen?: number | undefined
  note?: string | undefined
  pictures?: { uploads: readonly string[]; shows: 'after' | 'check' }
  detail?: Readonly<Record<string, unknown>>
}

export async function take(
  context: Ctx,
  name: StepName,
  { id, seen, note, pictures, detail }: Taking,
  change: Pick<Move, 'department' | 'outcome'> = {},
): Promise<Moved> {
  const { tx, now, actor } = context
  const sight = await sightOf(context)
  // Rows that refer to a case are written only for a case that exists and may be seen.
  if ((note || pictures) && !(await one(tx, sight, { id }))) throw refusal('base.not_found')
  const said = note ? await say(tx, now, id, note) : undefined
  const hashes = pictures ? await attach(tx, now, pictures.uploads, actor?.account) : []
  if (pictures) await addPictures(tx, now, id, pictures.uploads, pictures.shows)
  const [moved] = await move(context, {
    ids: [id],
    step: name,
    ...sight,
    seen,
    ...change,
    detail: { ...detail, ...(said && { text: said }), ...(hashes.length > 0 && { pictures: hashes }) },
  })
  return moved ?? (await explain(context, sight, id))
}

/** What the post may see: its region, and for a department only what was dispatched to it. */
export async function sightOf({ tx, actor }: Pick<Ctx, 'tx' | 'actor'>): Promise<Sight> {
  if (!actor) throw refusal('base.not_signed_in')
  if (actor.axis !== 'handling') return { reach: actor.reach }
  const organisation = await organisationOf(tx, actor.post)
  if (!organisation) throw refusal('base.not_allowed', { may: 'organisations.member' })
  return { reach: actor.reach, organisation: organisation.id }
}

/** Why nothing moved: the case is not there for this post, or somebody was first. */
async function explain({ tx, actor }: Ctx, sight: Sight, id: string): Promise<never> {
  const held = await one(tx, sight, { id })
  const last = held && (await eventsOf(tx, id)).at(-1)
  if (!last) throw refusal('base.not_found')
  const who = last.post ? (await actors(tx, [last.post])).get(last.post) : undefined
  const name = who && mayKnowWho(actor?.axis, who.axis) ? who.name : null
  throw new Refusal('cases.moved_on', stepRefusals['cases.moved_on'].status, {
    state: held.state,
    happened: last.happened,
    at: last.at,
    role: who?.role ?? null,
    name,
  })
}
