// The report of the simulated days as a table for the terminal and as Markdown: what was injected against what was noticed.
import type { Told } from './tally.ts'
import type { Sort } from './wrongs.ts'

/** Why some of a sort pass, and rightly so or not. */
const why: Partial<Record<Sort, string>> = {
  armchair:
    'the place was claimed rightly, in good time and with a picture that nobody had seen: nothing to tell it by',
  series: 'some of the places lie within 50 m of one another, or only part of the row was taken',
  journey: '200 m are allowed for wrong positions: in a small district few ways are impossible',
  picture_cropped:
    'looks of 64 bits know a picture again that was saved anew or made smaller, not one whose edges are cut off',
  picture_same: 'sent, but the answer itself was not taken, or the picture was never attached',
  false_fixed: 'only the published share of closed cases is looked at again, and not every resident answers',
  false_self: 'nobody is sent to what was put right on the spot; a picture that is new tells nothing',
  unfinished: 'the checking inspector said fixed too, or has not been there yet',
  late: 'the case was not closed by the end',
  duplicate: 'the acceptor did not recognise it, or had not come to it by the end',
  prank: 'still open at the end, or somebody took it for true',
}

export function reportText(told: Told): string {
  return `${markdown(told).replaceAll('**', '').replaceAll('`', '')}`
}

export function markdown(told: Told): string {
  const { http } = told
  const share = (part: number, of: number): string => (of === 0 ? '–' : `${Math.round((100 * part) / of)} %`)
  const list = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  const verified = told.closed.byProgram?.verified
  const cast = (wanted: string) =>
    Object.entries(told.characters)
      .filter(([, character]) => character === wanted)
      .map(([login]) => login)
      .join(', ') || 'nobody'
  return [
    `# Simulated days ${told.from.slice(0, 10)} to ${told.until.slice(0, 10)}`,
    '',
    `Seed ${told.seed}, ${told.days} days, about ${told.casesADay} cases a day. ${told.reports.length} reports: ${list(told.sources)}.`,
    `States at the end: ${list(told.states)}.`,
    `Cheats: ${cast('cheat')}. Sloppy: ${cast('sloppy')}. All others are honest.`,
    '',
    '## What was done wrong, and what the program noticed',
    '',
    ...table(
      ['what', 'done', 'noticed', 'share', 'by'],
      told.wrongs.map(({ sort, says, done, noticed, by }) => [
        `${says} (${sort})`,
        done,
        noticed,
        share(noticed, done),
        list(by),
      ]),
    ),
    '',
    '## What it flagged, and how often rightly',
    '',
    ...table(
      ['flag', 'raised', 'right', 'share', 'judged'],
      told.flags.map(({ what, raised, right, verdicts }) => [
        what,
        raised,
        right,
        share(right, raised),
        list(verdicts),
      ]),
    ),
    '',
    '## What passed, and why',
    '',
    ...told.wrongs
      .filter(({ missed }) => missed.length > 0)
      .map(
        ({ sort, missed }) =>
          `- ${sort}: ${missed.length}: ${why[sort] ?? 'nothing tells it'}. ${examples(missed)}`,
      ),
    ...told.flags
      .filter(({ idle }) => idle.length > 0)
      .map(
        ({ what, idle }) =>
          `- ${what} raised where nothing was wrong: ${idle
            .slice(0, 5)
            .map(each => `${each.case} ${each.name}`)
            .join(', ')}`,
      ),
    '',
    '## The record against the truth',
    '',
    `- Closed as fixed or gone: ${told.closed.total}, truly mended ${told.closed.trulyMended} (${share(told.closed.trulyMended, told.closed.total)}); verified-close rate ${verified ? `${share(verified.share, 1)}, 95 % between ${share(verified.low, 1)} and ${share(verified.high, 1)}` : 'not known yet'}, of ${told.closed.byProgram?.answered ?? 0} second looks.`,
    `- Finished by departments: ${told.late.finished}, truly late ${told.late.trulyLate}, counted as late ${told.late.saidLate}, told apart ${told.late.differ}.`,
    `- Objections on the spot: ${told.rework.objections}, on cases where all was done ${told.rework.wronglyObjected}; sent to rework at the desk ${told.rework.sentBack}; reopened ${told.rework.reopened}.`,
    `- Joined: ${told.joined.right} rightly, ${told.joined.wrong} wrongly.`,
    ...told.times.map(
      ({ what, cases, medianHours, ninthHours }) =>
        `- From ${what}: half within ${medianHours ?? '–'} h, nine of ten within ${ninthHours ?? '–'} h (${cases} cases).`,
    ),
    '',
    '## The line',
    '',
    `- ${http.calls} HTTP calls in ${told.seconds} s. Pressed twice ${http.repeated.twice}, sent again after a lost answer ${http.repeated.lost}: the same answer ${http.repeated.same} times.`,
    `- Refused: ${list(http.refused)}.`,
    http.unexpected.length === 0
      ? '- No refusal that nobody brought about.'
      : `- Refused where nobody expected it, to be looked into: ${http.unexpected
          .slice(0, 10)
          .map(({ at, who, call, code }) => `${at} ${who} ${call} ${code}`)
          .join('; ')}`,
    '',
  ].join('\n')
}

function examples(missed: readonly { case: string; by: string }[]): string {
  return missed
    .slice(0, 3)
    .map(({ case: number, by }) => `${number || 'no case'} ${by}`)
    .join(', ')
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const all = [head, ...rows].map(row => row.map(String))
  const widths = head.map((_, at) => Math.max(...all.map(row => (row[at] ?? '').length)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [
    line(all[0] ?? []),
    `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`,
    ...all.slice(1).map(line),
  ]
}
