// Who is right: the even-odd rule in whole numbers over every polygon whose box holds the place, and nothing else in
// common with the index. Differences stay below 2^26, so products below 2^53.
import type { Layer } from './layers.ts'

const square = 2 ** 13

export class Oracle {
  readonly #rings: { face: number; xs: Int32Array; ys: Int32Array }[] = []
  readonly #squares = new Map<number, number[]>()

  constructor({ faces }: Layer) {
    for (const [face, polygons] of faces.entries())
      for (const ring of polygons.flat()) {
        const xs = Int32Array.from({ length: ring.length / 2 }, (_, at) => ring[2 * at] ?? 0)
        const ys = Int32Array.from({ length: ring.length / 2 }, (_, at) => ring[2 * at + 1] ?? 0)
        const number = this.#rings.push({ face, xs, ys }) - 1
        for (let column = down(Math.min(...xs)); column <= down(Math.max(...xs)); column += 1)
          for (let row = down(Math.min(...ys)); row <= down(Math.max(...ys)); row += 1) {
            const key = keyOf(column, row)
            const there = this.#squares.get(key)
            if (there) there.push(number)
            else this.#squares.set(key, [number])
          }
      }
  }

  /** The faces that hold the place: a place on a border is the eastern side's, on a level one the upper side's. */
  holding(x: number, y: number): number[] {
    const found: number[] = []
    let [current, isInside] = [-1, false]
    const tell = (): void => {
      if (isInside) found.push(current)
    }
    // Rings of a face follow one another.
    for (const number of this.#squares.get(keyOf(down(x), down(y))) ?? []) {
      const ring = this.#rings[number]
      if (!ring) continue
      if (ring.face !== current) {
        tell()
        current = ring.face
        isInside = false
      }
      if (isWithin(ring.xs, ring.ys, x, y)) isInside = !isInside
    }
    tell()
    return found
  }
}

function isWithin(xs: Int32Array, ys: Int32Array, x: number, y: number): boolean {
  let isInside = false
  for (let at = 1; at < xs.length; at += 1) {
    const ay = ys[at - 1] ?? 0
    const by = ys[at] ?? 0
    if (ay > y === by > y) continue
    const ax = xs[at - 1] ?? 0
    const bx = xs[at] ?? 0
    // The border lies at or west of the place.
    const [one, other] = [(y - ay) * (bx - ax), (x - ax) * (by - ay)]
    if (by > ay ? one <= other : one >= other) isInside = !isInside
  }
  return isInside
}

function down(units: number): number {
  return Math.floor(units / square)
}

function keyOf(column: number, row: number): number {
  return column * 2 ** 20 + row
}
