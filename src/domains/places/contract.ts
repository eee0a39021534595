// Places: the base map's tiles, what is on them as a list, and finding them by name.
import { z } from 'zod'
import { bilingual, id, position, read, text } from '../../base/contract.ts'
import { kindsOf, layers } from './layers.ts'
import { listings } from './rules.ts'

const degrees = {
  longitude: z.coerce.number().min(-180).max(180),
  latitude: z.coerce.number().min(-90).max(90),
}

/** A named thing: a street counts once, however many pieces it is drawn in. */
export const place = position.extend({
  id,
  listed: z.enum(listings),
  /** The kind of a street or waterway. */
  kind: z.string().nullable(),
  /** As written there; of a house its street and number. */
  name: z.string(),
  /** Empty where the source has none. */
  names: bilingual,
})
export type Place = z.infer<typeof place>

const whole = z.coerce.number().int()

const told = z.record(z.string(), z.string())

const allKinds = [...new Set(Object.values(kindsOf).flat())]

export const placeContract = {
  /** What the base map covers and whose data it is; `version` changes with every import. */
  map: read('/map', { may: 'anyone', axis: 'open' }).output(
    z.object({
      /** `none` where nothing has been imported yet. */
      version: z.string(),
      /** West, south, east, north in degrees. */
      bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
      /** To be shown beside the map. */
      attribution: z.string().nullable(),
      minZoom: z.int(),
      maxZoom: z.int(),
    }),
  ),
  /**
   * A vector tile (MVT 2.1) of the layers land, green, water, waterway, building, street, label and address; 204 where
   * it would be empty. With `version` in the address it may be kept for ever. Strangers are not counted here: a map
   * asks for forty tiles at once, each is made once and kept, and outside the bounds nothing is asked at all.
   */
  tile: read('/map/base/{z}/{x}/{y}', { may: 'anyone', axis: 'open' })
    .route({ inputStructure: 'detailed', outputStructure: 'detailed' })
    .input(
      z.object({
        params: z.object({ z: whole.min(0).max(24), x: whole.min(0), y: whole.min(0) }),
        query: z.object({ version: z.string().max(40).optional() }).default({}),
        headers: z.object({ 'if-none-match': z.string().optional() }).default({}),
      }),
    )
    .output(
      z.union([
        z.object({ status: z.literal(200), headers: told, body: z.file() }),
        z.object({ status: z.literal(204), headers: told }),
        z.object({ status: z.literal(304), headers: told }),
      ]),
    ),
  /** What is named on the map within bounds, as a list, a hundred at a time; what has no name is counted. */
  list: read('/places', { may: 'anyone', axis: 'open', rate: { most: 600, seconds: 600 } })
    .input(
      z.object({
        west: degrees.longitude,
        south: degrees.latitude,
        east: degrees.longitude,
        north: degrees.latitude,
        /** Some of the listings, with commas between them; all where it is left out. */
        kinds: z
          .string()
          .max(200)
          .transform(said => said.split(','))
          .pipe(z.array(z.enum(listings)))
          .optional(),
        /** The answer's `after`, to go on. */
        after: z.string().max(1000).optional(),
      }),
    )
    .output(
      z.object({
        places: z.array(place),
        after: z.string().nullable(),
        unnamed: z.array(
          z.object({ layer: z.enum(layers), kind: z.enum(allKinds).nullable(), count: z.int() }),
        ),
      }),
    ),
  /** Places and addresses by a part of their name in any language the source has; the likeliest twenty. */
  search: read('/places/search', { may: 'anyone', axis: 'open', rate: { most: 600, seconds: 600 } })
    .input(z.object({ text: text(80).pipe(z.string().min(1)) }))
    .output(z.array(place)),
}
