// What decides within the cells that edges come into; the form is told in layout.ts.
import type { Edges } from './edges.ts'
import { nearest, several, wide } from './layout.ts'
import { roomFor } from './rings.ts'

export class Pool {
  /** 1 where one of an edge's two faces is certainly on one side of it and the other on the other. */
  readonly parted: Uint8Array
  readonly #edges: Edges
  readonly #size: number
  #words = new Int32Array(4096)
  #length = 0
  /** Cells without edges that the same several faces hold share their entry. */
  readonly #alike = new Map<string, number>()
  // The cell in work: each edge with its ends, as they count in this cell.
  #left = 0
  #bottom = 0
  #ids: number[] = []
  #ends: number[] = []
  #isNear = true

  constructor(edges: Edges, size: number) {
    this.#edges = edges
    this.parted = new Uint8Array(edges.count)
    this.#size = size
  }

  begin(left: number, bottom: number): void {
    this.#left = left
    this.#bottom = bottom
    this.#ids.length = 0
    this.#ends.length = 0
    this.#isNear = this.#size < nearest
  }

  /** What a place passes that is not lower than its lower end, lower than its upper end, and not west of it. */
  edge(id: number, x0: number, y0: number, x1: number, y1: number): void {
    this.#ids.push(id)
    this.#ends.push(x0, y0, x1, y1)
    this.#isNear &&=
      Math.max(Math.abs(x0 - this.#left), Math.abs(x1 - this.#left)) < nearest &&
      Math.max(Math.abs(y0 - this.#bottom), Math.abs(y1 - this.#bottom)) < nearest
  }

  /** The word of the cell; `faces` hold it before any edge is passed. */
  end(faces: readonly number[]): number {
    if (this.#ids.length === 0) return this.wordOf(faces)
    const form = this.#isNear ? 0 : wide
    return this.#oneBorder(faces, form) ?? this.#anything(faces, form)
  }

  /** The word of a cell without edges. */
  wordOf(faces: readonly number[]): number {
    if (faces.length === 0) return 0
    if (faces.length === 1) return (faces[0] ?? 0) + 1
    const sorted = faces.toSorted((a, b) => a - b)
    const key = sorted.join()
    const known = this.#alike.get(key)
    if (known !== undefined) return known
    const at = this.#length
    this.#push(sorted.length)
    for (const face of sorted) {
      this.#push(face)
      this.#push(1)
    }
    const word = ~(at * 4 + several)
    this.#alike.set(key, word)
    return word
  }

  done(): Int32Array {
    return this.#words.subarray(0, this.#length)
  }

  /**
   * Where all edges part the same two sides, there are only these two outcomes, whatever the shapes are; that it is
   * one of them before any edge is all that must be known.
   */
  #oneBorder(faces: readonly number[], form: number): number | undefined {
    const { a, b } = this.#edges
    const [first = 0] = this.#ids
    const [one, other] = [a[first] ?? 0, b[first] ?? -1]
    for (const id of this.#ids) {
      const isSame = (a[id] === one && b[id] === other) || (a[id] === other && b[id] === one)
      if (!isSame) return undefined
    }
    const before = faces[0] ?? -1
    if (faces.length > 1 || (before !== one && before !== other)) return undefined
    if (other >= 0) for (const id of this.#ids) this.parted[id] = 1
    const at = this.#length
    this.#push(before + 1)
    this.#push((before === one ? other : one) + 1)
    this.#push(this.#ids.length)
    for (let edge = 0; edge < this.#ids.length; edge += 1) this.#pushEdge(edge, form)
    return ~(at * 4 + form)
  }

  #anything(faces: readonly number[], form: number): number {
    const { a, b } = this.#edges
    const met = [...faces]
    for (const id of this.#ids) {
      const one = a[id] ?? 0
      const other = b[id] ?? -1
      if (!met.includes(one)) met.push(one)
      if (other >= 0 && !met.includes(other)) met.push(other)
    }
    met.sort((one, other) => one - other)
    const at = this.#length
    this.#push(met.length)
    for (const face of met) {
      this.#push(face)
      const counted = this.#length
      this.#push(0)
      let count = 0
      for (let edge = 0; edge < this.#ids.length; edge += 1) {
        const id = this.#ids[edge] ?? 0
        if (a[id] !== face && b[id] !== face) continue
        this.#pushEdge(edge, form)
        count += 1
      }
      this.#words[counted] = count * 2 + (faces.includes(face) ? 1 : 0)
    }
    return ~(at * 4 + form + several)
  }

  #pushEdge(edge: number, form: number): void {
    const from = edge * 4
    const x0 = this.#ends[from] ?? 0
    const y0 = this.#ends[from + 1] ?? 0
    const x1 = this.#ends[from + 2] ?? 0
    const y1 = this.#ends[from + 3] ?? 0
    if (form === wide) {
      this.#push(x0)
      this.#push(y0)
      this.#push(x1)
      this.#push(y1)
    } else {
      this.#push(((x0 - this.#left) & 0xffff) | ((y0 - this.#bottom) << 16))
      this.#push(((x1 - this.#left) & 0xffff) | ((y1 - this.#bottom) << 16))
    }
  }

  #push(word: number): void {
    if (this.#length >= 2 ** 29) throw new RangeError('too many edges for one index')
    this.#words = roomFor(this.#words, this.#length + 1)
    this.#words[this.#length] = word
    this.#length += 1
  }
}
