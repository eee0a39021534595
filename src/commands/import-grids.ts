// import-grids: a grid layer from GeoJSON, in force from now on; earlier versions stay for their cases.
import { z } from 'zod'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { layers, replaceLayer } from '../domains/grids/store.ts'
import { regions } from '../domains/regions/store.ts'
import { withDatabase } from './database.ts'
import { readJson } from './files.ts'

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        properties: z.object({
          code: z.string().regex(/^\d{14,15}$/, 'must be 14 or 15 digits'),
          name: z.string().min(1),
          region: z.string().regex(/^\d{9}(\d{3})?$/, 'must be 9 or 12 digits'),
        }),
        geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) }),
      }),
    )
    .min(1, 'has no features'),
})

export async function importGrids(config: Config, [district, layer, file]: readonly string[]): Promise<void> {
  if (!district || !layer || !file) throw new Error('Usage: import-grids DISTRICT LAYER FILE.geojson')
  if (!/^[a-z_]{2,40}$/.test(layer))
    throw new Error(`A layer is named by 2 to 40 small letters, not ${layer}.`)
  const { features } = await readJson(file, collection)
  const codes = features.map(({ properties }) => properties.code)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice) throw new Error(`${file}: the code ${twice} stands there twice; nothing was imported.`)
  await withDatabase(config, door =>
    door.within({ district }, async tx => {
      const known = new Set((await regions(tx)).map(({ code }) => code))
      const stranger = features.find(({ properties }) => !known.has(properties.region))
      if (stranger) {
        throw new Error(
          `${file}: grid ${stranger.properties.code} lies in region ${stranger.properties.region}, which district ${district} does not have; nothing was imported.`,
        )
      }
      const present = (await layers(tx)).find(({ code }) => code === layer)
      const name = present?.name ?? { zh: layer, en: layer }
      await replaceLayer(
        tx,
        instant(Date.now()),
        { code: layer, name },
        features.map(({ properties, geometry }) => ({ ...properties, geometry })),
      )
      console.log(`${features.length} grids of layer ${layer} are in force in ${district}.`)
    }),
  )
}
