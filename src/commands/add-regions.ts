// add-regions: a district with its regions from a JSON file, so that a real server can begin; or regions of a district
// that is there from the same sheet that its administrator imports on the page, through the same function.
import { z } from 'zod'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import type { Acting } from '../base/events.ts'
import { isTimeZone } from '../base/localtime.ts'
import { publishShipped } from '../domains/catalogue/store/rulebooks.ts'
import { above } from '../domains/regions/codes.ts'
import { asRows } from '../domains/regions/comparing.ts'
import { level, type RegionReport } from '../domains/regions/contract.ts'
import { bringRegions } from '../domains/regions/keeping.ts'
import { fromSheet, type RegionRow } from '../domains/regions/planning.ts'
import { listedOf, listedOne } from '../domains/regions/store/list.ts'
import { putOutlines } from '../domains/regions/store/tree.ts'
import { addDistrict, districts } from '../domains/regions/store.ts'
import { openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'
import { readJson } from './files.ts'
import { readText } from './import-grids.ts'

const usage =
  'Usage: add-regions FILE.json | DISTRICT FILE.csv | DISTRICT --from-list [--time-zone ZONE]; each takes --dry-run'
const largest = 50 * 2 ** 20
const name = z.object({ zh: z.string().min(1), en: z.string().min(1) })
const file = z.object({
  district: z.object({ code: z.string().regex(/^\d{6}$/), name, timeZone: z.string() }),
  regions: z.array(
    z.object({
      code: z.string().regex(/^\d{2,12}$/),
      parent: z.string().nullable(),
      level,
      name,
      shape: z
        .object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) })
        .optional(),
    }),
  ),
})

export async function addRegions(config: Config, args: readonly string[]): Promise<void> {
  const isTrial = args.includes('--dry-run')
  const zoneAt = args.indexOf('--time-zone')
  const timeZone = zoneAt < 0 ? 'Asia/Shanghai' : (args[zoneAt + 1] ?? '')
  const [first, second] = args.filter((arg, at) => !arg.startsWith('--') && (zoneAt < 0 || at !== zoneAt + 1))
  if (first && args.includes('--from-list')) await fromList(config, first, { timeZone, isTrial })
  else if (first && second) await fromCsv(config, first, second, isTrial)
  else if (first) await fromJson(config, first, isTrial)
  else throw new Error(usage)
}

async function fromJson(config: Config, path: string, isTrial: boolean): Promise<void> {
  const { district, regions } = await readJson(path, file)
  if (!Intl.supportedValuesOf('timeZone').includes(district.timeZone)) {
    throw new Error(`${path}: ${district.timeZone} is not a time zone.`)
  }
  const rows = regions.map(({ code, parent, level, name }, at) => ({
    row: at + 1,
    code,
    parent: parent ?? '',
    level,
    ...name,
  }))
  const shapes = new Map(
    regions.flatMap(({ code, shape }) => (shape ? [[code, JSON.stringify(shape)] as const] : [])),
  )
  await withDatabase(config, door =>
    door.within({ district: district.code }, async tx => {
      const isThere = (await districts(tx)).some(({ code }) => code === district.code)
      if (isTrial && !isThere) throw new Error(`There is no district ${district.code} yet to try it on.`)
      if (!isTrial) await addDistrict(tx, district)
      await bring({ tx, now: instant(Date.now()) }, path, rows, isTrial)
      if (isTrial) return
      await putOutlines(tx, shapes)
      await publishShipped(tx, instant(Date.now()))
      console.log(`District ${district.code} has ${regions.length} regions.`)
    }),
  )
}

async function fromCsv(config: Config, district: string, path: string, isTrial: boolean): Promise<void> {
  const rows = fromSheet(await readText(path, largest))
  if (!rows) throw new Error(`${path} is no sheet of regions: it needs the columns code and name_zh.`)
  await withDatabase(config, door =>
    door.within({ district }, async tx => {
      if (!(await districts(tx)).some(({ code }) => code === district))
        throw new Error(`There is no district ${district}; add-regions FILE.json brings one.`)
      const { added, renamed, unchanged } = await bring({ tx, now: instant(Date.now()) }, path, rows, isTrial)
      console.log(
        `${isTrial ? 'Would add' : 'Added'} ${added.length}, renamed ${renamed.length}, unchanged ${unchanged}.`,
      )
    }),
  )
}

/** A district as the national code list has it, with its province and city and all that lies in it. */
async function fromList(
  config: Config,
  code: string,
  { timeZone, isTrial }: { timeZone: string; isTrial: boolean },
): Promise<void> {
  if (!isTimeZone(timeZone))
    throw new Error(`${timeZone} is not a time zone; they are written like Asia/Shanghai.`)
  const now = instant(Date.now())
  const today = now.slice(0, 10)
  await withDatabase(config, door =>
    door.within({ district: code }, async tx => {
      const list = /^\d{6}$/.test(code) ? await listedOf(tx, code, today) : []
      const [own] = list
      if (own?.code !== code)
        throw new Error(`The code list has no district ${code}; import code-list brings the list.`)
      const over = (await Promise.all(above(code).map(each => listedOne(tx, each, today)))).filter(
        each => each !== undefined,
      )
      const isThere = (await districts(tx)).some(each => each.code === code)
      if (!isThere && !isTrial) await addDistrict(tx, { code, name: own.name, timeZone })
      const rows = asRows([...over, ...list])
      const { added, renamed, unchanged } = await bring({ tx, now }, 'code list', rows, isTrial)
      if (!isThere && !isTrial) await publishShipped(tx, now)
      console.log(
        `${code} ${own.name.zh}: ${isTrial ? 'would add' : 'added'} ${added.length}, renamed ${renamed.length}, unchanged ${unchanged}.`,
      )
    }),
  )
}

/** Everything or nothing: each refused row is said, and none is kept. */
async function bring(
  acting: Acting,
  path: string,
  rows: readonly RegionRow[],
  isTrial: boolean,
): Promise<RegionReport> {
  const report = await bringRegions(acting, rows, { isTrial, leaveOut: false, isOperator: true })
  const words = openWords('en')
  for (const { row, code, why, said } of report.refused.slice(0, 50))
    console.error(`${path}: row ${row} (${code}): ${words.t(`regions.row.${why}`, { said })}`)
  if (report.refused.length > 0)
    throw new Error(`${report.refused.length} of ${rows.length} rows were refused; nothing was imported.`)
  return report
}
