// The faces that directed edges divide the plane into, and how often each kind of edge winds round them. Of a coverage
// only the edges without a twin are needed: edge and twin wind against each other, so the sum over all shapes is theirs.
import { edgesBeneath } from './coverage-beneath.ts'
import { cutSegments, fine, type Sources, type Touch } from './coverage-nodes.ts'
import { boxHolds, boxOf, isRingIn, turning } from './coverage-rings.ts'
import { unitsPerDegree } from './coverage-shapes.ts'

/** How often the two kinds of edges wind round a face. */
export type Windings = readonly [first: number, second: number]

/** Ground of one piece: an outer ring against the clock, then its holes; corners in parts of a unit, x and y in turns. */
export interface Piece {
  rings: Float64Array[]
  /** Which sources border on it from outside, with the length of that border in parts of a unit of latitude. */
  beside: Map<number, number>
  /** Which sources have it on their inner side along its border. */
  over: Map<number, number>
}

/**
 * Reads the faces of edges that run with their inner side on the left. `kindOf` says of each source which of the two
 * counts it adds to. `touch` hears of corners that lie on edges.
 */
export class Field {
  readonly xs: number[] = []
  readonly ys: number[] = []
  /** Of edge e: half-edge 2e runs from `from[e]` to `to[e]`, 2e + 1 back. */
  readonly from: number[] = []
  readonly to: number[] = []
  /** What crossing from the right side of half-edge 2e to its left adds, of both kinds. */
  private readonly first: number[] = []
  private readonly second: number[] = []
  /** The sources of each edge with the direction of their half-edge, as source * 2 + direction. */
  private readonly sources: number[][] = []
  /** Half-edges that begin at each corner, against the clock, and the place of each in its list. */
  private readonly around: number[][] = []
  private readonly place: Int32Array
  private readonly cycles: Int32Array
  private readonly face: number[] = []
  private readonly windings: [number, number][] = []

  constructor(given: Sources, kindOf: (source: number) => 0 | 1, touch?: Touch) {
    this.read(cutSegments(given, touch), kindOf)
    this.place = new Int32Array(this.from.length * 2)
    this.turn()
    this.cycles = new Int32Array(this.from.length * 2).fill(-1)
    this.wind(this.trace())
  }

  /** The ground of all faces that are wanted, in connected pieces. The face outside of everything never is. */
  pieces(isWanted: (windings: Windings) => boolean): Piece[] {
    const wanted = this.windings.map((windings, cycle) => this.face[cycle] !== -1 && isWanted(windings))
    const isBorder = (half: number): boolean =>
      wanted[this.cycles[half] as number] === true && wanted[this.cycles[half ^ 1] as number] !== true
    const rings: { corners: number[]; halves: number[] }[] = []
    const used = new Uint8Array(this.cycles.length)
    for (let start = 0; start < this.cycles.length; start += 1) {
      if (used[start] === 1 || !isBorder(start)) continue
      const halves: number[] = []
      let half = start
      do {
        used[half] = 1
        halves.push(half)
        half = this.next(half)
        while (!isBorder(half)) half = this.next(half ^ 1)
      } while (half !== start)
      rings.push(...this.loops(halves))
    }
    return this.grouped(rings)
  }

