// Whether polygons cover their ground once and only once. Edges are matched with the same edge run the other way over
// whole numbers (1e-7 degrees); what stays single is read exactly for gaps and overlaps, as the winding numbers of single
// edges are those of all edges together, once every polygon is known to be sound.
//
//   const shapes = new PackedShapes()
//   for (const { geometry } of grids) shapes.add(geometry.coordinates)
//   const coverage = new Coverage(shapes, { tolerance: 0.5 })
//   coverage.check()               // every fault with its place, size and picture
//   coverage.replace(7, drawn)     // the faults near polygon 7 after the change, without reading the rest
import { asSources, type Gathered, TwinnedShapes } from './coverage-edges.ts'
import { Field, type Piece } from './coverage-field.ts'
import { measurePiece, metresPerDegree } from './coverage-measure.ts'
import { fine } from './coverage-nodes.ts'
import { boxOf, turning } from './coverage-rings.ts'
import { type PackedShapes, type Shape, type UnitBox, unitsPerDegree } from './coverage-shapes.ts'

export const coverageFaults = ['gap', 'overlap', 'duplicate', 'outside', 'crossing', 't_junction'] as const
export interface CoverageFault {
  kind: (typeof coverageFaults)[number]
  /**
   * Numbers of the shapes: of a gap those around it, the longest shared border first; of an overlap or duplicate the two,
   * the smaller number first; of a T-junction whose corner lies on whose edge.
   */
  shapes: number[]
  /** Metres of border that a gap shares with each of `shapes`; otherwise empty. */
  borders: number[]
  /** Inside of it where it has ground. Degrees. */
  place: [longitude: number, latitude: number]
  /** On a plane touching the WGS 84 spheroid at the piece: see coverage-measure.ts. */
  squareMetres: number
  /** Diameter of the widest circle inside, and the farthest two corners; metres. */
  width: number
  length: number
  /** Narrower than `sliver`, and no wider than the tolerance: the noise of two surveys of one border. */
  sliver: boolean
  noise: boolean
  /** The ground, as coordinates of a GeoJSON MultiPolygon; empty for a T-junction. */
  ground: number[][][][]
}

export interface CoverageOptions {
  /** What must be covered and not be left: gaps against it, ground outside of it. Without it only enclosed gaps are told. */
  within?: PackedShapes
  /** Metres; 0.5. */
  tolerance?: number
  /** Metres; 1. */
  sliver?: number
}

/** As many neighbours are read again around one change before everything is. */
const mostNeighbours = 400

/** Throws RangeError with a sentence for shapes that cannot be judged; see `wrongShape`. */
export class Coverage {
  private readonly own: TwinnedShapes
  private readonly within: TwinnedShapes | undefined
  private readonly tolerance: number
  private readonly sliver: number

  constructor(shapes: PackedShapes, { within, tolerance = 0.5, sliver = 1 }: CoverageOptions = {}) {
    if (!(tolerance >= 0) || !(sliver >= 0)) throw new RangeError('widths in metres are 0 or more')
    this.own = new TwinnedShapes(shapes)
    this.within = within && new TwinnedShapes(within)
    this.tolerance = tolerance
    this.sliver = sliver
  }

  /** Every fault, the largest first, T-junctions last. */
  check(): CoverageFault[] {
    return this.judge()
  }

  /** Puts another shape in the place of one. Answers the faults that meet where it was or is; others are as before. */
  replace(shape: number, to: Shape): CoverageFault[] {
    const before = this.own.shapes.boxOf(shape)
    this.own.put(shape, to)
    return this.around(joined(before, this.own.shapes.boxOf(shape)))
  }

  /** The faults that meet a box of units. */
  around(window: UnitBox): CoverageFault[] {
    const isNear = ({ ground, place }: CoverageFault): boolean =>
      meets(ground.length > 0 ? boxOfGround(ground) : boxAt(place), window)
    let reach = window
    for (let round = 0; round < 6; round += 1) {
      const among = new Set(this.own.near(reach))
      if (among.size > mostNeighbours) break
      const faults = this.judge(among, reach).filter(isNear)
      // A gap that leaves the window may be covered by what was not looked at.
      const far = faults.reduce(
        (box, { kind, ground }) => (kind === 'gap' ? joined(box, boxOfGround(ground)) : box),
        reach,
      )
      const isCut =
        this.within !== undefined &&
        faults.some(
          ({ kind, ground }) =>
            (kind === 'gap' || kind === 'outside') && !holds(reach, boxOfGround(ground), 2),
        )
      if (!isCut && holds(reach, far, 0)) return faults
      reach = isCut ? grown(far) : far
    }
    return this.judge().filter(isNear)
  }

