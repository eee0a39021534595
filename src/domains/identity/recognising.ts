// Who is behind a token. Remembered for five seconds, so that a screen's burst of calls asks the database
// once; forgotten at once when a session, a post or a password changes in this process.
import { type Clock, instant } from '../../base/clock.ts'
import type { Door } from '../../base/db.ts'
import type { Actor } from '../../base/gate.ts'
import { roles } from './rules.ts'
import { recognise, touch } from './store/sessions.ts'

const rememberedMs = 5000
const touchedEveryMs = 60_000
const remembered = new Map<string, { actor: Promise<Actor | undefined>; until: number }>()

export function forgetRecognised(): void {
  remembered.clear()
}

export function actorOf(door: Door, clock: Clock, token: string): Promise<Actor | undefined> {
  const now = clock()
  const known = remembered.get(token)
  if (known && known.until > now) return known.actor
  if (remembered.size > 10_000) remembered.clear()
  const actor = look(door, now, token)
  remembered.set(token, { actor, until: now + rememberedMs })
  actor.catch(() => remembered.delete(token))
  return actor
}

function look(door: Door, now: number, token: string): Promise<Actor | undefined> {
  return door.within({ district: '', room: 'gangmu_identity' }, async tx => {
    const found = await recognise(tx, instant(now), token)
    if (!found) return undefined
    const { seenAt, ...actor } = found
    if (now - Date.parse(seenAt) > touchedEveryMs) await touch(tx, instant(now), actor.session)
    return { ...actor, permissions: new Set<string>(roles[actor.role].may) }
  })
}
