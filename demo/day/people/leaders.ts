// Shift leaders: they file what was accepted under a condition, close what was found fixed, and decide whether a closed
// case is opened again.
import type { CaseSummary } from '../../../src/domains/cases/contract.ts'
import { dice } from '../dice.ts'
import type { Staff } from '../line.ts'
import { type Play, storyOf } from '../play.ts'
import { step } from './step.ts'

/** What was unclear once is clear when it comes again. */
const sentBack = new WeakMap<Play, Set<string>>()

export async function lead(play: Play, staff: Staff, found: CaseSummary): Promise<void> {
  const { id, step: seen } = found
  const throws = dice(
    play.seed,
    'lead',
    storyOf(play, found).trouble.serial,
    found.state,
    found.rework,
    found.reopened,
  )
  if (found.asked === 'force') {
    await step(
      play,
      staff,
      ask => ask.supervision.decideForce({ id, seen, reason: 'agreed', granted: true }),
      ['cases.second_person'],
    )
    return
  }
  if (found.state === 'closed' && found.asked === 'reopen') return reopen(play, staff, found)
  if (found.state === 'checked') {
    const outcome = throws.chance(0.03) ? 'gone' : 'fixed'
    await step(play, staff, ask => ask.supervision.close({ id, seen, outcome }))
    return
  }
  if (found.state !== 'accepted') return
  if (found.returned && (await wasReturned(play, staff, id))) {
    await step(play, staff, ask => ask.supervision.discard({ id, seen, reason: 'not_found' }))
    return
  }
  const before = sentBack.get(play) ?? new Set<string>()
  sentBack.set(play, before)
  if (!found.returned && !before.has(found.number) && throws.chance(0.01)) {
    before.add(found.number)
    await step(play, staff, ask => ask.supervision.sendBack({ id, seen, reason: 'unclear' }))
    return
  }
  const offered = await play.line.read(staff, ask => ask.supervision.conditions({ id }), ['base.not_found'])
  if ('refused' in offered) return
  const { conditions } = offered.said
  const condition = conditions.length > 0 ? throws.pick(conditions).seq : undefined
  await step(play, staff, ask =>
    ask.supervision.file({ id, seen, ...(condition !== undefined && { condition }) }),
  )
}

async function wasReturned(play: Play, staff: Staff, id: string): Promise<boolean> {
  const shown = await play.line.read(staff, ask => ask.cases.show({ id }), ['base.not_found'])
  return (
    'said' in shown && shown.said.timeline.findLast(({ reason }) => reason !== null)?.reason === 'not_to_file'
  )
}

async function reopen(play: Play, staff: Staff, found: CaseSummary): Promise<void> {
  const { id, step: seen } = found
  const story = storyOf(play, found)
  const shown = await play.line.read(staff, ask => ask.cases.show({ id }), ['base.not_found'])
  if ('refused' in shown) return
  const isReporter = shown.said.timeline.some(({ judged }) => judged?.fixed === false)
  // He has it looked at before he decides, and that mostly comes out right.
  const isTrue = dice(play.seed, 'reopen', story.trouble.serial).chance(0.9)
    ? !story.trouble.isMended
    : story.trouble.isMended
  if (isTrue)
    await step(play, staff, ask =>
      ask.supervision.reopen({ id, seen, reason: isReporter ? 'reporter_says_no' : 'recheck_says_no' }),
    )
  else await step(play, staff, ask => ask.supervision.keepClosed({ id, seen, reason: 'is_fixed' }))
}
