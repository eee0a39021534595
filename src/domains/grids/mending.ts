// The verdict on a draft, and mends taken up on it: one fault at a time or all noise of the survey at once. Whoever mends
// has seen the draft as it is; what does not fit any more is refused and nothing changes.
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import {
  isSound,
  sharedGround,
  snapNoise,
  withCorner,
  withGround,
  withoutGround,
} from '../../geo/coverage-mend.ts'
import { PackedShapes, type Shape, wrongShape } from '../../geo/coverage-shapes.ts'
import { isInside } from '../../geo/ring.ts'
import { draftAgainst, faultsOf } from './checking.ts'
import type { Fault, Mend, Verdict } from './contract.ts'
import { layerOf, seenDraft } from './drafting.ts'
import { type Against, type JudgedGrid, judge } from './judging.ts'
import { isNoise } from './rules.ts'
import { type DraftGrid, draftOf, putGrids, revise } from './store/drafts.ts'

const mostTold = 500

export async function verdictOn(acting: Acting, layer: string): Promise<Verdict> {
  const { tx, now } = acting
  const draft = await draftOf(tx, layer)
  if (!draft) throw refusal('base.not_found')
  const from = performance.now()
  const faults = await faultsOf(tx, layer, await layerOf(acting, layer), now)
  const noise = faults.filter(each => each.noise && each.fault !== 't_junction')
  return {
    revision: draft.revision,
    blocking: faults.filter(each => !each.noise).length,
    noise: noise.length,
    noiseSquareMetres: noise.reduce((sum, each) => sum + each.squareMetres, 0),
    noiseWidth: noise.reduce((most, each) => Math.max(most, each.width), 0),
    crossings: faults.filter(each => each.fault === 'crosses_itself').length,
    junctions: faults.filter(each => each.fault === 't_junction').length,
    checkedAt: now,
    milliseconds: Math.round(performance.now() - from),
    faults: faults.slice(0, mostTold),
  }
}

/** Takes up one mend and answers which grids it changed. */
export async function mendFault(
  acting: Acting,
  layer: string,
  revision: number,
  wanted: { fault: string } & Pick<Mend, 'way' | 'to'>,
): Promise<{ revision: number; changed: string[] }> {
  const { tx, now } = acting
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, revision)
  const { grids, judged, against } = await draftAgainst(tx, layer, settings, now)
  const fault = judge(judged, against).find(({ id }) => id === wanted.fault)
  if (!fault) throw new Refusal('grids.no_such_fault', 409)
  const shapes = new Map<string, Shape>(judged.map(({ code, shape }) => [code, shape]))
  const mended = mendedShapes(fault, wanted, shapes, against)
  if (mended.size === 0 || [...mended.values()].some(shape => !isSound(shape)))
    throw new Refusal('grids.mend_does_not_fit', 409)
  return keep(acting, { layer, subject: settings.id, grids, shapes: withCorners(judged, mended) })
}

/** Snaps all noise between grids; what belongs to the border of the district or a community stays told. */
export async function snapDraft(
  acting: Acting,
  layer: string,
  revision: number,
): Promise<{ revision: number; snapped: number; left: number; changed: string[] }> {
  const { tx, now } = acting
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, revision)
  const { grids, judged: all, against } = await draftAgainst(tx, layer, settings, now)
  const before = judge(all, against)
  // What cannot be judged at all is told and left as it is.
  const judged = all.filter(({ shape }) => !wrongShape(shape))
  const mendable = before.filter(isMendable)
  if (mendable.length === 0) throw new Refusal('grids.no_noise', 409)
  const within = new PackedShapes()
  if (settings.mustCover) for (const { shape } of against.smallest) if (!wrongShape(shape)) within.add(shape)
  const changed = snapNoise(
    judged.map(({ shape }) => shape),
    {
      ...(within.count > 0 ? { within } : {}),
      isNoise: ({ kind, squareMetres, width }) =>
        isNoise(squareMetres, width, settings.tolerance) &&
        ((kind === 'gap' && settings.mustCover) || (kind === 'overlap' && !settings.mayOverlap)),
      // What lies in a community goes to a grid of it, where one is beside.
      takers: ({ shapes, place }) => {
        const inside = against.smallest.find(({ shape }) => sharesPlace(shape, place))
        const own = shapes.filter(at => judged[at]?.region.startsWith(inside?.code ?? ' '))
        return own.length > 0 ? own : shapes
      },
    },
  )
  const shapes = new Map([...changed].map(([at, shape]) => [judged[at]?.code ?? '', shape]))
  const after = judge(
    all.map(grid => ({ ...grid, shape: shapes.get(grid.code) ?? grid.shape })),
    against,
  )
  const blocking = (faults: readonly Fault[]): number => faults.filter(({ noise }) => !noise).length
  const left = after.filter(isMendable).length
  if (changed.size === 0 || left >= mendable.length || blocking(after) > blocking(before))
    throw new Refusal('grids.mend_does_not_fit', 409)
  const kept = await keep(acting, { layer, subject: settings.id, grids, shapes })
  return { ...kept, snapped: mendable.length - left, left }
}

