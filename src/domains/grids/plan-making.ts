// Makes a plan from what lies in the district: blocks, what each carries, and the grid that each is in. Pure, so that it
// runs in a thread of its own; the same material and seed give the same plan.
import { blocksOf, type Ground, type Street } from '../../geo/blocks.ts'
import { cutsThrough } from '../../geo/blocks-cutting.ts'
import { borderCosts, lengthOf, outlines, planeAt, unit } from '../../geo/blocks-net.ts'
import { type BlockGraph, divide } from '../../geo/divide.ts'
import { middle, type Polygon } from '../../geo/ring.ts'
import type { PlanProgress, PlanSettings } from './plan-calls.ts'
import { mostInRegion, type PlanDivision, type PlanGrid, type PlanGround } from './plan-rules.ts'
import { spotter } from './plan-spots.ts'

export interface PresentGrid {
  code: string
  name: string
  region: string
  polygons: Polygon[]
}

export interface Material {
  settings: PlanSettings
  seed: number
  regions: { code: string; polygons: Polygon[] }[]
  streets: Street[]
  /** Longitude, latitude and load of each place that carries some. */
  spots: Float64Array
  /** Load of a square metre of ground. */
  perSquareMetre: number
  present: PresentGrid[]
  base: { ground: PlanGround; division: PlanDivision } | null
}

export interface Made {
  ground: PlanGround
  division: PlanDivision
  /** False: somebody stopped it, and this is the best so far. */
  whole: boolean
}

const squareSide = 100

/**
 * @param go told now and then how far it is; false stops, and the best so far is the answer
 * @throws RangeError where the ground cannot be divided
 */
export function makePlan(material: Material, go: (told: PlanProgress) => boolean): Made {
  const { settings, base } = material
  if (base) {
    const { ground, division } = base
    const names = division.parts.map(String)
    return divided(material, ground, { names, known: new Map(division.grids.entries().map(byName)) }, go)
  }
  const locked = new Set(settings.locked)
  const kept = material.present.filter(({ code }) => locked.has(code))
  const free = material.present.filter(({ code }) => !locked.has(code))
  const isAdjusted = settings.from === 'present'
  const ground = groundOf(material, kept, isAdjusted ? free : [])
  const before = isAdjusted ? presentOf(ground, material.present) : null
  const names = ground.loads.map((_, block) => {
    const own = kept[ground.net.blocks[block]?.ground ?? 0]
    return own?.code ?? before?.[block] ?? ''
  })
  const known = new Map(
    material.present.map(({ code, name, region }): [string, PlanGrid] => [
      code,
      { region, code, name, locked: locked.has(code) },
    ]),
  )
  return divided(material, { ...ground, before }, { names, known }, go)
}

function byName([at, grid]: [number, PlanGrid]): [string, PlanGrid] {
  return [String(at), grid]
}

/** The ground: grids that stay come first, so that no block of theirs is anybody else's. */
function groundOf(
  material: Material,
  kept: readonly PresentGrid[],
  free: readonly PresentGrid[],
): PlanGround {
  const { settings, regions } = material
  const grounds: Ground[] = [...kept, ...regions].map(({ polygons }) => ({ polygons }))
  const edges = free.flatMap(({ polygons }) =>
    polygons.flatMap(rings => rings.map((line): Street => ({ line, kind: 'grid' }))),
  )
  const squares =
    settings.along === 'squares' ? regions.flatMap(({ polygons }) => cutsThrough(polygons, squareSide)) : []
  const lines = [...material.streets, ...edges, ...squares]
  const isInSquares = settings.along === 'squares'
  const rules = isInSquares ? { reach: 0 } : {}
  let net = blocksOf(grounds, lines, rules)
  let loads = loadsOf(net, material)
  if (settings.oversized === 'cut' && !isInSquares) {
    const large = [...loads.entries()].filter(
      ([block, load]) => load > settings.target / 2 && (net.blocks[block]?.ground ?? 0) >= kept.length,
    )
    if (large.length > 0) {
      const shapes = outlines(net, [...loads.keys()], loads.length)
      const cuts = large.flatMap(([block, load]) => {
        const area = net.blocks[block]?.squareMetres ?? 0
        // Pieces of about a sixth of a grid; what is narrower than a row of houses is not cut further.
        const side = Math.sqrt((area * settings.target) / (6 * load))
        return cutsThrough(shapes[block] ?? [], Math.min(200, Math.max(25, side)))
      })
      net = blocksOf(grounds, [...lines, ...cuts], rules)
      loads = loadsOf(net, material)
    }
  }
  return {
    net,
    loads,
    regions: [...kept.map(({ region }) => region), ...regions.map(({ code }) => code)],
    before: null,
  }
}

