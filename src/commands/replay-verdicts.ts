// The end of a replay in words: the program's verdict of each case beside the city's own, by department.
import type { Outcome } from '../domains/intake/importing.ts'
import type { Verdicts } from '../domains/intake/store/verdicts.ts'

type Counts = Omit<Verdicts, 'department' | 'name'>

const columns = ['department', 'cases', 'scored', 'agree', 'disagree', 'on time: ours', 'theirs', 'apart']

export function verdictLines({ verdicts, disagreements, refused, rows, before, brought }: Outcome): string[] {
  if (verdicts.length === 0) return []
  const total = verdicts.reduce<Counts>((sum, each) => added(sum, each), nothing)
  const table = [columns, ...verdicts.map(each => rowOf(each.department, each)), rowOf('all', total)]
  const widths = columns.map((_, at) => Math.max(...table.map(row => row[at]?.length ?? 0)))
  const said = (number: number): string => number.toLocaleString('en')
  const differ = total.scored - total.agree
  return [
    '',
    'In time or not: by the program, from the log, beside the flag of the file',
    ...table.map(row =>
      `  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd(),
    ),
    `${said(total.scored)} scored: ${said(total.agree)} agree, ${said(differ)} disagree (${said(total.onlyWeLate)} late only by the program, ${said(total.onlyTheyLate)} only by the file)`,
    `Not scored: ${said(total.noTarget)} without a target, ${said(total.noFlag)} without a flag, ${said(total.placeless)} with both and without a place (of those ${said(total.placelessAgree)} agree)`,
    `${said(total.open)} were open in the export. ${said([...refused.values()].reduce((sum, each) => sum + each, 0))} of ${said(rows)} rows refused, ${said(before + brought === 0 ? total.cases : total.cases)} kept as cases.`,
    ...disagreements
      .slice(0, 10)
      .map(
        ({ number, row, flag, due, ended }) =>
          `  row ${row} (${number}): ${flag} by the file, due ${due ?? '–'}, ended ${ended ?? '–'}`,
      ),
  ]
}

const nothing: Counts = {
  ...{ cases: 0, scored: 0, agree: 0, onlyWeLate: 0, onlyTheyLate: 0, ourOnTime: 0, theirOnTime: 0 },
  ...{ placeless: 0, placelessAgree: 0, noTarget: 0, noFlag: 0, open: 0 },
}

function added(a: Counts, b: Counts): Counts {
  return {
    cases: a.cases + b.cases,
    scored: a.scored + b.scored,
    agree: a.agree + b.agree,
    onlyWeLate: a.onlyWeLate + b.onlyWeLate,
    onlyTheyLate: a.onlyTheyLate + b.onlyTheyLate,
    ourOnTime: a.ourOnTime + b.ourOnTime,
    theirOnTime: a.theirOnTime + b.theirOnTime,
    placeless: a.placeless + b.placeless,
    placelessAgree: a.placelessAgree + b.placelessAgree,
    noTarget: a.noTarget + b.noTarget,
    noFlag: a.noFlag + b.noFlag,
    open: a.open + b.open,
  }
}

function rowOf(name: string, counts: Counts): string[] {
  const { cases, scored, agree, ourOnTime, theirOnTime } = counts
  const said = (number: number): string => number.toLocaleString('en')
  const share = (part: number): string => (scored === 0 ? '–' : `${((part / scored) * 100).toFixed(2)} %`)
  return [
    name,
    said(cases),
    said(scored),
    said(agree),
    said(scored - agree),
    share(ourOnTime),
    share(theirOnTime),
    said(cases - scored),
  ]
}
