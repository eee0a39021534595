// The codes of grids, and which boxes touch. Pure, for the server and the page alike; the planner and the full
// validator stand above these.

/** A file as it comes by the page; what is larger is refused before it is read. */
export const largestFile = 32 * 1024 * 1024
export const mostGrids = 20_000

/** Why a code is none; `said` is what stands in the place that is wrong. */
export const gridCodeFaults = [
  'no_code',
  'not_digits',
  'wrong_length',
  'other_district',
  'no_sequence',
] as const
export interface GridCodeFault {
  wrong: (typeof gridCodeFaults)[number]
  said: string
}

export interface GridCode {
  district: string
  /** Street and community below the district: 12 digits of a region. */
  region: string
  sequence: number
}

/**
 * Reads a grid's code: 15 digits are 6 district + 3 street + 3 community + 3 sequence (GB/T 30428.1); 14 digits end in
 * two of sequence (CJ/T 213); 20 digits begin with six of the object and end in two (CJ/T 349), where 00 stands for a
 * community that is not divided. Says the first thing that is wrong.
 */
export function readGridCode(code: string, district: string): GridCode | GridCodeFault {
  if (code === '') return { wrong: 'no_code', said: '' }
  const stranger = [...code].find(character => character < '0' || character > '9')
  if (stranger !== undefined) return { wrong: 'not_digits', said: stranger }
  if (![14, 15, 20].includes(code.length)) return { wrong: 'wrong_length', said: String(code.length) }
  const own = code.length === 20 ? code.slice(6) : code
  const read = { district: own.slice(0, 6), region: own.slice(0, 12), sequence: Number(own.slice(12)) }
  if (read.district !== district) return { wrong: 'other_district', said: read.district }
  if (read.sequence === 0 && code.length !== 20) return { wrong: 'no_sequence', said: own.slice(12) }
  return read
}

export function isCodeFault(read: GridCode | GridCodeFault): read is GridCodeFault {
  return 'wrong' in read
}

/** West, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Pairs of boxes that share ground or border, by their places in the list, the smaller first. */
export function touchingBoxes(boxes: readonly Box[]): [number, number][] {
  const order = boxes.map((box, at) => ({ box, at })).sort((a, b) => a.box[0] - b.box[0])
  const pairs: [number, number][] = []
  let open: typeof order = []
  for (const next of order) {
    open = open.filter(({ box }) => box[2] >= next.box[0])
    for (const { box, at } of open) {
      if (box[1] <= next.box[3] && box[3] >= next.box[1])
        pairs.push(at < next.at ? [at, next.at] : [next.at, at])
    }
    open.push(next)
  }
  return pairs
}

export function boxOf(polygons: readonly (readonly (readonly (readonly number[])[])[])[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [ring = []] of polygons) {
    for (const [longitude = 0, latitude = 0] of ring) {
      if (longitude < west) west = longitude
      if (longitude > east) east = longitude
      if (latitude < south) south = latitude
      if (latitude > north) north = latitude
    }
  }
  return [west, south, east, north]
}

/** What is this narrow is taken for noise of the survey, whatever its area. */
export const noiseWidth = 0.5

/**
 * Metres: a place so near to a grid and in none belongs to it. What the checks let pass as noise between two grids is
 * nobody's ground, and somebody must answer for what lies there.
 */
export const nearEnough = 2

/** Whether a piece of ground is noise of the survey. `width` in metres: that of the widest circle in it. */
export function isNoise(squareMetres: number, width: number, tolerance: number): boolean {
  return squareMetres <= tolerance || width < noiseWidth
}

/** A box where all four sides are said. */
export function boundsOf({
  west,
  south,
  east,
  north,
}: Partial<Record<'west' | 'south' | 'east' | 'north', number | undefined>>) {
  return west === undefined || south === undefined || east === undefined || north === undefined
    ? undefined
    : { west, south, east, north }
}

export interface Uncoded {
  /** Code of the community, or of the subdistrict where that has none. */
  region: string
  /** The code that it keeps; null: it gets one. */
  code: string | null
  /** Of its middle. */
  longitude: number
  latitude: number
  /** From its south to its north, in degrees. */
  height: number
}

