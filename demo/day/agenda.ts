// What is to happen next: a heap by time, and what was put in first comes first of two at the same time.

export interface Happening {
  /** UTC milliseconds. */
  at: number
  act: () => Promise<void>
}

interface Kept extends Happening {
  order: number
}

export class Agenda {
  readonly #heap: Kept[] = []
  #order = 0

  add(at: number, act: () => Promise<void>): void {
    const heap = this.#heap
    heap.push({ at, act, order: this.#order })
    this.#order += 1
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!this.#swapped(child, parent)) break
      child = parent
    }
  }

  get next(): Happening | undefined {
    return this.#heap[0]
  }

  take(): Happening | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left
      if (!this.#swapped(child, parent)) break
      parent = child
    }
    return first
  }

  #swapped(lower: number, upper: number): boolean {
    const [below, above] = [this.#heap[lower], this.#heap[upper]]
    if (!below || !above || !isBefore(below, above)) return false
    this.#heap[lower] = above
    this.#heap[upper] = below
    return true
  }
}

function isBefore(one: Kept | undefined, other: Kept | undefined): boolean {
  if (!one || !other) return false
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
