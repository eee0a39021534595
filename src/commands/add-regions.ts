// add-regions: a district with its regions from a JSON file, so that a real server can begin; or regions of a district
// that is there from the same sheet that its administrator imports on the page, through the same function.
import { z } from 'zod'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import type { Acting } from '../base/events.ts'
import { publishShipped } from '../domains/catalogue/store/rulebooks.ts'
import { level, type RegionReport } from '../domains/regions/contract.ts'
import { bringRegions } from '../domains/regions/keeping.ts'
import { fromSheet, type RegionRow } from '../domains/regions/planning.ts'
import { putOutlines } from '../domains/regions/store/tree.ts'
import { addDistrict, districts } from '../domains/regions/store.ts'
import { openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'
import { readJson } from './files.ts'
import { readText } from './import-grids.ts'

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
  const [first, second] = args.filter(arg => arg !== '--dry-run')
  if (first && second) await fromCsv(config, first, second, isTrial)
  else if (first) await fromJson(config, first, isTrial)
  else throw new Error('Usage: add-regions FILE.json | DISTRICT FILE.csv [--dry-run]')
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
