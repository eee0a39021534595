// What `import osm` was asked to do: the file, and for a district that is not there yet what it is called.
import { parseArgs } from 'node:util'
import { isTimeZone } from '../base/localtime.ts'

export const usage =
  'Usage: import osm FILE.osm|.osm.pbf [--district CODE] [--name-zh NAME] [--name-en NAME] [--time-zone ZONE] [--source NAME] [--dry-run] [--report FILE.csv]'

export interface Asked {
  file: string
  district: string | undefined
  nameZh: string | undefined
  nameEn: string | undefined
  timeZone: string | undefined
  source: string
  dryRun: boolean
  report: string | undefined
}

export function asked(args: readonly string[]): Asked {
  const { values, positionals } = read(args)
  const [what, file, more] = positionals
  if (what !== 'osm' || file === undefined || more !== undefined) throw new Error(usage)
  const { district, source = 'osm' } = values
  const timeZone = values['time-zone']
  if (district !== undefined && !/^\d{6}$/.test(district))
    throw new Error(`A district is named by six digits, not ${district}. Places outside China take 99….`)
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new Error(`${timeZone} is not a time zone; they are written like Asia/Shanghai.`)
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(source))
    throw new Error(`A source is named by small letters and digits, e.g. osm, not ${source}.`)
  return {
    file,
    district,
    nameZh: values['name-zh']?.trim() || undefined,
    nameEn: values['name-en']?.trim() || undefined,
    timeZone,
    source,
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
        source: { type: 'string' },
        'dry-run': { type: 'boolean' },
        report: { type: 'string' },
      },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${usage}`)
  }
}
