// Which closed cases are looked at a second time: the hash of the closing event says so, together with the share that
// the same event names. Nobody could choose the hash, and anybody can ask it again, of cases that were not drawn too.
import type { ChainEvent } from '../cases/store/events.ts'
import { happensTo } from './draws.ts'

/**
 * Whether this event of the chain closed a case that is to be looked at again: closed as fixed or gone after somebody
 * had looked once (a whole is closed on the word of its parts, which are drawn for themselves), and chosen by its hash.
 */
export function isChosen(chain: readonly ChainEvent[], closing: ChainEvent): boolean {
  const { recheckShare } = closing.detail
  return (
    isEligible(chain, closing) &&
    typeof recheckShare === 'number' &&
    happensTo(closing.hash, 'recheck', recheckShare)
  )
}

function isEligible(chain: readonly ChainEvent[], closing: ChainEvent): boolean {
  if (closing.happened !== 'cases.closed' || closing.detail.outcome === 'cannot') return false
  const before = chain.filter(({ seq }) => seq < closing.seq)
  return before.findLast(({ detail }) => detail.to === 'checked')?.happened === 'cases.confirmed'
}

/** Whether the case went on to another state after this event. */
export function isOvertaken(chain: readonly ChainEvent[], closing: ChainEvent): boolean {
  return chain.some(({ seq, detail }) => seq > closing.seq && detail.to !== undefined)
}
