// Shapes with the twins of their edges: what of them a field has to be read from. The twins are kept, so that putting
// another shape in the place of one touches only its neighbours.
import { ShapeBoxes } from './coverage-boxes.ts'
import { Field, type Piece } from './coverage-field.ts'
import { fine, type Sources, segmentsOf } from './coverage-nodes.ts'
import type { PackedShapes, Shape, UnitBox } from './coverage-shapes.ts'
import { crossingOf } from './coverage-simple.ts'
import { matchTwins, noEdge, single } from './coverage-twins.ts'

/** Segments being gathered: four numbers in parts of a unit for each, and whom it comes from. */
export interface Gathered {
  ends: number[]
  sources: number[]
}

export interface Unsound {
  /** Where it crosses itself, in units. */
  at: readonly [number, number]
  /** The ground that it winds round otherwise than once. */
  pieces: Piece[]
  /** The border of all that it covers, in parts of a unit. */
  ends: number[]
}

export class TwinnedShapes {
  readonly shapes: PackedShapes
  /** Shapes that cross themselves: they stand for the ground that they wind round at all. */
  readonly unsound = new Map<number, Unsound>()
  private twins: Int32Array
  private boxes: ShapeBoxes | undefined

  constructor(shapes: PackedShapes) {
    this.shapes = shapes
    this.twins = new Int32Array(shapes.corners).fill(single)
    for (const end of shapes.rings) if (end > 0) this.twins[end - 1] = noEdge
    matchTwins(shapes.xs, shapes.ys, this.twins, shapes.corners)
    for (let shape = 0; shape < shapes.count; shape += 1) this.look(shape)
  }

  /** The shapes whose boxes meet the box. */
  near(box: UnitBox): number[] {
    this.boxes ??= new ShapeBoxes(this.shapes)
    return this.boxes.near(box)
  }

  put(shape: number, to: Shape): void {
    const { shapes } = this
    const before = [...(shapes.shapeRings[shape] ?? [])]
    shapes.put(shape, to)
    for (const ring of before) {
      const [from, last] = shapes.span(ring)
      for (let i = from; i < last; i += 1) {
        const twin = this.twins[i] as number
        if (twin >= 0) this.twins[twin] = single
        this.twins[i] = noEdge
      }
    }
    if (shapes.corners > this.twins.length) {
      const grown = new Int32Array(Math.max(shapes.corners, Math.ceil(this.twins.length * 1.25))).fill(noEdge)
      grown.set(this.twins)
      this.twins = grown
    }
    this.boxes ??= new ShapeBoxes(shapes)
    this.boxes.move(shape)
    this.pair(shape)
    this.look(shape)
  }

  /** The edges without a twin among all shapes, or among those of a set; `offset` is added to the numbers of shapes. */
  gather(into: Gathered, offset: number, among?: ReadonlySet<number>): void {
    const { shapes, twins, unsound } = this
    const takes = (shape: number): boolean =>
      shape >= 0 && !unsound.has(shape) && (among === undefined || among.has(shape))
    const add = (edge: number, shape: number): void => {
      const { xs, ys } = shapes
      into.ends.push(
        (xs[edge] as number) * fine,
        (ys[edge] as number) * fine,
        (xs[edge + 1] as number) * fine,
        (ys[edge + 1] as number) * fine,
      )
      into.sources.push(shape + offset)
    }
    if (among === undefined && unsound.size === 0) {
      for (const [ring, shape] of shapes.ringShape.entries()) {
        if (shape < 0) continue
        const [from, last] = shapes.span(ring)
        for (let i = from; i < last; i += 1) if (twins[i] === single) add(i, shape)
      }
      return
    }
    const all = among ?? shapes.shapeRings.keys()
    for (const shape of all) {
      const broken = unsound.get(shape)
      if (broken) {
        for (const value of broken.ends) into.ends.push(value)
        for (let i = 0; i < broken.ends.length; i += 4) into.sources.push(shape + offset)
        continue
      }
      for (const ring of shapes.shapeRings[shape] ?? []) {
        const [from, last] = shapes.span(ring)
        for (let i = from; i < last; i += 1) {
          const twin = twins[i] as number
          if (twin === single || !takes(shapes.shapeOf(twin))) add(i, shape)
        }
      }
    }
  }

