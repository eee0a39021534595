// One step of one case, taken by somebody: whoever comes second to a colleague is told so, and that is no fault.
import type { Answered, Ask, Caller } from '../line.ts'
import type { Play } from '../play.ts'

export async function step<T>(
  play: Play,
  who: Caller,
  asks: (ask: Ask) => Promise<T>,
  expected: readonly string[] = [],
): Promise<Answered<T>> {
  const answered = await play.line.write(who, asks, ['cases.moved_on', ...expected])
  play.moved += 1
  return answered
}