function isMendable({ fault, noise }: Fault): boolean {
  return noise && (fault === 'gap' || fault === 'overlap')
}

/** The shapes that the mend changes; none where it does not belong to the fault. */
function mendedShapes(
  { fault, codes, beside, mend, shape, longitude, latitude }: Fault,
  { way, to }: Pick<Mend, 'way' | 'to'>,
  shapes: ReadonlyMap<string, Shape>,
  { former }: Against,
): Map<string, number[][][][]> {
  const changed = new Map<string, number[][][][]>()
  const own = shapes.get(to)
  const ground = shape?.coordinates ?? []
  if (!own) return changed
  if (way === 'merge' && fault === 'gap' && beside.includes(to)) changed.set(to, withGround(own, ground))
  if (way === 'trim' && mend?.way === 'trim' && mend.to === to) changed.set(to, withoutGround(own, ground))
  if (way === 'add_corner' && mend?.way === 'add_corner' && mend.to === to)
    changed.set(to, withCorner(own, [longitude, latitude]))
  const other = codes.find(code => code !== to)
  if (fault !== 'overlap' || other === undefined || !codes.includes(to)) return changed
  const beyond = shapes.get(other) ?? []
  if (way === 'give') changed.set(other, withoutGround(beyond, ground))
  if (way === 'former') {
    // The other grid keeps what it held before; the rest is that of `to`.
    const held = former.get(other)
    const kept = held ? sharedGround(held, ground) : []
    if (kept.length > 0) changed.set(to, withoutGround(own, kept))
    const rest = kept.reduce<Shape>((left, piece) => withoutGround(left, [piece]), ground)
    if (rest.length > 0) changed.set(other, withoutGround(beyond, rest))
  }
  return changed
}

/** The corners of changed grids put on the borders of their neighbours too, so that borders stay the same lines. */
function withCorners(
  all: readonly JudgedGrid[],
  mended: ReadonlyMap<string, number[][][][]>,
): Map<string, number[][][][]> {
  const judged = all.filter(({ shape }) => !wrongShape(shape))
  const at = new Map(judged.map(({ code }, index) => [code, index]))
  const shapes = judged.map(({ code, shape }) => mended.get(code) ?? shape)
  const first = new Set([...mended.keys()].map(code => at.get(code) ?? -1))
  const more = snapNoise(shapes, { isNoise: () => false, changed: first })
  return new Map([
    ...mended,
    ...[...more].map(([index, shape]) => [judged[index]?.code ?? '', shape] as const),
  ])
}

async function keep(
  acting: Acting,
  given: {
    layer: string
    subject: string
    grids: readonly DraftGrid[]
    shapes: ReadonlyMap<string, number[][][][]>
  },
): Promise<{ revision: number; changed: string[] }> {
  const { layer, subject, grids, shapes } = given
  const rows = grids.flatMap(({ properties }) => {
    const coordinates = shapes.get(properties.code)
    return coordinates
      ? [{ ...properties, geojson: JSON.stringify({ type: 'MultiPolygon', coordinates }) }]
      : []
  })
  await putGrids(acting.tx, layer, rows, 'add')
  const revision = await revise(acting, layer)
  const changed = rows.map(({ code }) => code)
  const detail = { layer, revision, changed: changed.length }
  await record(acting, { subject, happened: 'grids.draft_changed', detail })
  return { revision, changed }
}

function sharesPlace(shape: Shape, [x, y]: readonly [number, number]): boolean {
  return shape.some(polygon =>
    isInside(
      [x, y],
      polygon.map(ring => ring.map(([a = 0, b = 0]) => [a, b])),
    ),
  )
}
