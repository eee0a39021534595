// One flag: what the program saw, in a sentence; the case; and the three verdicts of an evaluator.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { client } from '../../../client.ts'
import { isWord } from '../../../ui/dictionary.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named, type Say } from '../../../ui/words/words.ts'
import type { Flag } from '../contract/honesty.ts'
import { type Verdict, verdicts } from '../rules.ts'

interface Props {
  flag: Flag
  mayJudge: boolean
  timeZone: string | undefined
  onJudged(sentence: string): void
}

export function FlagRow({ flag, mayJudge, timeZone, onJudged }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { id, what, case: about, role, name, raisedAt, verdict, detail } = flag
  const [isOpen, setOpen] = useState(false)
  const judging = useAction((to: Verdict, context: { key: string }) =>
    client.supervision.judgeFlag({ id, verdict: to, was: verdict }, { context }),
  )
  const judge = async (to: Verdict): Promise<void> => {
    if (!(await judging.act(to))) return
    setOpen(false)
    onJudged(say('honesty.judged', { number: about.number, verdict: say(`verdict.${to}`) }))
  }
  const who = [role && say(`role.${role}`), name].filter(Boolean).join(' ')
  return (
    <li className="flag">
      <div className="flag-what">
        <span className="tag">{say(`flag.${what}`)}</span>
        <span className={`tag verdict-${verdict ?? 'open'}`}>{say(`verdict.${verdict ?? 'open'}`)}</span>
        <span className="quiet">
          {say('honesty.raised', { at: moment(raisedAt, language, timeZone) })}
          {who && ` · ${who}`}
        </span>
      </div>
      <p>
        {saidOf(flag, say)}{' '}
        {detail.otherCase && <Link to={`/cases/${detail.otherCase.id}`}>{detail.otherCase.number}</Link>}
      </p>
      <p className="flag-case">
        <Link to={`/cases/${about.id}`}>{about.number}</Link> {named(about.kind, language)}{' '}
        <span className="quiet">{say(`state.${about.state}`)}</span>
      </p>
      {mayJudge && (verdict === null || isOpen) && (
        <fieldset className="flag-judge">
          <legend className="unseen">{say('honesty.judge_label', { number: about.number })}</legend>
          {verdicts
            .filter(each => each !== verdict)
            .map(each => (
              <Button key={each} size="small" disabled={judging.busy} onClick={() => void judge(each)}>
                {say(`verdict.${each}`)} <span className="quiet">{say(`verdict.${each}_help`)}</span>
              </Button>
            ))}
        </fieldset>
      )}
      {mayJudge && verdict !== null && !isOpen && (
        <Button size="small" type="text" onClick={() => setOpen(true)}>
          {say('honesty.judge_again')}
        </Button>
      )}
      {judging.error !== undefined && <Refused error={judging.error} />}
    </li>
  )
}

function saidOf({ what, detail }: Flag, say: Say): string {
  const { metres, away, bits, seconds, speed, series, count, otherCase } = detail
  const key = `reason.${away}`
  const reason = isWord(key) ? say(key) : ''
  switch (what) {
    case 'away':
      return say('flag.away_says', { metres: metres ?? 0, reason })
    case 'no_position':
      return reason === '' ? say('flag.no_position_put_right') : say('flag.no_position_says', { reason })
    case 'same_picture':
      return say(otherCase ? 'flag.same_picture_says' : 'flag.same_picture_alone')
    case 'alike_picture':
      return otherCase ? say('flag.alike_picture_says', { bits: bits ?? 0 }) : say('flag.alike_picture_alone')
    case 'impossible_journey':
      return speed === null
        ? say('flag.impossible_journey_at_once', { metres: metres ?? 0 })
        : say('flag.impossible_journey_says', { metres: metres ?? 0, seconds: seconds ?? 0, speed })
    case 'impossible_series':
      return say(series === 'hasty' ? 'flag.hasty_says' : 'flag.regular_says', { count: count ?? 0 })
    case 'recheck_differs':
      return say('flag.recheck_differs_says')
  }
}
