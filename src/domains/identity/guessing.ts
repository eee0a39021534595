// Attempts at a login, a passkey and from an address, throttled before they are tried.
import { createHash } from 'node:crypto'
import { instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal } from '../../base/errors.ts'
import type { Asked } from '../../base/gate.ts'
import { inRoom } from './acting.ts'
import { patience } from './rules.ts'
import { countAttempt, forgiveAttempt } from './store/sessions.ts'

/** Counts an attempt at `who` and gives what `look` finds there, and a way to take the count back if it was right. */
export async function tried<T>(
  context: Pick<Asked, 'door' | 'clock' | 'address'>,
  who: { kind: 'login' | 'passkey'; name: string },
  look: (tx: Tx) => Promise<T>,
): Promise<{ known: T; forgive: () => Promise<void> }> {
  const now = instant(context.clock())
  const own = `${who.kind} ${createHash('sha256').update(who.name).digest('base64url')}`
  const address = `address ${context.address}`
  // Counted before it is tried, so that a burst of guesses in parallel does not slip through.
  const { shut, known } = await inRoom(context, async tx => ({
    shut: Math.max(
      await countAttempt(tx, now, own, patience.perLogin),
      await countAttempt(tx, now, address, patience.perAddress),
    ),
    known: await look(tx),
  }))
  if (shut > 0) throw new Refusal('identity.shut', 429, { seconds: shut })
  return { known, forgive: () => inRoom(context, tx => forgiveAttempt(tx, own, address)) }
}
