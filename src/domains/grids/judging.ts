// What is wrong with the grids of a layer, decided from their shapes alone: gaps and overlaps by the core of coverages,
// and what lies outside the district, the community or the grid above by the same.
import { Coverage, type CoverageFault } from '../../geo/coverage.ts'
import { groundArea } from '../../geo/coverage-measure.ts'
import { sharedGround } from '../../geo/coverage-mend.ts'
import { PackedShapes, type Shape, wrongShape } from '../../geo/coverage-shapes.ts'
import { isInside, middle, type Polygon } from '../../geo/ring.ts'
import type { Fault, Mend, Settings } from './contract.ts'
import { boxOf, isNoise, noiseWidth } from './rules.ts'

export interface JudgedGrid {
  code: string
  region: string
  shape: number[][][][]
}

export interface Ground {
  code: string
  shape: number[][][][]
}

/** What a layer is held against. */
export interface Against {
  settings: Pick<Settings, 'mustCover' | 'mayOverlap' | 'leastArea' | 'mostArea' | 'tolerance' | 'nestsIn'>
  district: Ground | undefined
  /** Every region with a shape, and of those the smallest ones. */
  regions: readonly Ground[]
  smallest: readonly Ground[]
  /** The grids of the layer above, where the settings name one. */
  parents: readonly Ground[]
  /** The grids as they are in force. */
  former: ReadonlyMap<string, Shape>
}

/** Blocking faults first, the largest first. */
export function judge(grids: readonly JudgedGrid[], against: Against): Fault[] {
  const { settings } = against
  const faults: Fault[] = []
  const sound: JudgedGrid[] = []
  for (const grid of grids) {
    const wrong = wrongShape(grid.shape)
    if (!wrong) {
      sound.push(grid)
      continue
    }
    const [longitude = 0, latitude = 0] = wrong.at
    faults.push(
      named({ ...plain('crosses_itself', [grid.code]), longitude, latitude, shape: multi(grid.shape) }),
    )
  }
  for (const fault of coverageOf(sound, against).check()) {
    const told = faultOf(fault, sound, against)
    if (told) faults.push(told)
  }
  const { district, regions, parents } = against
  const within = new Set<string>()
  if (district) {
    for (const fault of beyond('outside', sound, district, settings)) {
      faults.push(fault)
      for (const code of fault.codes) if (!fault.noise) within.add(code)
    }
  }
  for (const [region, own] of Map.groupBy(sound, grid => grid.region)) {
    const outline = regions.find(({ code }) => code === region)
    // What leaves the district leaves its community too; once is enough.
    if (outline)
      faults.push(
        ...beyond('beyond_region', own, outline, settings).filter(
          ({ codes }) => !codes.some(code => within.has(code)),
        ),
      )
  }
  if (settings.nestsIn !== null) faults.push(...unnested(sound, parents, settings))
  for (const grid of sound) {
    const squareMetres = groundArea(grid.shape)
    const { leastArea, mostArea } = settings
    const wrong =
      leastArea !== null && squareMetres < leastArea
        ? 'too_small'
        : mostArea !== null && squareMetres > mostArea
          ? 'too_large'
          : undefined
    if (!wrong) continue
    const [longitude, latitude] = middleOf(grid.shape)
    const about = { ...plain(wrong, [grid.code]), longitude, latitude, shape: multi(grid.shape) }
    faults.push(named({ ...about, squareMetres: Math.round(squareMetres) }))
  }
  const rank = ({ noise, fault }: Fault): number => (fault === 't_junction' ? 2 : Number(noise))
  return faults.sort((a, b) => rank(a) - rank(b) || b.squareMetres - a.squareMetres || b.width - a.width)
}

/** The grids beside one another, and beside the smallest regions where nothing may be left out. */
export function coverageOf(grids: readonly JudgedGrid[], { settings, smallest }: Against): Coverage {
  const within = settings.mustCover && smallest.length > 0 ? { within: packed(smallest) } : {}
  return new Coverage(packed(grids), { ...within, tolerance: noiseWidth })
}

/** A fault of the coverage as the layer takes it; undefined where it asks for nothing of the kind. */
function faultOf(fault: CoverageFault, grids: readonly JudgedGrid[], against: Against): Fault | undefined {
  const { settings, smallest, former } = against
  const codes = fault.shapes.map(at => grids[at]?.code ?? '')
  const about = measured(fault, settings)
  const [first = '', second = ''] = codes
  if (fault.kind === 'crossing') return named({ ...about, fault: 'crosses_itself', codes, noise: false })
  if (fault.kind === 't_junction') {
    if (settings.mayOverlap) return undefined
    return named({
      ...about,
      fault: 't_junction',
      codes,
      mend: { way: 'add_corner', to: second, others: [] },
    })
  }
  if (fault.kind === 'gap') {
    if (!settings.mustCover || about.isRounding) return undefined
    const mend: Mend | null = codes.length > 0 ? { way: 'merge', to: first, others: codes.slice(1) } : null
    const region = regionAt(fault.place, smallest)
    return named({ ...about, fault: 'gap', codes: region ? [region.code] : [], beside: codes, mend })
  }
  if (settings.mayOverlap || about.isRounding || fault.kind === 'outside') return undefined
  if (fault.kind === 'duplicate') return named({ ...about, fault: 'duplicate', codes })
  // Where one of the two held the ground before, the line between them was there.
  const before = codes.find(code => isIn(fault.place, former.get(code) ?? []))
  const mend: Mend =
    before === undefined
      ? { way: 'give', to: first, others: [second] }
      : { way: 'former', to: before, others: codes.filter(code => code !== before) }
  return named({ ...about, fault: 'overlap', codes, mend })
}

