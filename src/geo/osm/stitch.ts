// Puts the pieces of a multipolygon or a coastline together: ways that meet at their ends become rings or chains.

export interface Stitched {
  /** Closed: the last node repeats the first. */
  rings: number[][]
  /** What could not be closed. */
  open: number[][]
}

/**
 * Walks from way to way over shared ends; where it comes back to an end that it has passed, what lies between is a
 * ring. So rings that touch at a node come apart, and a gap costs only the ring it is in.
 *
 * @param ways lists of node ids; the same list twice counts once
 * @param directed ways are joined only head to tail, as for coastlines, whose direction says where the water is
 */
export function stitch(ways: readonly (readonly number[])[], directed = false): Stitched {
  const rings: number[][] = []
  const lines: number[][] = []
  const seen = new Set<string>()
  for (const way of ways) {
    const nodes = way.filter((node, at) => node !== way[at - 1])
    if (nodes.length < 2 || seen.has(nodes.join())) continue
    seen.add(nodes.join())
    if (!directed) seen.add(nodes.toReversed().join())
    if (nodes[0] === nodes.at(-1)) rings.push(nodes)
    else lines.push(nodes)
  }
  const open: number[][] = []
  const ends = new Ends(lines, directed)
  for (let start = ends.start(); start; start = ends.start()) walk(start, ends, rings, open)
  return { rings: rings.filter(ring => ring.length >= 4), open }
}

/** Follows one line on and on, cutting off a ring whenever it meets itself. */
function walk(start: number[], ends: Ends, rings: number[][], open: number[][]): void {
  const trail: number[][] = [start]
  for (;;) {
    const here = trail.at(-1)?.at(-1)
    if (here === undefined) return
    const met = trail.findIndex(([first]) => first === here)
    if (met >= 0) rings.push(joined(trail.splice(met)))
    const from = trail.length > 0 ? trail.at(-1)?.at(-1) : undefined
    const next = from === undefined ? undefined : ends.takeAt(from)
    if (next) trail.push(next)
    else {
      if (trail.length > 0) open.push(joined(trail))
      return
    }
  }
}

function joined(trail: readonly number[][]): number[] {
  return trail.flatMap((line, at) => (at === 0 ? line : line.slice(1)))
}

/** Which lines have an end at which node. */
class Ends {
  #lines: readonly number[][]
  #directed: boolean
  #used: boolean[]
  #at = new Map<number, number[]>()
  #next = 0
  #order: number[]

  constructor(lines: readonly number[][], directed: boolean) {
    this.#lines = lines
    this.#directed = directed
    this.#used = lines.map(() => false)
    for (const [index, line] of lines.entries()) {
      this.#note(line[0] ?? 0, index)
      if (!directed) this.#note(line.at(-1) ?? 0, index)
    }
    // A chain is walked from its loose end, so that a gap does not leave it in two.
    const tails = new Set(lines.map(line => line.at(-1)))
    const isLoose = ([first = 0]: readonly number[]): boolean =>
      directed ? !tails.has(first) : this.#at.get(first)?.length === 1
    this.#order = lines
      .map((_, index) => index)
      .sort((a, b) => Number(isLoose(lines[b] ?? [])) - Number(isLoose(lines[a] ?? [])) || a - b)
  }

  start(): number[] | undefined {
    while (this.#next < this.#order.length && this.#used[this.#order[this.#next] ?? 0]) this.#next += 1
    return this.#take(this.#order[this.#next])
  }

  /** A line not walked yet that begins at the node, or is turned round to. */
  takeAt(node: number): number[] | undefined {
    const line = this.#take(this.#at.get(node)?.find(index => !this.#used[index]))
    return line && line[0] !== node && !this.#directed ? line.toReversed() : line
  }

  #take(index: number | undefined): number[] | undefined {
    if (index === undefined) return undefined
    this.#used[index] = true
    return this.#lines[index]
  }

  #note(node: number, index: number): void {
    const there = this.#at.get(node)
    if (there) there.push(index)
    else this.#at.set(node, [index])
  }
}
