// What the reporter said of how it went: in the timeline, and where somebody decides whether it is opened again.
import { useSay } from '../../../ui/say.ts'
import type { TimelineEntry } from '../contract/timeline.ts'
import { word } from './movedOn.ts'

export function Judged({
  judged: { fixed, satisfied, reasons },
}: {
  judged: NonNullable<TimelineEntry['judged']>
}) {
  const say = useSay()
  const said = [
    say(fixed ? 'judged.fixed' : 'judged.not_fixed'),
    satisfied === null ? undefined : say(satisfied ? 'judged.satisfied' : 'judged.not_satisfied'),
    ...reasons.map(reason => word(say, `portal.judge.${reason}`)),
  ]
  return <p className="said">{said.filter(Boolean).join(' · ')}</p>
}