  /** Corner numbers by place; edges by their two corners; what the same edge twice amounts to. */
  private read({ x0, y0, x1, y1, source, count }: Sources, kindOf: (source: number) => 0 | 1): void {
    const corners = new Map<number, Map<number, number>>()
    const corner = (x: number, y: number): number => {
      let column = corners.get(x)
      if (!column) {
        column = new Map()
        corners.set(x, column)
      }
      const known = column.get(y)
      if (known !== undefined) return known
      column.set(y, this.xs.length)
      this.xs.push(x)
      this.ys.push(y)
      return this.xs.length - 1
    }
    const ends = new Float64Array(count * 2)
    for (let i = 0; i < count; i += 1) {
      ends[i * 2] = corner(x0[i] as number, y0[i] as number)
      ends[i * 2 + 1] = corner(x1[i] as number, y1[i] as number)
    }
    const total = this.xs.length
    const edges = new Map<number, number>()
    const raw: { u: number; v: number; sums: [number, number]; sources: number[] }[] = []
    for (let i = 0; i < count; i += 1) {
      const [a, b] = [ends[i * 2] as number, ends[i * 2 + 1] as number]
      const forth = a < b
      const [u, v] = forth ? [a, b] : [b, a]
      let at = edges.get(u * total + v)
      if (at === undefined) {
        at = raw.length
        edges.set(u * total + v, at)
        raw.push({ u, v, sums: [0, 0], sources: [] })
      }
      const edge = raw[at]
      const from = source[i] as number
      if (!edge) continue
      edge.sums[kindOf(from)] += forth ? 1 : -1
      edge.sources.push(from * 2 + (forth ? 0 : 1))
    }
    for (const { u, v, sums, sources } of raw) {
      if (sums[0] === 0 && sums[1] === 0) continue
      this.from.push(u)
      this.to.push(v)
      this.first.push(sums[0])
      this.second.push(sums[1])
      this.sources.push(sources)
    }
  }

  private begin(half: number): number {
    return ((half & 1) === 0 ? this.from[half >> 1] : this.to[half >> 1]) as number
  }

  private end(half: number): number {
    return this.begin(half ^ 1)
  }

  private turn(): void {
    for (let i = 0; i < this.xs.length; i += 1) this.around.push([])
    for (let half = 0; half < this.from.length * 2; half += 1) this.around[this.begin(half)]?.push(half)
    for (const halves of this.around) {
      if (halves.length > 2) halves.sort((a, b) => this.compare(a, b))
      for (const [at, half] of halves.entries()) this.place[half] = at
    }
  }

  /** By direction against the clock, from east. */
  private compare(a: number, b: number): number {
    const at = this.begin(a)
    const [x, y] = [this.xs[at] as number, this.ys[at] as number]
    const [ax, ay] = [(this.xs[this.end(a)] as number) - x, (this.ys[this.end(a)] as number) - y]
    const [bx, by] = [(this.xs[this.end(b)] as number) - x, (this.ys[this.end(b)] as number) - y]
    const isLow = (dx: number, dy: number): number => (dy < 0 || (dy === 0 && dx < 0) ? 1 : 0)
    return isLow(ax, ay) - isLow(bx, by) || bx * ay - by * ax
  }

  /** The half-edge that follows along the face on the left. */
  private next(half: number): number {
    const back = half ^ 1
    const halves = this.around[this.begin(back)] ?? []
    const at = this.place[back] as number
    return halves[at === 0 ? halves.length - 1 : at - 1] as number
  }

  /** Numbers the borders of faces; those that run with the clock go round a connected net from outside. */
  private trace(): number[] {
    const outer: number[] = []
    for (let start = 0; start < this.cycles.length; start += 1) {
      if (this.cycles[start] !== -1) continue
      const cycle = this.face.length
      const [x, y] = [this.xs[this.begin(start)] as number, this.ys[this.begin(start)] as number]
      let area = 0
      let half = start
      do {
        this.cycles[half] = cycle
        const [a, b] = [this.begin(half), this.end(half)]
        area +=
          ((this.xs[a] as number) - x) * ((this.ys[b] as number) - y) -
          ((this.xs[b] as number) - x) * ((this.ys[a] as number) - y)
        half = this.next(half)
      } while (half !== start)
      this.face.push(cycle)
      this.windings.push([0, 0])
      if (area <= 0) outer.push(start)
    }
    return outer
  }

