// A part before it has a code: its kind, where it stands, and who keeps it.
import type { Point } from '../ground/plane.ts'

/** Kinds of the district's edition; a few things have a kind in the older one only. */
export const older = 'cjt214_2007'

export interface Placed {
  kind: string
  /** Where the kind is of another edition than the district's. */
  edition?: string
  shape:
    | { type: 'Point'; at: Point }
    | { type: 'LineString'; line: Point[] }
    | { type: 'Polygon'; ring: Point[] }
  name?: string
  attributes?: Record<string, string>
}

export function standing(
  kind: string,
  at: Point,
  more: Partial<Pick<Placed, 'edition' | 'name' | 'attributes'>> = {},
): Placed {
  return { kind, shape: { type: 'Point', at }, ...more }
}