/**
 * Codes of 15 digits: inside a community numbered from west to east, then from north to south (GB/T 30428.1). Grids are
 * rarely in rows: what begins within half a usual height of the row's first stands in the same row. Codes that are kept
 * are given to nobody else.
 */
export function fillCodes(grids: readonly Uncoded[]): string[] {
  const codes = grids.map(({ code }) => code ?? '')
  for (const region of new Set(grids.map(grid => grid.region))) {
    const own = [...grids.entries()].filter(([, grid]) => grid.region === region)
    const taken = new Set(own.map(([, { code }]) => code))
    const open = own.filter(([, { code }]) => code === null)
    const usual = open.reduce((sum, [, { height }]) => sum + height, 0) / Math.max(1, open.length)
    const left = open.toSorted(([, a], [, b]) => b.latitude - a.latitude || a.longitude - b.longitude)
    let sequence = 0
    while (left.length > 0) {
      const north = left[0]?.[1].latitude ?? 0
      const after = left.findIndex(([, { latitude }]) => latitude < north - usual / 2)
      const row = left.splice(0, after < 0 ? left.length : after)
      for (const [at] of row.toSorted(([, a], [, b]) => a.longitude - b.longitude)) {
        let code = ''
        do {
          sequence += 1
          code = `${region.padEnd(12, '0')}${String(sequence).padStart(3, '0')}`
        } while (taken.has(code))
        codes[at] = code
      }
    }
  }
  return codes
}

export interface Numbered {
  code?: string
  region: string
  longitude: number
  latitude: number
}

/** What lies less than this farther south (about ten metres) stands in the same row as what begins it. */
const rowDepth = 1e-4

/**
 * The codes of grids in their order, anew: inside each region from the north to the south in rows, and in a row from
 * west to east (GB/T 30428.1: sequence west→east, north→south). Regions have 12 digits (community) or 9 (a grid that
 * stands at subdistrict level gets 000 for the community). `code` is what a grid has and changes nothing.
 * Throws a RangeError where a region has more than 999 grids or is no code of one.
 */
export function assignCodes(grids: readonly Numbered[]): string[] {
  const codes: string[] = Array.from({ length: grids.length }, () => '')
  const regions = new Map<string, { at: number; longitude: number; latitude: number }[]>()
  for (const [at, { region, longitude, latitude }] of grids.entries()) {
    if (!/^(\d{9}|\d{12})$/.test(region)) throw new RangeError(`${region} is no community and no subdistrict`)
    const members = regions.get(region) ?? []
    members.push({ at, longitude, latitude })
    regions.set(region, members)
  }
  for (const [region, members] of regions) {
    if (members.length > 999) throw new RangeError(`${region} has ${members.length} grids, 999 have codes`)
    members.sort((a, b) => b.latitude - a.latitude || a.longitude - b.longitude || a.at - b.at)
    const order: typeof members = []
    let row: typeof members = []
    const close = (): void => {
      order.push(...row.sort((a, b) => a.longitude - b.longitude || b.latitude - a.latitude || a.at - b.at))
      row = []
    }
    for (const each of members) {
      if (row[0] && row[0].latitude - each.latitude > rowDepth) close()
      row.push(each)
    }
    close()
    for (const [index, { at }] of order.entries())
      codes[at] = `${region.padEnd(12, '0')}${String(index + 1).padStart(3, '0')}`
  }
  return codes
}

/** Codes beside one, in its community, that nobody has: the first free ones above the highest; none where they run out. */
export function freeCodes(taken: readonly string[], like: string, count: number): string[] | undefined {
  const width = like.length === 15 ? 3 : 2
  const stem = like.slice(0, like.length - width)
  const numbers = taken.filter(code => code.length === like.length && code.startsWith(stem))
  const highest = numbers.reduce((most, code) => Math.max(most, Number(code.slice(-width))), 0)
  if (highest + count >= 10 ** width) return undefined
  return Array.from({ length: count }, (_, at) => `${stem}${String(highest + 1 + at).padStart(width, '0')}`)
}
