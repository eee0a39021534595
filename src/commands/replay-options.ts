// What `replay-311` was asked to do: the file, and the district that is made from it.
import { parseArgs } from 'node:util'
import { isTimeZone } from '../base/localtime.ts'

export const usage =
  'Usage: replay-311 FILE.csv|.csv.gz [--district CODE] [--name-zh NAME] [--name-en NAME] [--time-zone ZONE] [--limit ROWS] [--batch ROWS] [--dry-run] [--report FILE.csv]'

export interface Asked {
  file: string
  district: { code: string; name: { zh: string; en: string }; timeZone: string }
  limit: number
  /** Rows a transaction; undefined: as many as suit the database. */
  batch: number | undefined
  dryRun: boolean
  report: string | undefined
}

export function asked(args: readonly string[]): Asked {
  const { values, positionals } = read(args)
  const [file, more] = positionals
  if (file === undefined || more !== undefined) throw new Error(usage)
  const { district: code = '990311', limit, batch } = values
  if (!/^99\d{4}$/.test(code))
    throw new Error(
      `Published requests make a district of their own outside China: six digits that begin with 99, not ${code}.`,
    )
  const timeZone = values['time-zone'] ?? 'America/New_York'
  if (!isTimeZone(timeZone))
    throw new Error(`${timeZone} is not a time zone; they are written like America/New_York.`)
  if (limit !== undefined && !/^[1-9]\d{0,9}$/.test(limit))
    throw new Error(`--limit is a number of rows, not ${limit}.`)
  if (batch !== undefined && !/^[1-9]\d{0,3}$/.test(batch))
    throw new Error(`--batch is a number of rows from 1 to 9999, not ${batch}.`)
  const [zh, en] = [values['name-zh']?.trim(), values['name-en']?.trim()]
  return {
    file,
    district: { code, name: { zh: zh || en || 'Boston', en: en || zh || 'Boston' }, timeZone },
    limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
    batch: batch === undefined ? undefined : Number(batch),
    dryRun: values['dry-run'] ?? false,
    report: values.report,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        district: { type: 'string' },
        'name-zh': { type: 'string' },
        'name-en': { type: 'string' },
        'time-zone': { type: 'string' },
        limit: { type: 'string' },
        batch: { type: 'string' },
        'dry-run': { type: 'boolean' },
        report: { type: 'string' },
      },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${usage}`)
  }
}
