// The net of streets: faces that share every corner and every side. A face is cut in two by a line from one corner of
// its ring to another; a new corner on a side belongs to the faces on both its sides at once. So there is never a gap
// or an overlap, whatever is cut.
import { between, cross, distance, isWithin, middleOf, type Point } from './plane.ts'

export interface Side<Kind> {
  kind: Kind
  /** The cut it came from: the sides of one cut are one street. */
  cut: number
}

export interface Face<Trait> {
  id: number
  /** Corners against the clock. */
  ring: number[]
  trait: Trait
}

export class Net<Kind, Trait> {
  readonly corners: Point[] = []
  readonly faces = new Map<number, Face<Trait>>()
  readonly sides = new Map<string, Side<Kind>>()
  /** The face to the left of a side, by its two corners. */
  #left = new Map<string, number>()
  #degrees: number[] = []
  #lastFace = 0
  #lastCut = 0

  constructor(ring: readonly Point[], kind: Kind, trait: Trait) {
    const corners = ring.map(point => this.#add(point))
    const cut = this.newCut()
    this.#close(corners, trait)
    for (const [at, corner] of corners.entries())
      this.sides.set(sideOf(corner, corners[(at + 1) % corners.length] ?? corner), { kind, cut })
    for (const corner of corners) this.#degrees[corner] = 2
  }

  newCut(): number {
    this.#lastCut += 1
    return this.#lastCut
  }

  point(corner: number): Point {
    const point = this.corners[corner]
    if (!point) throw new Error(`no corner ${corner}`)
    return point
  }

  ringOf({ ring }: Pick<Face<Trait>, 'ring'>): Point[] {
    return ring.map(corner => this.point(corner))
  }

  side(a: number, b: number): Side<Kind> {
    const side = this.sides.get(sideOf(a, b))
    if (!side) throw new Error(`no side ${a}-${b}`)
    return side
  }

  /** How many sides meet in a corner. */
  degree(corner: number): number {
    return this.#degrees[corner] ?? 0
  }

  /** The face to the left of the way from one corner to the next; none beyond the edge of the net. */
  leftOf(a: number, b: number): Face<Trait> | undefined {
    const id = this.#left.get(`${a}>${b}`)
    return id === undefined ? undefined : this.faces.get(id)
  }

  /** A corner on a side, for the faces on both its sides. */
  split(a: number, b: number, point: Point): number {
    const corner = this.#add(point)
    const side = this.side(a, b)
    this.#degrees[corner] = 2
    this.sides.delete(sideOf(a, b))
    this.sides.set(sideOf(a, corner), { ...side })
    this.sides.set(sideOf(corner, b), { ...side })
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const face = this.leftOf(from, to)
      if (!face) continue
      const at = face.ring.findIndex(
        (each, here) => each === from && face.ring[(here + 1) % face.ring.length] === to,
      )
      face.ring.splice(at + 1, 0, corner)
      this.#left.delete(`${from}>${to}`)
      this.#left.set(`${from}>${corner}`, face.id)
      this.#left.set(`${corner}>${to}`, face.id)
    }
    return corner
  }

  /** Whether a line from corner to corner of a face, by way of these points, runs within it. */
  isChord(face: Face<Trait>, from: number, to: number, via: readonly Point[]): boolean {
    if (from === to) return false
    const line = [this.point(from), ...via, this.point(to)]
    const ring = this.ringOf(face)
    if (via.length === 0 && this.sides.has(sideOf(from, to))) return false
    const [first, second] = line
    if (!first || !second || !isWithin(via[0] ?? between(first, second, 0.5), ring)) return false
    return line.slice(1).every((point, at) => {
      const before = line[at] ?? point
      if (!isWithin(between(before, point, 0.5), ring)) return false
      return face.ring.every((corner, here) => {
        const next = face.ring[(here + 1) % face.ring.length] ?? corner
        const touches =
          (at === 0 && (corner === from || next === from)) ||
          (at === line.length - 2 && (corner === to || next === to))
        return touches || !cross(before, point, this.point(corner), this.point(next))
      })
    })
  }

  /** Cuts a face from corner to corner; what its halves are to be is asked of `trait`. */
  cut(
    face: Face<Trait>,
    from: number,
    to: number,
    via: readonly Point[],
    side: Side<Kind>,
  ): [Face<Trait>, Face<Trait>] {
    const [start, end] = [face.ring.indexOf(from), face.ring.indexOf(to)]
    if (start < 0 || end < 0) throw new Error('a cut begins and ends at corners of its face')
    const between = via.map(point => this.#add(point))
    const line = [from, ...between, to]
    for (let at = 1; at < line.length; at += 1)
      this.sides.set(sideOf(line[at - 1] ?? from, line[at] ?? to), { ...side })
    for (const corner of between) this.#degrees[corner] = 2
    for (const corner of [from, to]) this.#degrees[corner] = this.degree(corner) + 1
    const way = (begin: number, finish: number): number[] => {
      const corners: number[] = []
      for (let at = begin; ; at = (at + 1) % face.ring.length) {
        corners.push(face.ring[at] ?? from)
        if (at === finish) return corners
      }
    }
    this.faces.delete(face.id)
    return [
      this.#close([...way(start, end), ...between.toReversed()], face.trait),
      this.#close([...way(end, start), ...between], face.trait),
    ]
  }

  /** The face that a place lies in. */
  faceAt(place: Point): Face<Trait> | undefined {
    return [...this.faces.values()].find(face => isWithin(place, this.ringOf(face)))
  }

  /** The corner of a face at a point of its outline: one that is there within `reach` metres, else a new one. */
  cornerOn(face: Face<Trait>, place: Point, reach: number): number {
    let best = { at: 0, distance: Infinity, point: place }
    let near: { corner: number; distance: number } | undefined
    for (const [at, corner] of face.ring.entries()) {
      const [a, b] = [this.point(corner), this.point(face.ring[(at + 1) % face.ring.length] ?? corner)]
      const gap = distance(a, place)
      if (gap <= reach && (!near || gap < near.distance)) near = { corner, distance: gap }
      const [dx, dy] = [b.x - a.x, b.y - a.y]
      const share = Math.max(
        0,
        Math.min(1, ((place.x - a.x) * dx + (place.y - a.y) * dy) / (dx * dx + dy * dy || 1)),
      )
      const point = between(a, b, share)
      const off = distance(point, place)
      if (off < best.distance) best = { at, distance: off, point }
    }
    if (near) return near.corner
    const a = face.ring[best.at] ?? 0
    return this.split(a, face.ring[(best.at + 1) % face.ring.length] ?? a, best.point)
  }

  middle(face: Face<Trait>): Point {
    return middleOf(this.ringOf(face))
  }

  #add(point: Point): number {
    this.corners.push(point)
    return this.corners.length - 1
  }

  #close(ring: number[], trait: Trait): Face<Trait> {
    this.#lastFace += 1
    const face = { id: this.#lastFace, ring, trait }
    this.faces.set(face.id, face)
    for (const [at, corner] of ring.entries())
      this.#left.set(`${corner}>${ring[(at + 1) % ring.length] ?? corner}`, face.id)
    return face
  }
}

export function sideOf(a: number, b: number): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`
}
