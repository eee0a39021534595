// add-regions: a district with its regions from a JSON file, so that a real server can begin.
import { z } from 'zod'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { publishShipped } from '../domains/catalogue/store/rulebooks.ts'
import { level } from '../domains/regions/contract.ts'
import { addDistrict, addRegion } from '../domains/regions/store.ts'
import { withDatabase } from './database.ts'
import { readJson } from './files.ts'

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

export async function addRegions(config: Config, [path]: readonly string[]): Promise<void> {
  if (!path) throw new Error('Usage: add-regions FILE.json')
  const { district, regions } = await readJson(path, file)
  if (!Intl.supportedValuesOf('timeZone').includes(district.timeZone)) {
    throw new Error(`${path}: ${district.timeZone} is not a time zone.`)
  }
  await withDatabase(config, door =>
    door.within({ district: district.code }, async tx => {
      await addDistrict(tx, district)
      for (const region of regions) await addRegion(tx, region)
      await publishShipped(tx, instant(Date.now()))
      console.log(`District ${district.code} has ${regions.length} regions.`)
    }),
  )
}