function loadsOf(net: PlanGround['net'], { spots, perSquareMetre }: Material): number[] {
  const loads = net.blocks.map(({ squareMetres }) => squareMetres * perSquareMetre)
  const at = spotter(outlines(net, [...net.blocks.keys()], net.blocks.length))
  for (let spot = 0; spot < spots.length; spot += 3) {
    const block = at([spots[spot] ?? 0, spots[spot + 1] ?? 0])
    if (block >= 0) loads[block] = (loads[block] ?? 0) + (spots[spot + 2] ?? 0)
  }
  return loads
}

/** The grid that the middle of each block lies in. */
function presentOf({ net }: PlanGround, present: readonly PresentGrid[]): string[] {
  const at = spotter(present.map(({ polygons }) => polygons))
  return outlines(net, [...net.blocks.keys()], net.blocks.length).map(
    ([shape]) => (shape && present[at(middle(shape))]?.code) ?? '',
  )
}

interface Before {
  /** What the grid of each block was known by; empty where it was in none. */
  names: readonly string[]
  known: ReadonlyMap<string, PlanGrid>
}

function divided(
  { settings, seed }: Material,
  ground: PlanGround,
  { names, known }: Before,
  go: (told: PlanProgress) => boolean,
): Made {
  const { net, loads } = ground
  const grids: PlanGrid[] = []
  const parts = loads.map(() => -1)
  for (const [name, grid] of known) {
    if (!grid.locked || !names.includes(name)) continue
    for (const [block, own] of names.entries()) if (own === name) parts[block] = grids.length
    grids.push(grid)
  }
  const codes = [...new Set(ground.regions)]
  const free = codes.map(code =>
    [...loads.keys()].filter(
      block => parts[block] === -1 && ground.regions[net.blocks[block]?.ground ?? 0] === code,
    ),
  )
  const steps = free.map(some => stepsFor(some.length))
  const all = steps.reduce((sum, each) => sum + each, 0)
  const isAdjusted = settings.from !== 'fresh'
  let [isStopped, done, within, cut, worst] = [false, 0, 0, 0, 0]
  for (const [at, some] of free.entries()) {
    const region = codes[at] ?? ''
    if (some.length === 0) continue
    const carried = some.reduce((sum, block) => sum + (loads[block] ?? 0), 0)
    const count = Math.max(1, Math.min(some.length, mostInRegion, Math.round(carried / settings.target)))
    const graph = graphOf(ground, some)
    // The largest grids of before go on; of more than are wanted the smallest are given up.
    const ranked = namesByLoad(some, names, loads).slice(0, count)
    const current = Int32Array.from(some, block => ranked.indexOf(names[block] ?? ''))
    const result = divide(graph, {
      count,
      seed: (seed + at) % 2 ** 31,
      within: settings.within,
      beta: settings.shape,
      steps: steps[at] ?? 0,
      ...(isAdjusted && ranked.length > 0 && { current, stay: 1 }),
      go: ({ step, best }) => {
        isStopped ||= !go({
          step: done + step,
          steps: all,
          regions: codes.length,
          regionsDone: at,
          grids: grids.length + count,
          within: within + best.within,
          worst: Math.max(worst, best.worst),
          cut: cut + best.cut,
        })
        return !isStopped
      },
    })
    done += steps[at] ?? 0
    within += result.figures.within
    cut += result.figures.cut
    worst = Math.max(worst, result.figures.worst)
    const first = grids.length
    const owners = isAdjusted ? goingOn(result.parts, count, current, graph.loads) : []
    for (let part = 0; part < count; part += 1) {
      const grid = known.get(ranked[owners[part] ?? -1] ?? '')
      grids.push({ region, code: grid?.code ?? null, name: grid?.name ?? null, locked: false })
    }
    for (const [own, block] of some.entries()) parts[block] = first + (result.parts[own] ?? 0)
  }
  return {
    ground,
    division: { parts, grids },
    whole: !isStopped,
  }
}

