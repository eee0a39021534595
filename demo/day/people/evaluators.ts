// The evaluator judges what was flagged, some each day. He looks at pictures and places and is mostly right; for that the
// story stands in here, as nobody else can look at a drawn picture.
import { dice } from '../dice.ts'
import type { Staff } from '../line.ts'
import type { Play } from '../play.ts'
import { step } from './step.ts'

export async function judgeFlags(play: Play, staff: Staff, most: number): Promise<void> {
  const open = await play.line.read(staff, ask =>
    ask.supervision.flags({ verdict: 'open', limit: Math.min(200, most) }),
  )
  if ('refused' in open) return
  for (const flag of open.said.flags) {
    const wrongs = play.wrongs.done.filter(wrong => wrong.case === flag.case.number)
    const throws = dice(play.seed, 'verdict', flag.case.number, flag.what, wrongs.length)
    const isBad = wrongs.some(({ sort }) => sort !== 'afar' && sort !== 'nowhere' && sort !== 'late')
    const right = wrongs.length === 0 ? 'sound' : isBad ? 'false' : 'careless'
    const verdict = throws.chance(0.93) ? right : throws.pick(['sound', 'careless'] as const)
    await step(play, staff, ask => ask.supervision.judgeFlag({ id: flag.id, verdict }), [
      'supervision.judged_meanwhile',
      'supervision.own_flag',
    ])
    play.clock.pass(45_000)
  }
}
