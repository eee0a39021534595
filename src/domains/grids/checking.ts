// What is wrong with the rows of a file, and with a draft as a whole: what both are held against is read here, a draft is
// judged in judging.ts.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { type Feature, readGeometry } from '../../geo/geojson.ts'
import type { Fault, RefusedRow, Settings } from './contract.ts'
import { type Against, type JudgedGrid, judge } from './judging.ts'
import { boxOf, isCodeFault, isNoise, readGridCode, touchingBoxes } from './rules.ts'
import { type BroughtGrid, type DraftGrid, draftGrids } from './store/drafts.ts'
import { type Measured, measure, sharedGround } from './store/measuring.ts'
import { outlines } from './store/outlines.ts'
import { drawn } from './store.ts'

export interface Brought extends BroughtGrid {
  row: number
  polygons: number[][][][]
}

type Why = RefusedRow['why']

/** Which property of a feature says what. */
export type Properties = { code?: string | undefined; name?: string | undefined; region?: string | undefined }

/** The rows as grids, and what each is refused for by itself. */
export function readRows(
  features: readonly Feature[],
  { code = 'code', name = 'name', region = 'region' }: Properties,
  { district, regions }: { district: string; regions: ReadonlySet<string> },
): { brought: Brought[]; refused: RefusedRow[] } {
  const brought: Brought[] = []
  const refused: RefusedRow[] = []
  const seen = new Set<string>()
  for (const { row, geometry, properties } of features) {
    const said = (property: string): string => {
      const value = properties[property]
      return value === null || value === undefined ? '' : String(value).trim()
    }
    const own = said(code)
    const refuse = (why: Why, what: string): void =>
      void refused.push({ row, code: own, why, said: what, longitude: null, latitude: null })
    const read = readGridCode(own, district)
    if (isCodeFault(read)) {
      refuse(read.wrong, read.said)
      continue
    }
    const within = said(region) || (regions.has(read.region) ? read.region : read.region.slice(0, 9))
    const called = said(name)
    const shape = readGeometry(geometry)
    if (seen.has(own)) refuse('twice', own)
    else if (called === '') refuse('no_name', '')
    else if (called.length > 80) refuse('name_too_long', `${called.slice(0, 40)}…`)
    else if (!regions.has(within)) refuse('no_such_region', within)
    else if (!read.region.startsWith(within)) refuse('region_differs', within)
    else if ('wrong' in shape) refuse(shape.wrong, '')
    else if (shape.type !== 'Polygon' && shape.type !== 'MultiPolygon') refuse('not_a_polygon', shape.type)
    else {
      const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
      brought.push({ row, code: own, name: called, region: within, geojson: JSON.stringify(shape), polygons })
    }
    seen.add(own)
  }
  return { brought, refused }
}

/** What the ground says of them: crossing themselves, outside, too small or large, and over one another. */
export async function refusedOnTheGround(
  tx: Tx,
  brought: readonly Brought[],
  others: readonly DraftGrid[],
  settings: Settings,
): Promise<RefusedRow[]> {
  const measured = await measure(tx, brought)
  const refused: RefusedRow[] = []
  const whole: Brought[] = []
  for (const [at, grid] of brought.entries()) {
    const found = measured[at]
    const wrong = found && wrongAlone(found, settings)
    if (!found || !wrong) whole.push(grid)
    else {
      const { row, code } = grid
      const [longitude = found.longitude, latitude = found.latitude] = found.crossing
        .split(' ')
        .filter(Boolean)
        .map(Number)
      refused.push({ row, code, ...wrong, longitude, latitude })
    }
  }
  if (settings.mayOverlap) return refused
  const rest = others.map(({ geometry, properties }) => ({
    row: null,
    code: properties.code,
    polygons: geometry.coordinates,
    geojson: JSON.stringify(geometry),
  }))
  const all = [...whole, ...rest]
  const pairs = touchingBoxes(all.map(({ polygons }) => boxOf(polygons))).filter(([a]) => a < whole.length)
  for (const { a, b, squareMetres, perimeter, longitude, latitude } of await sharedGround(
    tx,
    all.map(({ geojson }) => geojson),
    pairs,
  )) {
    const [first, second] = [all[a], all[b]]
    if (!first || !second || isNoise(squareMetres, (2 * squareMetres) / perimeter, settings.tolerance))
      continue
    // The later row is told, beside which earlier one it lies.
    const [told, other] = second.row === null ? [first, second] : [second, first]
    if (told.row === null) continue
    const said = `${other.code}, ${Math.round(squareMetres)} m²`
    refused.push({ row: told.row, code: told.code, why: 'overlaps', said, longitude, latitude })
  }
  return refused
}

function wrongAlone(
  { valid, crossing, squareMetres, outside, beyond }: Measured,
  { tolerance, leastArea, mostArea }: Settings,
): Pick<RefusedRow, 'why' | 'said'> | undefined {
  const area = (metres: number) => `${Math.round(metres)} m²`
  if (!valid) return { why: 'crosses_itself', said: crossing }
  // A border of the survey against a border of the register: noise grows with the length, so a share is allowed too.
  const allowed = Math.max(tolerance, squareMetres * 0.002)
  if (outside > allowed) return { why: 'outside', said: area(outside) }
  if (beyond > allowed) return { why: 'beyond_region', said: area(beyond) }
  if (leastArea !== null && squareMetres < leastArea) return { why: 'too_small', said: area(squareMetres) }
  if (mostArea !== null && squareMetres > mostArea) return { why: 'too_large', said: area(squareMetres) }
  return undefined
}

/** The draft as it stands, and what it is held against at an instant. */
export async function draftAgainst(
  tx: Tx,
  layer: string,
  settings: Settings,
  at: Instant,
): Promise<{ grids: DraftGrid[]; judged: JudgedGrid[]; against: Against }> {
  const grids = await draftGrids(tx, layer)
  const all = await outlines(tx)
  const grounds = (drawnGrids: Awaited<ReturnType<typeof drawn>>) =>
    drawnGrids.map(({ properties, geometry }) => ({ code: properties.code, shape: geometry.coordinates }))
  const former = grounds(await drawn(tx, at, layer))
  return {
    grids,
    judged: grids.map(({ properties: { code, region }, geometry }) => ({
      code,
      region,
      shape: geometry.coordinates,
    })),
    against: {
      settings,
      district: all.find(({ code }) => code === tx.district),
      regions: all,
      smallest: all.filter(({ isSmallest }) => isSmallest),
      parents: settings.nestsIn === null ? [] : grounds(await drawn(tx, at, settings.nestsIn)),
      former: new Map(former.map(({ code, shape }) => [code, shape])),
    },
  }
}

/** What is wrong with the draft as it stands, blocking faults first, the largest first. */
export async function faultsOf(tx: Tx, layer: string, settings: Settings, at: Instant): Promise<Fault[]> {
  const { judged, against } = await draftAgainst(tx, layer, settings, at)
  return judge(judged, against)
}
