// Gathers what a plan is made from: the outlines of its communities, streets, present grids, and what lies where.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Street } from '../../geo/blocks.ts'
import type { Box } from '../../geo/clip.ts'
import { readFeatures, readGeometry } from '../../geo/geojson.ts'
import { boxOf, type Polygon, squareMetres } from '../../geo/ring.ts'
import type { PlanSettings } from './plan-calls.ts'
import { spotsOf } from './plan-loads.ts'
import type { Material, PresentGrid } from './plan-making.ts'
import { type Amounts, type Measure, measures } from './plan-rules.ts'
import { spotter } from './plan-spots.ts'
import { draftGrids, draftOf } from './store/drafts.ts'
import { type Outline, outlinesBelow, type Spot, streetsIn } from './store/material.ts'
import { linesOf, type PlanRow, resultOf } from './store/plans.ts'
import { drawn } from './store.ts'

export interface Area {
  /** What is divided, each for itself: the smallest regions that have an outline. */
  regions: { code: string; polygons: Polygon[] }[]
  /** Smallest regions without one, where others have one: they are left out. */
  without: Outline[]
  box: Box
}

export async function areaOf(tx: Tx, code: string): Promise<Area | undefined> {
  const all = await outlinesBelow(tx, code)
  const below = all.filter(({ level }) => level === 'community')
  const drawn = below.filter(({ polygons }) => polygons)
  const chosen = drawn.length > 0 ? drawn : all.filter(each => each.code === code && each.polygons)
  const regions = chosen.map(each => ({ code: each.code, polygons: each.polygons ?? [] }))
  if (regions.length === 0) return undefined
  const [west, south, east, north] = boxOf(
    regions.flatMap(({ polygons }) => polygons.flatMap(rings => rings[0] ?? [])),
  )
  return {
    regions,
    without: drawn.length > 0 ? below.filter(({ polygons }) => !polygons) : [],
    box: { west, south, east, north },
  }
}

/** What of each measure lies in the area. */
export async function totalsOf(tx: Tx, now: Instant, { regions, box }: Area): Promise<Amounts> {
  const at = spotter(regions.map(({ polygons }) => polygons))
  const totals: Amounts = { buildings: 0, addresses: 0, parts: 0, cases: 0, area: 0 }
  for (const { polygons } of regions) for (const polygon of polygons) totals.area += squareMetres(polygon)
  for (const measure of measures) {
    if (measure === 'area') continue
    for (const { longitude, latitude, weight } of await spotsOf[measure](tx, box, now))
      if (at([longitude, latitude]) >= 0) totals[measure] += weight
  }
  return totals
}

/** The measure that weighs most gives the unit. */
export function leading(weights: Amounts): Measure | undefined {
  return measures.reduce<Measure | undefined>(
    (best, each) => (weights[each] > (best ? weights[best] : 0) ? each : best),
    undefined,
  )
}

/**
 * How much load a unit of each measure is: together they come to the total of the leading one, shared by weight. A
 * measure of which nothing lies there carries nothing.
 */
export function unitLoads(weights: Amounts, totals: Amounts): { each: Amounts; total: number } {
  const first = leading(weights)
  const total = first ? totals[first] : 0
  const counted = measures.filter(measure => totals[measure] > 0 && weights[measure] > 0)
  const sum = counted.reduce((all, measure) => all + weights[measure], 0)
  const each: Amounts = { buildings: 0, addresses: 0, parts: 0, cases: 0, area: 0 }
  for (const measure of counted) each[measure] = (total * weights[measure]) / sum / totals[measure]
  return { each, total }
}

/** The grids that there are in these regions: those of the draft, else of the newest version. */
export async function presentGrids(
  tx: Tx,
  now: Instant,
  layer: string,
  regions: readonly string[],
): Promise<PresentGrid[]> {
  const grids = (await draftOf(tx, layer)) ? await draftGrids(tx, layer) : await drawn(tx, now, layer)
  return grids
    .filter(({ properties }) => regions.includes(properties.region))
    .map(({ properties: { code, name, region }, geometry }) => ({
      code,
      name,
      region,
      polygons: geometry.coordinates.map(rings =>
        rings.map(ring => ring.map(([x = 0, y = 0]): [number, number] => [x, y])),
      ),
    }))
}

/** Undefined where the region has no outline any more. */
export async function materialOf(tx: Tx, now: Instant, plan: PlanRow): Promise<Material | undefined> {
  const { settings, seed, id } = plan
  const area = await areaOf(tx, settings.region)
  if (!area) return undefined
  const { each } = unitLoads(settings.weights, await totalsOf(tx, now, area))
  const spots: Spot[] = []
  for (const measure of measures) {
    if (measure === 'area' || each[measure] === 0) continue
    for (const spot of await spotsOf[measure](tx, area.box, now))
      spots.push({ ...spot, weight: spot.weight * each[measure] })
  }
  const codes = area.regions.map(({ code }) => code)
  return {
    settings,
    seed,
    regions: area.regions,
    streets: await linesAlong(tx, settings, id, area.box),
    spots: Float64Array.from(
      spots.flatMap(({ longitude, latitude, weight }) => [longitude, latitude, weight]),
    ),
    perSquareMetre: each.area,
    present:
      settings.from === 'present' || settings.locked.length > 0
        ? await presentGrids(tx, now, settings.layer, codes)
        : [],
    base: settings.from === 'plan' && settings.base ? ((await resultOf(tx, settings.base)) ?? null) : null,
  }
}

async function linesAlong(tx: Tx, { along, paths }: PlanSettings, id: string, box: Box): Promise<Street[]> {
  if (along === 'squares') return []
  return along === 'file' ? linesOf(tx, id) : streetsIn(tx, box, paths)
}

/** The lines of a GeoJSON file, or why it holds none; areas give their rims. */
export function readLines(text: string): { lines: Street[] } | { wrong: string } {
  const read = readFeatures(text)
  if ('wrong' in read) return read
  const lines: Street[] = []
  const add = (line: Street['line']): void => void lines.push({ line, kind: 'minor' })
  for (const { geometry } of read.features) {
    const shape = readGeometry(geometry)
    if ('wrong' in shape) return shape
    if (shape.type === 'LineString') add(shape.coordinates)
    else if (shape.type === 'MultiLineString') shape.coordinates.forEach(add)
    else if (shape.type === 'Polygon') shape.coordinates.forEach(add)
    else if (shape.type === 'MultiPolygon') for (const rings of shape.coordinates) rings.forEach(add)
  }
  return lines.length > 0 ? { lines } : { wrong: 'no_rows' }
}
