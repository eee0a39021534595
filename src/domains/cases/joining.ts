// Joining a case to another that tells of the same thing: its reporters follow that one from now on.
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { Joinables } from './contract/joining.ts'
import { openStates } from './states.ts'
import { held } from './store/facts.ts'
import { joinable } from './store/joinable.ts'
import type { Moved } from './store/move.ts'
import { lockAll } from './store/parts.ts'
import { sightOf, type Taking, take, takeByItself } from './taking.ts'

/** What it may be joined to, as far as whoever asks may see it. */
export async function joinableTo(
  context: Ctx,
  { id, search }: { id: string; search: string },
): Promise<Joinables> {
  const sight = await sightOf(context)
  const [found] = await held(context.tx, [id], sight)
  if (!found) throw refusal('base.not_found')
  return joinable(context.tx, id, { reach: sight.reach, search })
}

export async function joinInto(
  context: Ctx,
  step: 'join' | 'merge',
  { into, reason, ...taking }: Taking & { into: string; reason: string },
): Promise<Moved> {
  const { tx, now } = context
  // In one order, so that two who join two cases to each other do not wait for one another for ever.
  await lockAll(tx, [taking.id, into])
  const [other] = await held(tx, [into], await sightOf(context))
  if (!other) throw refusal('base.not_found')
  const isOpen = openStates.includes(other.state) && other.state !== 'split'
  if (!isOpen || into === taking.id) throw new Refusal('supervision.not_joinable', 409)
  const moved = await take(context, step, {
    ...taking,
    detail: { reason, into },
    change: { joinedTo: into },
  })
  await takeByItself({ tx, now }, 'welcome', { ids: [into], detail: { other: taking.id } })
  return moved
}
