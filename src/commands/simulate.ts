// simulate: plays days of a demonstration district through its own public HTTP API, and says afterwards what was done wrong
// and what the program noticed.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Wish } from '../../demo/day/playing.ts'
import type { Config } from '../base/config.ts'

export const usage =
  'Usage: simulate --days N [--from DATE] [--cases A_DAY] [--seed NUMBER] [--speed X] [--stay] [--honest] [--report FILE.md|.json]'

export interface Asked extends Wish {
  report: string | undefined
}

export async function simulate(config: Config, args: readonly string[]): Promise<void> {
  const { report, ...wish } = asked(args)
  if (!config.demo)
    throw new Error(
      'This server is no demonstration (GANGMU_DEMO is off), and nobody plays with the cases of a real district. To play on PostgreSQL give an empty database of its own and GANGMU_DEMO=on.',
    )
  if (config.startsAt !== undefined)
    throw new Error('GANGMU_NOW and simulate both set the clock: leave GANGMU_NOW out, and say --from DATE.')
  const { playDays } = await import('../../demo/day/playing.ts')
  const { markdown, reportText } = await import('../../demo/day/report.ts')
  let isStopped = false
  const stop = (): void => {
    if (!isStopped) console.log('Ending after what happens at this moment …')
    isStopped = true
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const told = await playDays(
      // A line for each request would drown what is said here.
      { ...config, logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel },
      wish,
      { say: line => console.log(line), stopped: () => isStopped, today: Date.now() },
    )
    console.log(`\n${reportText(told)}`)
    if (report !== undefined) {
      await writeFile(
        report,
        report.endsWith('.json') ? `${JSON.stringify(told, undefined, 2)}\n` : markdown(told),
      )
      console.log(`The report stands in ${report}.`)
    }
    if (isStopped)
      console.log('Ended before its time; what was done is kept, and the next run goes on from there.')
    console.log(
      'The record holds if these say so: npm run gangmu -- verify-log, npm run gangmu -- verify-draws',
    )
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

export function asked(args: readonly string[]): Asked {
  const values = read(args)
  const { days, seed = '20260401', from, cases, speed, report } = values
  if (days === undefined) throw new Error(`Say how many days. ${usage}`)
  if (report !== undefined && !/\.(md|json)$/.test(report))
    throw new Error(`The report is written as .md or .json, not as ${report}.`)
  return {
    days: whole('--days', days, 1, 400),
    seed: whole('--seed', seed, 0, 4_294_967_295),
    from: from === undefined ? undefined : dateOf(from),
    cases: cases === undefined ? undefined : whole('--cases', cases, 1, 5000),
    speed: speed === undefined ? undefined : speedOf(speed),
    stay: values.stay ?? false,
    isHonest: values.honest ?? false,
    report,
  }
}

function read(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    days: text,
    from: text,
    cases: text,
    seed: text,
    speed: text,
    report: text,
    stay: flag,
    honest: flag,
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error} ${usage}`)
  }
}

function whole(name: string, said: string, least: number, most: number): number {
  const number = Number(said)
  if (!/^\d+$/.test(said) || number < least || number > most)
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not ${said}.`)
  return number
}

function speedOf(said: string): number {
  const speed = Number(said)
  if (!(speed >= 1 && speed <= 100_000))
    throw new Error(
      `--speed says how many simulated seconds pass in a real one, from 1 to 100000, not ${said}.`,
    )
  return speed
}

/** A date, at the midnight of UTC, or an instant with its offset. */
function dateOf(said: string): number {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(said)
  const at = Date.parse(isDate ? `${said}T00:00:00Z` : said)
  if (Number.isNaN(at) || !/^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(said))
    throw new Error(`--from is a date like 2026-04-01 or a time like 2026-04-01T06:00:00+08:00, not ${said}.`)
  return at
}
