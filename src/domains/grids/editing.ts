// Changing the grids of a draft with the tools of the map. Every change is made of whole units, so that neighbours go
// on sharing their borders, is measured on the ground, and stands in the journal.
import { Refusal } from '../../base/errors.ts'
import type { Acting } from '../../base/events.ts'
import {
  addPoint,
  type BorderFault,
  type Changed,
  movePoint,
  newPoints,
  removePoint,
  settled,
} from '../../geo/edit-borders.ts'
import { overlay, united } from '../../geo/edit-overlay.ts'
import { split } from '../../geo/edit-split.ts'
import { type Point, type Shape, squareMetresOf, toUnits, unitOf, widthOf } from '../../geo/edit-units.ts'
import { layerOf, seenDraft } from './drafting.ts'
import type { Position } from './locating.ts'
import { freeCodes } from './rules.ts'
import { type Bounds, draftCodes, gridsAround } from './store/drafts.ts'
import { drawn } from './store.ts'
import { type Bench, gridOf, keepChanges, opened } from './workbench.ts'

/** Less is a slip of the hand, not a grid. */
const leastPiece = 1
/** About half a metre: what is narrower is the old border drawn again. */
const narrowestPiece = 45

export async function splitGrid(
  acting: Acting,
  layer: string,
  {
    revision,
    code,
    line,
    keeps,
  }: { revision: number; code: string; line: readonly Position[]; keeps: boolean },
) {
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, revision)
  const bench = opened(await gridsAround(acting.tx, layer, { codes: [code] }))
  const grid = gridOf(bench, code)
  const pieces = split(grid.shape, [line.map(pointOf)])
  if (!pieces) throw new Refusal('grids.divides_nothing', 409)
  const sizes = pieces.map(squareMetresOf)
  const least = Math.min(...sizes)
  if (least < leastPiece || pieces.some(piece => widthOf(piece) < narrowestPiece))
    throw new Refusal('grids.piece_too_small', 409, { squareMetres: Math.round(least) })
  const fresh = freeCodes(await draftCodes(acting.tx, layer), code, pieces.length - (keeps ? 1 : 0))
  if (!fresh) throw new Refusal('grids.codes_run_out', 409)
  const codes = keeps ? [code, ...fresh] : fresh
  const put = new Map<string, Shape>()
  for (const [at, piece] of pieces.entries()) put.set(codes[at] ?? code, piece)
  const names = new Map(
    codes.map((each, at) => [each, at === 0 ? grid.name : `${grid.name.slice(0, 76)}-${at + 1}`]),
  )
  const next = await keepChanges(acting, layer, settings, bench, {
    did: 'split',
    put: withNeighbours(bench, put, newPoints(pieces, [grid.shape]), [code]),
    dropped: keeps ? [] : [code],
    like: new Map(codes.map(each => [each, { ...grid, name: names.get(each) ?? grid.name }])),
  })
  return {
    revision: next,
    pieces: codes.map((each, at) => ({ code: each, squareMetres: Math.round((sizes[at] ?? 0) * 10) / 10 })),
  }
}

export async function mergeGrids(
  acting: Acting,
  layer: string,
  { revision, codes, keep }: { revision: number; codes: readonly string[]; keep: string },
) {
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, revision)
  const all = [...new Set([keep, ...codes])]
  const bench = opened(await gridsAround(acting.tx, layer, { codes: all }))
  const grids = all.map(code => gridOf(bench, code))
  const [kept] = grids
  if (!kept || grids.some(({ region }) => region !== kept.region))
    throw new Refusal('grids.other_region', 409)
  const whole = united(grids.map(({ shape }) => shape))
  if (!whole) throw new Refusal('grids.crosses', 409)
  // Each neighbour takes at least one part away: what stays apart does not touch.
  const parts = grids.reduce((sum, { shape }) => sum + shape.length, 0)
  if (whole.length > parts - (grids.length - 1)) throw new Refusal('grids.not_neighbours', 409)
  const before = grids.map(({ shape }) => shape)
  const next = await keepChanges(acting, layer, settings, bench, {
    did: 'merge',
    put: withNeighbours(bench, new Map([[keep, whole]]), newPoints([whole], before), all),
    dropped: all.filter(code => code !== keep),
  })
  return { revision: next, squareMetres: Math.round(squareMetresOf(whole) * 10) / 10 }
}

const borderRefusals: Record<BorderFault, string> = {
  no_point: 'grids.no_point',
  crosses: 'grids.crosses',
  swallows: 'grids.swallows',
  holds_border: 'grids.holds_border',
}

