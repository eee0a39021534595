// 168,339 parts of a district that does not exist, made from a seed: along streets a hundred metres apart, most of them
// within a few kinds, nearly all intact. The same seed gives the same parts on every machine.

/** As many as Dongcheng has. */
export const wholeDistrict = 168_339

export interface MadePart {
  /** Class and kind, four digits. */
  kind: string
  /** Within its kind, from 1. */
  sequence: number
  longitude: number
  latitude: number
  state: 'intact' | 'damaged' | 'lost' | 'abandoned'
}

export interface Ground {
  west: number
  south: number
  east: number
  north: number
}

/** Seven by six kilometres in the middle of Beijing. */
export const innerCity: Ground = { west: 116.37, south: 39.87, east: 116.455, north: 39.925 }

export function makeParts(
  count: number,
  { seed, kinds, ground }: { seed: number; kinds: readonly string[]; ground: Ground },
): MadePart[] {
  const draw = drawing(seed)
  const given = new Map<string, number>()
  const { west, south, east, north } = ground
  const [columns, rows] = [Math.ceil((east - west) / 0.00117), Math.ceil((north - south) / 0.0009)]
  return Array.from({ length: count }, () => {
    // The first kinds are the many: lamps, covers, trees.
    const kind = kinds[Math.floor(draw() ** 3 * kinds.length)] ?? ''
    const sequence = (given.get(kind) ?? 0) + 1
    given.set(kind, sequence)
    // Along a street from north to south or from west to east, a few metres beside its middle.
    const aside = ((draw() + draw() - 1) * 12) / 111_320
    const isUpright = draw() < 0.5
    const across = isUpright ? (Math.floor(draw() * columns) + 0.5) / columns : draw()
    const down = isUpright ? draw() : (Math.floor(draw() * rows) + 0.5) / rows
    const state = draw()
    return {
      kind,
      sequence,
      longitude: round(west + across * (east - west) + (isUpright ? aside : 0)),
      latitude: round(south + down * (north - south) + (isUpright ? 0 : aside)),
      state: state < 0.97 ? 'intact' : state < 0.985 ? 'damaged' : state < 0.995 ? 'lost' : 'abandoned',
    }
  })
}

/** Numbers from 0 to 1 from a seed (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
