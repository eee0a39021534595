// Which edge lies next beneath a place: how a net of edges knows in which face of another one it lies.
import { Cells, type Segments } from './coverage-near.ts'
import { side } from './coverage-nodes.ts'

/** Edges between numbered corners that share nothing but ends. Half-edge 2e runs as edge e does, 2e + 1 back. */
export interface Edges {
  xs: readonly number[]
  ys: readonly number[]
  from: readonly number[]
  to: readonly number[]
}

/** Finds the half-edge, running east, next beneath a place, seen a hair's breadth east of it; -1 where there is none. */
export function edgesBeneath({ xs, ys, from, to }: Edges): (x: number, y: number) => number {
  const segments: Segments = {
    x0: Float64Array.from(from, at => xs[at] as number),
    y0: Float64Array.from(from, at => ys[at] as number),
    x1: Float64Array.from(to, at => xs[at] as number),
    y1: Float64Array.from(to, at => ys[at] as number),
    count: from.length,
  }
  const cells = new Cells(segments, 1)
  const ends = (half: number): [ax: number, ay: number, bx: number, by: number] => {
    const edge = half >> 1
    const [a, b] = [from[edge] as number, to[edge] as number]
    const [begin, end] = (half & 1) === 0 ? [a, b] : [b, a]
    return [xs[begin] as number, ys[begin] as number, xs[end] as number, ys[end] as number]
  }
  return (x, y) => {
    let best = -1
    const column = cells.column(x)
    for (let row = cells.row(y); row >= 0; row -= 1) {
      const cell = row * cells.columns + column
      for (let at = cells.starts[cell] as number; at < (cells.starts[cell + 1] as number); at += 1) {
        const edge = cells.members[at] as number
        const half = (segments.x0[edge] as number) < (segments.x1[edge] as number) ? edge * 2 : edge * 2 + 1
        const [ax, ay, bx, by] = ends(half)
        if (ax > x || bx <= x || side(ax, ay, bx, by, x, y) <= 0) continue
        if (best === -1 || isAbove(ends(half), ends(best), x)) best = half
      }
      // What is found in this row or above it lies higher than what only begins below.
      if (best !== -1 && heightAt(ends(best), x) >= cells.south + row * cells.size) return best
    }
    return best
  }
}

type Ends = readonly [ax: number, ay: number, bx: number, by: number]

function heightAt([ax, ay, bx, by]: Ends, x: number): number {
  return ay + ((x - ax) * (by - ay)) / (bx - ax)
}

/** Whether one eastward edge runs above another one at x, or, where they meet there, just east of it. */
function isAbove(one: Ends, other: Ends, x: number): boolean {
  const apart = heightAt(one, x) - heightAt(other, x)
  if (Math.abs(apart) > 0.001) return apart > 0
  const line = (ends: Ends): { wide: bigint; high: bigint; top: bigint } => {
    const [ax, ay, bx, by] = ends.map(BigInt) as [bigint, bigint, bigint, bigint]
    const [wide, high] = [bx - ax, by - ay]
    return { wide, high, top: ay * wide + high * (BigInt(x) - ax) }
  }
  const [a, b] = [line(one), line(other)]
  const exact = a.top * b.wide - b.top * a.wide
  return exact === 0n ? a.high * b.wide > b.high * a.wide : exact > 0n
}
