// Grids: the layers a district is divided into, and in which grid a place lies.
import { z } from 'zod'
import { bilingual, id, position, read } from '../../base/contract.ts'

export const grid = z.object({
  id,
  layer: z.string(),
  code: z.string(),
  name: z.string(),
  regionPath: z.string(),
})
export type Grid = z.infer<typeof grid>

const feature = z.object({
  type: z.literal('Feature'),
  id,
  properties: z.object({ code: z.string(), name: z.string(), region: z.string() }),
  geometry: z.object({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(z.array(z.array(z.number())))),
  }),
})

export const gridContract = {
  layers: read('/grid-layers', { may: 'anyone', axis: 'open' }).output(
    z.array(z.object({ code: z.string(), name: bilingual, grids: z.int() })),
  ),
  /** The grids of a layer as GeoJSON, CGCS2000/WGS 84 degrees, longitude first. */
  layer: read('/grid-layers/{layer}', { may: 'anyone', axis: 'open' })
    .input(z.object({ layer: z.string().regex(/^[a-z_]{2,40}$/) }))
    .output(z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) })),
  locate: read('/grids/at', { may: 'anyone', axis: 'open', rate: { most: 300, seconds: 600 } })
    .errors({ 'grids.outside': { status: 422, data: z.object({ metres: z.int().nullable() }) } })
    .input(
      position.extend({
        longitude: z.coerce.number().min(-180).max(180),
        latitude: z.coerce.number().min(-90).max(90),
      }),
    )
    .output(grid),
}