  /** Every edge of one shape. */
  outline(into: Gathered, shape: number, source: number): void {
    const { shapes } = this
    const broken = this.unsound.get(shape)
    if (broken) {
      for (const value of broken.ends) into.ends.push(value)
      for (let i = 0; i < broken.ends.length; i += 4) into.sources.push(source)
    } else outline(shapes, into, shape, source)
  }

  private look(shape: number): void {
    const { shapes } = this
    this.unsound.delete(shape)
    const crossing = crossingOf(shapes, shape)
    const rings = shapes.shapeRings[shape] ?? []
    if (!crossing && rings.length === 1) return
    const own: Gathered = { ends: [], sources: [] }
    outline(shapes, own, shape, 0)
    const field = new Field(asSources(own), () => 0)
    const pieces = field.pieces(([first]) => first !== 0 && first !== 1)
    if (!crossing && pieces.length === 0) return
    const ends = field.pieces(([first]) => first !== 0).flatMap(({ rings }) => rings.flatMap(edgesOf))
    const [x = 0, y = 0] = pieces[0]?.rings[0] ?? []
    this.unsound.set(shape, { at: crossing ?? [x / fine, y / fine], pieces, ends })
  }

  /** Twins of the edges of one shape among the single edges of its neighbours. */
  private pair(shape: number): void {
    const { shapes, twins } = this
    const { xs, ys } = shapes
    const box = shapes.boxOf(shape)
    const [west, south, east, north] = box
    const key = (i: number): number =>
      ((xs[i] as number) + (xs[i + 1] as number) - 2 * west) * 0x4000000 +
      ((ys[i] as number) + (ys[i + 1] as number) - 2 * south)
    const known = new Map<number, number[]>()
    for (const other of this.near(box)) {
      if (other === shape) continue
      for (const ring of shapes.shapeRings[other] ?? []) {
        const [from, last] = shapes.span(ring)
        for (let i = from; i < last; i += 1) {
          if (twins[i] !== single) continue
          const [x, y] = [xs[i] as number, ys[i] as number]
          if (x < west || x > east || y < south || y > north) continue
          const at = key(i)
          const list = known.get(at)
          if (list) list.push(i)
          else known.set(at, [i])
        }
      }
    }
    for (const ring of shapes.shapeRings[shape] ?? []) {
      const [from, last] = shapes.span(ring)
      twins[last] = noEdge
      for (let i = from; i < last; i += 1) {
        const list = known.get(key(i))
        const at =
          list?.findIndex(
            j => xs[j] === xs[i + 1] && ys[j] === ys[i + 1] && xs[j + 1] === xs[i] && ys[j + 1] === ys[i],
          ) ?? -1
        twins[i] = single
        if (!list || at < 0) continue
        const [j = 0] = list.splice(at, 1)
        twins[i] = j
        twins[j] = i
      }
    }
  }
}

export function asSources({ ends, sources }: Gathered): Sources {
  return segmentsOf(ends, sources)
}

export function outline(shapes: PackedShapes, into: Gathered, shape: number, source: number): void {
  const { xs, ys } = shapes
  for (const ring of shapes.shapeRings[shape] ?? []) {
    const [from, last] = shapes.span(ring)
    for (let i = from; i < last; i += 1) {
      into.ends.push(
        (xs[i] as number) * fine,
        (ys[i] as number) * fine,
        (xs[i + 1] as number) * fine,
        (ys[i + 1] as number) * fine,
      )
      into.sources.push(source)
    }
  }
}

function edgesOf(ring: Float64Array): number[] {
  const ends: number[] = []
  for (let at = 0; at + 3 < ring.length; at += 2)
    ends.push(ring[at] as number, ring[at + 1] as number, ring[at + 2] as number, ring[at + 3] as number)
  return ends
}
