// What every bench ends with: the machine it ran on, a table for people and one JSON line for programs.
import { availableParallelism, cpus, totalmem } from 'node:os'

export interface Result {
  case: string
  /** Whom ours is measured against in the same run; `none` where there is nobody to be fair to. */
  peer: string
  ours: number
  theirs: number | null
  unit: string
  ratio: number | null
}

export interface Report {
  bench: string
  machine: Record<string, string | number>
  results: Result[]
  /** Answers that were not right; anything but 0 makes the figures worthless. */
  wrong: number
}

export function machine(): Record<string, string | number> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
}

/** The middle of the rounds of both sides, and their ratio; without a peer both are left open. */
export function compared(
  what: Pick<Result, 'case' | 'peer' | 'unit'>,
  ours: readonly number[],
  theirs?: readonly number[],
): Result {
  const [mine, other] = [median(ours), theirs && median(theirs)]
  return {
    ...what,
    ours: rounded(mine),
    theirs: other === undefined ? null : rounded(other),
    ratio: other === undefined ? null : Number((mine / other).toFixed(3)),
  }
}

export function print(report: Report): void {
  const rows = report.results.map(({ case: name, peer, ours, theirs, unit, ratio }) => [
    name,
    peer,
    ours.toLocaleString('en'),
    theirs?.toLocaleString('en') ?? '–',
    unit,
    ratio === null ? '–' : `${ratio.toFixed(2)}×`,
  ])
  const table = [['case', 'peer', 'ours', 'theirs', 'unit', 'ratio'], ...rows]
  const widths = [0, 1, 2, 3, 4, 5].map(column => Math.max(...table.map(row => row[column]?.length ?? 0)))
  for (const row of table) {
    const cells = row.map((cell, at) =>
      at === 2 || at === 3 || at === 5 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    )
    console.log(cells.join('  '))
  }
  const about = Object.entries(report.machine).map(([name, value]) => `${name} ${value}`)
  console.log(`\n${about.join(' · ')}\nwrong: ${report.wrong}\n`)
  console.log(JSON.stringify(report))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