/** What of grids lies outside of where they belong, grid after grid. */
function beyond(
  kind: 'outside' | 'beyond_region' | 'not_nested',
  grids: readonly JudgedGrid[],
  outline: Ground,
  settings: Against['settings'],
): Fault[] {
  if (grids.length === 0 || wrongShape(outline.shape)) return []
  const found = new Coverage(packed(grids), { within: packed([outline]), tolerance: noiseWidth }).check()
  const faults: Fault[] = []
  for (const fault of found) {
    if (fault.kind !== 'outside') continue
    for (const at of fault.shapes) {
      const grid = grids[at]
      if (!grid) continue
      const ground = fault.shapes.length === 1 ? fault.ground : sharedGround(grid.shape, fault.ground)
      if (ground.length === 0) continue
      const squareMetres = groundArea(ground)
      const about = measured({ ...fault, squareMetres, ground }, settings)
      if (about.isRounding) continue
      // A border of the survey against a border of the register: noise grows with the length, so a share is allowed too.
      const noise = about.noise || (kind !== 'not_nested' && squareMetres <= groundArea(grid.shape) * 0.002)
      const codes = kind === 'not_nested' ? [grid.code, outline.code] : [grid.code]
      const mend: Mend = { way: 'trim', to: grid.code, others: [] }
      faults.push(named({ ...about, fault: kind, codes, noise, mend }))
    }
  }
  return faults
}

/** Each grid against the one above that holds its middle. */
function unnested(
  grids: readonly JudgedGrid[],
  parents: readonly Ground[],
  settings: Against['settings'],
): Fault[] {
  const boxes = parents.map(({ shape }) => boxOf(shape))
  const groups = Map.groupBy(grids, ({ shape }) => {
    const [x, y] = middleOf(shape)
    return parents.findIndex((parent, at) => {
      const [west, south, east, north] = boxes[at] ?? [0, 0, 0, 0]
      return x >= west && x <= east && y >= south && y <= north && isIn([x, y], parent.shape)
    })
  })
  return [...groups].flatMap(([at, own]) => {
    const parent = parents[at]
    if (parent) return beyond('not_nested', own, parent, settings)
    return own.map(({ code, shape }) => {
      const [longitude, latitude] = middleOf(shape)
      const squareMetres = Math.round(groundArea(shape))
      return named({ ...plain('not_nested', [code]), longitude, latitude, squareMetres, shape: multi(shape) })
    })
  })
}

type Unnamed = Omit<Fault, 'id'>

function plain(fault: Fault['fault'], codes: string[]): Omit<Unnamed, 'longitude' | 'latitude'> {
  const sizes = { squareMetres: 0, length: 0, width: 0 }
  return { fault, codes, beside: [], ...sizes, noise: false, shape: null, mend: null }
}

function measured(
  { place, squareMetres, width, length, kind, ground }: CoverageFault,
  { tolerance }: Pick<Settings, 'tolerance'>,
): Omit<Unnamed, 'fault' | 'codes'> & { isRounding: boolean } {
  return {
    beside: [],
    squareMetres: Math.round(squareMetres),
    length: Math.round(length * 10) / 10,
    width: Math.round(width * 100) / 100,
    noise: kind === 't_junction' || isNoise(squareMetres, width, tolerance),
    longitude: Math.round(place[0] * 1e7) / 1e7,
    latitude: Math.round(place[1] * 1e7) / 1e7,
    shape: ground.length > 0 ? multi(ground) : null,
    mend: null,
    // Less than a square decimetre is the rounding of coordinates.
    isRounding: squareMetres <= 0.01,
  }
}

function named({ isRounding: _, ...fault }: Unnamed & { isRounding?: boolean }): Fault {
  const { codes, beside, longitude, latitude } = fault
  return { ...fault, id: [fault.fault, ...codes, ...beside.slice(0, 2), longitude, latitude].join(' ') }
}

function packed(grounds: readonly { shape: Shape }[]): PackedShapes {
  const made = new PackedShapes()
  for (const { shape } of grounds) if (!wrongShape(shape)) made.add(shape)
  return made
}

function regionAt(place: readonly [number, number], regions: readonly Ground[]): Ground | undefined {
  return regions.find(({ shape }) => isIn(place, shape))
}

function isIn([x, y]: readonly [number, number], shape: Shape): boolean {
  return shape.some(polygon => isInside([x, y], positions(polygon)))
}

function middleOf(shape: Shape): [number, number] {
  const [largest] = shape.toSorted((a, b) => groundArea([b]) - groundArea([a]))
  return largest ? middle(positions(largest)) : [0, 0]
}

function positions(polygon: Shape[number]): Polygon {
  return polygon.map(ring => ring.map(([x = 0, y = 0]) => [x, y]))
}

function multi(coordinates: number[][][][]): { type: 'MultiPolygon'; coordinates: number[][][][] } {
  return { type: 'MultiPolygon', coordinates }
}