/** Enough that it settles, and not so many that a large community keeps all others waiting. */
function stepsFor(blocks: number): number {
  return Math.min(7000 * blocks, 6_000_000)
}

function graphOf({ net, loads }: PlanGround, some: readonly number[]): BlockGraph {
  const own = new Map(some.map((block, at) => [block, at]))
  const plane = planeAt((net.borders[0]?.line[1] ?? 0) * unit)
  const rows: Map<number, number>[] = some.map(() => new Map())
  for (const { left, right, line, kind } of net.borders) {
    const [a, b] = [own.get(left), own.get(right)]
    if (a === undefined || b === undefined) continue
    const length = lengthOf(line, plane) * borderCosts[kind]
    rows[a]?.set(b, (rows[a]?.get(b) ?? 0) + length)
    rows[b]?.set(a, (rows[b]?.get(a) ?? 0) + length)
  }
  const starts = new Int32Array(some.length + 1)
  for (const [at, row] of rows.entries()) starts[at + 1] = (starts[at] ?? 0) + row.size
  const blocks = some.map(block => net.blocks[block])
  const centres = blocks.map(block =>
    plane.metres((block?.centre[0] ?? 0) / unit, (block?.centre[1] ?? 0) / unit),
  )
  return {
    starts,
    neighbours: Int32Array.from(rows.flatMap(row => [...row.keys()])),
    lengths: Float64Array.from(rows.flatMap(row => [...row.values()])),
    loads: Float64Array.from(some, block => loads[block] ?? 0),
    areas: Float64Array.from(blocks, block => block?.squareMetres ?? 0),
    perimeters: Float64Array.from(blocks, block => block?.perimeter ?? 0),
    xs: Float64Array.from(centres, ([x]) => x),
    ys: Float64Array.from(centres, ([, y]) => y),
  }
}

function namesByLoad(some: readonly number[], names: readonly string[], loads: readonly number[]): string[] {
  const carried = new Map<string, number>()
  for (const block of some) {
    const name = names[block] ?? ''
    if (name !== '') carried.set(name, (carried.get(name) ?? 0) + (loads[block] ?? 0))
  }
  return [...carried].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name)
}

/** Which grid of before each new one goes on from: the one that it has most of, and no two from the same. */
function goingOn(parts: Int32Array, count: number, current: Int32Array, loads: Float64Array): number[] {
  const shared = new Map<number, number>()
  for (const [block, part] of parts.entries()) {
    const from = current[block] ?? -1
    // Blocks that carry nothing decide where nothing else does.
    if (from >= 0)
      shared.set(from * count + part, (shared.get(from * count + part) ?? 0) + (loads[block] ?? 0) + 1e-6)
  }
  const owners = Array.from({ length: count }, () => -1)
  const taken = new Set<number>()
  for (const [key] of [...shared].sort(([a, x], [b, y]) => y - x || a - b)) {
    const [from, part] = [Math.floor(key / count), key % count]
    if (taken.has(from) || owners[part] !== -1) continue
    taken.add(from)
    owners[part] = from
  }
  return owners
}