  private judge(among?: ReadonlySet<number>, window?: UnitBox): CoverageFault[] {
    const { own, within } = this
    const count = own.shapes.count
    const edges: Gathered = { ends: [], sources: [] }
    own.gather(edges, 0, among)
    const regions = window && within && new Set(within.near(window))
    within?.gather(edges, count, regions)
    if (window && regions && within)
      frame(
        edges,
        window,
        [...regions].reduce((box, each) => joined(box, within.shapes.boxOf(each)), window),
      )
    const isOwn = (source: number): boolean => source >= 0 && source < count
    const touches = new Map<string, CoverageFault>()
    const field = new Field(
      asSources(edges),
      source => (source === -2 || source >= count ? 1 : 0),
      (x, y, cornerOf, edgeOf) => {
        if (cornerOf === edgeOf || Math.min(cornerOf, edgeOf) < 0) return
        if (cornerOf >= count || edgeOf >= count) return
        const key = `${x} ${y} ${edgeOf}`
        // What has the corner too passes it again within the rounding.
        if (touches.has(key) || own.shapes.hasCorner(edgeOf, x / fine, y / fine)) return
        touches.set(key, touch(x, y, cornerOf, edgeOf))
      },
    )
    const faults: CoverageFault[] = []
    for (const [shape, { at, pieces }] of own.unsound) {
      if (among && !among.has(shape)) continue
      faults.push(this.crossing(shape, at, pieces))
    }
    for (const piece of field.pieces(([cover, ground]) => cover <= 0 && (!within || ground > 0)))
      faults.push(this.fault('gap', piece, ...neighbours(piece, isOwn)))
    if (within) {
      for (const piece of field.pieces(([cover, ground]) => cover > 0 && ground <= 0))
        faults.push(
          this.fault(
            'outside',
            piece,
            [...piece.over.keys()].filter(each => each < count),
          ),
        )
    }
    const pairs = new Set<number>()
    for (const piece of field.pieces(([cover]) => cover > 1)) this.pairsOver(piece, pairs)
    for (const pair of pairs) faults.push(...this.overlaps(Math.floor(pair / count), pair % count))
    faults.sort((a, b) => b.squareMetres - a.squareMetres)
    return [...faults, ...touches.values()]
  }

  private fault(
    kind: CoverageFault['kind'],
    piece: Pick<Piece, 'rings'>,
    shapes: number[],
    borders: number[] = [],
  ): CoverageFault {
    const measured = measurePiece(piece)
    return {
      kind,
      shapes,
      borders,
      ...measured,
      sliver: measured.width < this.sliver,
      noise: measured.width <= this.tolerance,
      ground: [degrees(piece)],
    }
  }

  private crossing(
    shape: number,
    [x, y]: readonly [number, number],
    pieces: readonly Piece[],
  ): CoverageFault {
    const measured = pieces.map(piece => measurePiece(piece)).sort((a, b) => b.squareMetres - a.squareMetres)
    return {
      kind: 'crossing',
      shapes: [shape],
      borders: [],
      place: [x / unitsPerDegree, y / unitsPerDegree],
      squareMetres: measured.reduce((sum, each) => sum + each.squareMetres, 0),
      width: measured[0]?.width ?? 0,
      length: measured[0]?.length ?? 0,
      sliver: false,
      noise: false,
      ground: pieces.map(degrees),
    }
  }

  /** Two shapes, as one number each, whose boxes meet in the piece. */
  private pairsOver({ rings }: Piece, pairs: Set<number>): void {
    const [outer] = rings
    if (!outer) return
    const [west, south, east, north] = boxOf(outer)
    const box: UnitBox = [west / fine, south / fine, east / fine, north / fine]
    const { shapes } = this.own
    const near = this.own.near(box)
    for (const [at, a] of near.entries()) {
      const [aw, as, ae, an] = shapes.boxOf(a)
      for (const b of near.slice(at + 1)) {
        const [bw, bs, be, bn] = shapes.boxOf(b)
        if (
          Math.max(aw, bw, box[0]) < Math.min(ae, be, box[2]) &&
          Math.max(as, bs, box[1]) < Math.min(an, bn, box[3])
        )
          pairs.add(a * shapes.count + b)
      }
    }
  }