  /** From outside inwards, net after net, the western first: what lies beneath its western corner is known by then. */
  private wind(outer: readonly number[]): void {
    const nets = outer.map(start => {
      let [west, half] = [start, start]
      do {
        const [a, b] = [this.begin(half), this.begin(west)]
        const [ax, bx] = [this.xs[a] as number, this.xs[b] as number]
        if (ax < bx || (ax === bx && (this.ys[a] as number) < (this.ys[b] as number))) west = half
        half = this.next(half)
      } while (half !== start)
      return { start, corner: this.begin(west) }
    })
    nets.sort(
      (a, b) =>
        (this.xs[a.corner] as number) - (this.xs[b.corner] as number) ||
        (this.ys[a.corner] as number) - (this.ys[b.corner] as number),
    )
    const beneath = nets.length > 1 ? edgesBeneath(this) : () => -1
    const done = new Uint8Array(this.face.length)
    for (const { start, corner } of nets) {
      const below = beneath(this.xs[corner] as number, this.ys[corner] as number)
      const around = below === -1 ? -1 : (this.cycles[below] as number)
      const cycle = this.cycles[start] as number
      this.face[cycle] = around === -1 ? -1 : (this.face[around] as number)
      this.windings[cycle] = around === -1 ? [0, 0] : [...(this.windings[around] as [number, number])]
      done[cycle] = 1
      const stack = [start]
      for (let half = stack.pop(); half !== undefined; half = stack.pop()) {
        const first = half
        do {
          const left = this.cycles[half] as number
          const right = this.cycles[half ^ 1] as number
          if (done[right] !== 1) {
            done[right] = 1
            const way = (half & 1) === 0 ? -1 : 1
            const [a, b] = this.windings[left] as [number, number]
            this.windings[right] = [
              a + way * (this.first[half >> 1] as number),
              b + way * (this.second[half >> 1] as number),
            ]
            stack.push(half ^ 1)
          }
          half = this.next(half)
        } while (half !== first)
      }
    }
  }

  /** A border that comes through the same corner twice is cut there into rings that do not. */
  private loops(halves: readonly number[]): { corners: number[]; halves: number[] }[] {
    const rings: { corners: number[]; halves: number[] }[] = []
    const open: number[] = []
    const at = new Map<number, number>()
    for (const half of halves) {
      const corner = this.begin(half)
      const before = at.get(corner)
      if (before !== undefined) {
        const loop = open.splice(before)
        for (const each of loop) at.delete(this.begin(each))
        rings.push({ corners: loop.map(each => this.begin(each)), halves: loop })
      }
      at.set(corner, open.length)
      open.push(half)
    }
    if (open.length > 0) rings.push({ corners: open.map(each => this.begin(each)), halves: open })
    return rings
  }

  private grouped(rings: readonly { corners: number[]; halves: number[] }[]): Piece[] {
    const made = rings.map(({ corners, halves }) => {
      const ring = new Float64Array(corners.length * 2 + 2)
      const first = corners[0] as number
      for (const [at, corner] of [...corners, first].entries()) {
        ring[at * 2] = this.xs[corner] as number
        ring[at * 2 + 1] = this.ys[corner] as number
      }
      return { ring, halves, area: turning(ring), box: boxOf(ring) }
    })
    const outers = made
      .filter(({ area }) => area > 0)
      .sort((a, b) => a.area - b.area)
      .map(each => ({ ...each, piece: this.piece(each.ring, each.halves) }))
    for (const hole of made.filter(({ area }) => area < 0)) {
      const owner = outers.find(outer => boxHolds(outer.box, hole.box) && isRingIn(hole.ring, outer.ring))
      if (!owner) continue
      owner.piece.rings.push(hole.ring)
      this.tell(owner.piece, hole.halves)
    }
    return outers.map(({ piece }) => piece)
  }

  private piece(ring: Float64Array, halves: readonly number[]): Piece {
    const piece: Piece = { rings: [ring], beside: new Map(), over: new Map() }
    this.tell(piece, halves)
    return piece
  }

  private tell({ beside, over }: Piece, halves: readonly number[]): void {
    for (const half of halves) {
      const [a, b] = [this.begin(half), this.end(half)]
      const squeeze = Math.cos(((this.ys[a] as number) * Math.PI) / (180 * fine * unitsPerDegree))
      const length = Math.hypot(
        ((this.xs[a] as number) - (this.xs[b] as number)) * squeeze,
        (this.ys[a] as number) - (this.ys[b] as number),
      )
      for (const each of this.sources[half >> 1] ?? []) {
        const whose = (each & 1) === (half & 1) ? over : beside
        whose.set(each >> 1, (whose.get(each >> 1) ?? 0) + length)
      }
    }
  }
}
