// Which shapes have boxes near a box: a grid of cells, made at once for all; shapes put elsewhere later are looked
// through one by one until there are many of them.
import type { PackedShapes, UnitBox } from './coverage-shapes.ts'

export class ShapeBoxes {
  private readonly shapes: PackedShapes
  private starts = new Int32Array(1)
  private members = new Int32Array(0)
  private world: UnitBox = [0, 0, 0, 0]
  private size = 1
  private columns = 1
  private rows = 1
  private moved = new Set<number>()

  constructor(shapes: PackedShapes) {
    this.shapes = shapes
    this.build()
  }

  /** In rising order. */
  near(box: UnitBox): number[] {
    const found = new Set<number>()
    const meets = (shape: number): void => {
      const [west, south, east, north] = this.shapes.boxOf(shape)
      if (west <= box[2] && east >= box[0] && south <= box[3] && north >= box[1]) found.add(shape)
    }
    this.cells(box, cell => {
      for (let at = this.starts[cell] as number; at < (this.starts[cell + 1] as number); at += 1) {
        const shape = this.members[at] as number
        if (!this.moved.has(shape)) meets(shape)
      }
    })
    for (const shape of this.moved) meets(shape)
    return [...found].sort((a, b) => a - b)
  }

  move(shape: number): void {
    this.moved.add(shape)
    if (this.moved.size > 256) this.build()
  }

  private build(): void {
    const { shapes } = this
    this.moved.clear()
    const world: UnitBox = [Infinity, Infinity, -Infinity, -Infinity]
    let length = 0
    for (let shape = 0; shape < shapes.count; shape += 1) {
      const [west, south, east, north] = shapes.boxOf(shape)
      if (west < world[0]) world[0] = west
      if (south < world[1]) world[1] = south
      if (east > world[2]) world[2] = east
      if (north > world[3]) world[3] = north
      length += east - west + north - south
    }
    if (shapes.count === 0) world.fill(0)
    this.world = world
    const [wide, high] = [world[2] - world[0] + 1, world[3] - world[1] + 1]
    this.size = Math.max(
      1,
      length / 2 / Math.max(1, shapes.count),
      Math.sqrt((wide * high) / (4 * shapes.count + 16)),
    )
    this.columns = Math.floor(wide / this.size) + 1
    this.rows = Math.floor(high / this.size) + 1
    this.starts = new Int32Array(this.columns * this.rows + 1)
    for (let shape = 0; shape < shapes.count; shape += 1)
      this.cells(shapes.boxOf(shape), cell => {
        this.starts[cell + 1] = (this.starts[cell + 1] as number) + 1
      })
    for (let cell = 0; cell < this.columns * this.rows; cell += 1)
      this.starts[cell + 1] = (this.starts[cell + 1] as number) + (this.starts[cell] as number)
    this.members = new Int32Array(this.starts[this.columns * this.rows] as number)
    const next = this.starts.slice()
    for (let shape = 0; shape < shapes.count; shape += 1)
      this.cells(shapes.boxOf(shape), cell => {
        this.members[next[cell] as number] = shape
        next[cell] = (next[cell] as number) + 1
      })
  }

  private cells([west, south, east, north]: UnitBox, visit: (cell: number) => void): void {
    const at = (value: number, from: number, most: number): number =>
      Math.max(0, Math.min(most - 1, Math.floor((value - from) / this.size)))
    const [first, last] = [at(south, this.world[1], this.rows), at(north, this.world[1], this.rows)]
    const [left, right] = [at(west, this.world[0], this.columns), at(east, this.world[0], this.columns)]
    for (let row = first; row <= last; row += 1)
      for (let column = left; column <= right; column += 1) visit(row * this.columns + column)
  }
}