  private overlaps(a: number, b: number): CoverageFault[] {
    const edges: Gathered = { ends: [], sources: [] }
    this.own.outline(edges, a, 0)
    this.own.outline(edges, b, 1)
    const field = new Field(asSources(edges), source => (source === 0 ? 0 : 1))
    const shared = field.pieces(([first, second]) => first > 0 && second > 0)
    if (shared.length === 0) return []
    const isSame = field.pieces(([first, second]) => first > 0 !== second > 0).length === 0
    return shared.map(piece => this.fault(isSame ? 'duplicate' : 'overlap', piece, [a, b]))
  }
}

/** The shapes around a gap, the longest shared border first, and metres of it. */
function neighbours(
  { beside, rings }: Piece,
  isOwn: (source: number) => boolean,
): [shapes: number[], borders: number[]] {
  const [, north] = metresPerDegree((rings[0]?.[1] ?? 0) / fine / unitsPerDegree)
  const sorted = [...beside]
    .filter(([shape]) => isOwn(shape))
    .map(([shape, length]) => [shape, (length / fine / unitsPerDegree) * north] as const)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return [sorted.map(([shape]) => shape), sorted.map(([, metres]) => metres)]
}

function touch(x: number, y: number, cornerOf: number, edgeOf: number): CoverageFault {
  return {
    kind: 't_junction',
    shapes: [cornerOf, edgeOf],
    borders: [],
    place: [x / fine / unitsPerDegree, y / fine / unitsPerDegree],
    squareMetres: 0,
    width: 0,
    length: 0,
    sliver: false,
    noise: true,
    ground: [],
  }
}

/** Rounded to the digits that places are kept with; an area keeps three more, so that narrow pieces stay what they are. */
export function degrees({ rings }: Pick<Piece, 'rings'>): number[][][] {
  const scale = fine * unitsPerDegree
  return rings
    .filter(ring => turning(ring) !== 0)
    .map(ring =>
      Array.from({ length: ring.length / 2 }, (_, at) => [
        Math.round(((ring[at * 2] as number) / scale) * 1e9) / 1e9,
        Math.round(((ring[at * 2 + 1] as number) / scale) * 1e9) / 1e9,
      ]),
    )
}

/** All that lies outside of the window is region (-2) and covered (-1), so that faults are looked for within it alone. */
function frame({ ends, sources }: Gathered, window: UnitBox, all: UnitBox): void {
  const ring = ([west, south, east, north]: UnitBox, isHole: boolean): void => {
    const corners = [west, south, east, south, east, north, west, north, west, south].map(each => each * fine)
    for (let at = 0; at + 3 < corners.length; at += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = corners.slice(at, at + 4)
      const edge = isHole ? [bx, by, ax, ay] : [ax, ay, bx, by]
      ends.push(...edge, ...edge)
      sources.push(-1, -2)
    }
  }
  ring(window, true)
  ring([all[0] - 100, all[1] - 100, all[2] + 100, all[3] + 100], false)
}

/** Whether a box lies in another one, at least `inside` units from its sides. */
function holds(outer: UnitBox, inner: UnitBox, inside: number): boolean {
  return (
    inner[0] >= outer[0] + inside &&
    inner[1] >= outer[1] + inside &&
    inner[2] <= outer[2] - inside &&
    inner[3] <= outer[3] - inside
  )
}

function grown([west, south, east, north]: UnitBox): UnitBox {
  const by = Math.ceil((east - west + north - south) / 4) + 16
  return [west - by, south - by, east + by, north + by]
}

function joined(a: UnitBox, b: UnitBox): UnitBox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

function boxOfGround(ground: readonly (readonly (readonly (readonly number[])[])[])[]): UnitBox {
  const box: UnitBox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer = []] of ground) {
    for (const [x = 0, y = 0] of outer) {
      box[0] = Math.min(box[0], Math.floor(x * unitsPerDegree))
      box[1] = Math.min(box[1], Math.floor(y * unitsPerDegree))
      box[2] = Math.max(box[2], Math.ceil(x * unitsPerDegree))
      box[3] = Math.max(box[3], Math.ceil(y * unitsPerDegree))
    }
  }
  return box
}

function boxAt([longitude, latitude]: readonly [number, number]): UnitBox {
  const [x, y] = [Math.round(longitude * unitsPerDegree), Math.round(latitude * unitsPerDegree)]
  return [x, y, x, y]
}

function meets(a: UnitBox, b: UnitBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
