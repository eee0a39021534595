// What can be wrong with a draft as a whole, and how each fault can be mended.
import { z } from 'zod'
import { instant, position } from '../../../base/contract.ts'

export const faultKinds = [
  'gap',
  'overlap',
  'duplicate',
  'crosses_itself',
  'outside',
  'beyond_region',
  'not_nested',
  'too_small',
  'too_large',
  't_junction',
] as const

/**
 * `merge` gives the ground of a gap to `to`; `give` leaves ground held twice to `to`; `former` divides it as the version in
 * force does; `trim` takes it from `to`; `add_corner` gives `to` the corner that its neighbour has.
 */
export const mendWays = ['merge', 'give', 'former', 'trim', 'add_corner'] as const
const mend = z.object({
  way: z.enum(mendWays),
  /** The code of the grid. */
  to: z.string(),
  /** What could take its place, the better ones first. */
  others: z.array(z.string()),
})
export type Mend = z.infer<typeof mend>

const fault = position.extend({
  /** Names it as long as the draft stays as it is. */
  id: z.string(),
  fault: z.enum(faultKinds),
  /** The grids it is about; of a gap the region. */
  codes: z.array(z.string()),
  /** The grids around a gap, the longest shared border first. */
  beside: z.array(z.string()),
  squareMetres: z.int(),
  /** Metres: the farthest corners of it, and the widest circle that fits. */
  length: z.number(),
  width: z.number(),
  /** Of the survey: told, and no reason not to publish. */
  noise: z.boolean(),
  shape: z
    .object({
      type: z.literal('MultiPolygon'),
      coordinates: z.array(z.array(z.array(z.array(z.number())))),
    })
    .nullable(),
  /** The proposed mend; null where it has to be drawn. */
  mend: mend.nullable(),
})
export type Fault = z.infer<typeof fault>

/** The worst first; after the first five hundred only the counts tell. */
export const verdict = z.object({
  revision: z.int(),
  blocking: z.int(),
  noise: z.int(),
  /** Of the noise: all its ground, and the widest of it. */
  noiseSquareMetres: z.number(),
  noiseWidth: z.number(),
  crossings: z.int(),
  /** Corners on the border of a neighbour that has none there: no reason not to publish. */
  junctions: z.int(),
  checkedAt: instant,
  milliseconds: z.int(),
  faults: z.array(fault),
})
export type Verdict = z.infer<typeof verdict>