export async function moveBorder(
  acting: Acting,
  layer: string,
  {
    revision,
    points,
  }: { revision: number; points: readonly { from: Position | null; to: Position | null }[] },
) {
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, revision)
  const bench = opened(await gridsAround(acting.tx, layer, { box: boxAround(points) }))
  let grids = new Map([...bench].map(([code, { shape }]) => [code, shape]))
  const put = new Map<string, Shape>()
  for (const { from, to } of points) {
    const told = takeStep(grids, from && pointOf(from), to && pointOf(to), settings.mayOverlap)
    if ('wrong' in told) throw new Refusal(borderRefusals[told.wrong], 409)
    for (const [code, shape] of told.changed) put.set(code, shape)
    grids = new Map([...grids, ...told.changed])
  }
  const next = await keepChanges(acting, layer, settings, bench, { did: 'border', put, dropped: [] })
  return { revision: next, codes: [...put.keys()].sort() }
}

function takeStep(
  grids: ReadonlyMap<string, Shape>,
  from: Point | null,
  to: Point | null,
  mayOverlap: boolean,
): Changed {
  if (from && to) return movePoint(grids, from, to, mayOverlap)
  if (from) return removePoint(grids, from, mayOverlap)
  return to ? addPoint(grids, to) : { wrong: 'no_point' }
}

export interface Transfer {
  revision: number
  from: string
  to: string
  ring: readonly Position[] | null
  units: readonly string[]
}

export async function transfer(acting: Acting, layer: string, wanted: Transfer) {
  const { tx, now } = acting
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, wanted.revision)
  const bench = opened(await gridsAround(tx, layer, { codes: [wanted.from, wanted.to] }))
  const [from, to] = [gridOf(bench, wanted.from), gridOf(bench, wanted.to)]
  if (from.region !== to.region) throw new Refusal('grids.other_region', 409)
  const ring = wanted.ring?.map(({ longitude, latitude }) => [longitude, latitude])
  const units = new Set(wanted.units)
  const below = settings.nestsIn === null && layer !== 'unit' ? 'unit' : (settings.nestsIn ?? 'unit')
  const known = units.size > 0 ? await drawn(tx, now, below) : []
  const ground = united([
    ...(ring ? [soundRing(ring)] : []),
    ...known
      .filter(({ properties }) => units.has(properties.code))
      .map(({ geometry }) => toUnits(geometry.coordinates)),
  ])
  const piece = ground && overlay('common', from.shape, ground)
  const rest = ground && overlay('without', from.shape, ground)
  const given = piece && overlay('union', to.shape, piece)
  if (!ground || !piece || !rest || !given) throw new Refusal('grids.crosses', 409)
  if (squareMetresOf(piece) < leastPiece) throw new Refusal('grids.nothing_there', 409)
  if (squareMetresOf(rest) < leastPiece) throw new Refusal('grids.nothing_left', 409)
  if (given.length > to.shape.length) throw new Refusal('grids.not_neighbours', 409)
  const put = new Map([
    [wanted.from, rest],
    [wanted.to, given],
  ])
  const fresh = newPoints([rest, given], [from.shape, to.shape])
  const next = await keepChanges(acting, layer, settings, bench, {
    did: 'transfer',
    put: withNeighbours(bench, put, fresh, []),
    dropped: [],
  })
  return { revision: next, squareMetres: Math.round(squareMetresOf(piece) * 10) / 10 }
}

/** A ring drawn by hand; one that runs through itself counts what it goes round. */
function soundRing(ring: readonly (readonly number[])[]): Shape {
  const points = ring.map(unitOf)
  const [first] = points
  const frame = frameAround(points)
  const pieces = first && split(frame, [[...points, first]])
  // The frame without its outermost piece, the one that has a hole.
  return (pieces ?? []).filter(piece => !piece.some(polygon => polygon.length > 1)).flat()
}

function frameAround(points: readonly Point[]): Shape {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, south] = [Math.min(...xs) - 10, Math.min(...ys) - 10]
  const [east, north] = [Math.max(...xs) + 10, Math.max(...ys) + 10]
  const outer: Point[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return [[outer]]
}

/** What was changed, and the neighbours that get a point of it. Locked ones stay to the number: less than a unit gapes. */
function withNeighbours(
  bench: Bench,
  put: ReadonlyMap<string, Shape>,
  points: readonly Point[],
  without: readonly string[],
): Map<string, Shape> {
  const gone = new Set(without)
  const others = [...bench].flatMap(([code, { shape, locked }]) =>
    gone.has(code) || put.has(code) || locked ? [] : [[code, shape] as const],
  )
  const all = new Map([...others, ...put])
  return new Map([...put, ...settled(all, points, put.keys())])
}

function pointOf({ longitude, latitude }: Position): Point {
  return unitOf([longitude, latitude])
}

function boxAround(points: readonly { from: Position | null; to: Position | null }[]): Bounds {
  const all = points.flatMap(({ from, to }) => [from, to].flatMap(each => (each ? [each] : [])))
  const [xs, ys] = [all.map(({ longitude }) => longitude), all.map(({ latitude }) => latitude)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
