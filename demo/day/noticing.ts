// Whether the program noticed one thing that was done wrong, and by what: a flag on the same answer, a word of somebody who
// came after, a refusal. Undefined where it passed.
import type { WholeCase } from '../../src/domains/cases/contract.ts'
import type { Flag } from '../../src/domains/supervision/contract/honesty.ts'
import { sorts, type Wrong } from './wrongs.ts'

export interface Seen {
  /** By number. */
  wholes: ReadonlyMap<string, WholeCase>
  /** With the login of who is flagged. */
  flags: readonly (Flag & { login: string })[]
}

export function noticedBy(wrong: Wrong, { wholes, flags }: Seen): string | undefined {
  if (wrong.refused) return 'refused at once'
  const whole = wrong.case === null ? undefined : wholes.get(wrong.case)
  if (!whole) return undefined
  const flag = flags.find(
    ({ case: { number }, login, what }) =>
      number === whole.number && login === wrong.by && sorts[wrong.sort].flags.some(each => each === what),
  )
  if (flag) return `flag ${flag.what}`
  const after = (happened: string): boolean =>
    whole.timeline.some(each => each.happened === happened && Date.parse(each.at) >= wrong.at)
  const saysNo = whole.timeline.some(
    ({ judged, at }) => judged?.fixed === false && Date.parse(at) >= wrong.at,
  )
  const found: Partial<Record<Wrong['sort'], readonly (readonly [boolean, string])[]>> = {
    false_fixed: [[saysNo, 'the reporter says no']],
    false_self: [[whole.state === 'void', 'not accepted at the audit']],
    unfinished: [
      [after('cases.objected'), 'the inspector objects'],
      [after('cases.sent_to_rework'), 'sent back by the coordinator'],
      [
        flags.some(each => each.case.number === whole.number && each.login === wrong.by),
        'a flag on its picture',
      ],
      [
        flags.some(each => each.case.number === whole.number && each.what === 'recheck_differs'),
        'the second look',
      ],
      [saysNo, 'the reporter says no'],
    ],
    late: [[whole.stages.some(({ stage, late }) => stage === 'handle' && late), 'counted as late']],
    pushed_back: [
      [after('cases.insisted'), 'the coordinator insists'],
      [after('cases.given_back'), 'counted as given back'],
    ],
    duplicate: [[whole.state === 'joined', 'joined']],
    prank: [[whole.state === 'void', 'refused or discarded']],
  }
  return found[wrong.sort]?.find(([is]) => is)?.[1]
}
