// A coverage that a seed makes: cells with curved borders that neighbours share to the corner; and defects put into it
// on purpose, for the test and the bench of the core that must find them.

export type Ring = [longitude: number, latitude: number][]
export type Cell = Ring[][]
export type Random = () => number

/** Mulberry32: the same seed, the same city. */
export function random(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** About 100 m, in units of 1e-7 degrees. */
const step = 10_000
const [west, south] = [1_164_000_000, 399_000_000]

/** Cell after cell of `columns` by `rows`; `bends` corners stand on each side between its ends. */
export class Cells {
  readonly columns: number
  readonly rows: number
  readonly bends: number
  private readonly seed: number

  constructor(columns: number, rows: number, bends: number, seed: number) {
    this.columns = columns
    this.rows = rows
    this.bends = bends
    this.seed = seed
  }

  /** West, south, east, north in degrees, beyond every cell. */
  get bounds(): [number, number, number, number] {
    return [west - step, south - step, west + step * (this.columns + 1), south + step * (this.rows + 1)].map(
      each => each / 1e7,
    ) as [number, number, number, number]
  }

  at(column: number, row: number): Cell {
    const ring = [
      ...this.side(column, row, 'east'),
      ...this.side(column + 1, row, 'north'),
      ...this.side(column, row + 1, 'east').reverse(),
      ...this.side(column, row, 'north').reverse(),
    ]
    const corners = ring.filter(
      ([x, y], at) => x !== ring[(at + 1) % ring.length]?.[0] || y !== ring[(at + 1) % ring.length]?.[1],
    )
    const [first = [0, 0]] = corners
    return [[[...corners, first].map(([x, y]) => [x / 1e7, y / 1e7])]]
  }

  *all(): Generator<Cell> {
    for (let row = 0; row < this.rows; row += 1)
      for (let column = 0; column < this.columns; column += 1) yield this.at(column, row)
  }

  private corner(column: number, row: number): [number, number] {
    const roll = random(this.seed + column * 7919 + row * 104_729)
    const off = (): number => (roll() - 0.5) * step * 0.3
    return [Math.round(west + column * step + off()), Math.round(south + row * step + off())]
  }

  /** Both ends included. */
  private side(column: number, row: number, way: 'east' | 'north'): Ring {
    const [ax, ay] = this.corner(column, row)
    const [bx, by] = way === 'east' ? this.corner(column + 1, row) : this.corner(column, row + 1)
    const roll = random(this.seed + column * 31 + row * 17_389 + (way === 'east' ? 1 : 2) * 900_001)
    const [swing, waves] = [(roll() - 0.5) * 0.12, 1 + Math.floor(roll() * 3)]
    const line: Ring = [[ax, ay]]
    for (let at = 1; at <= this.bends; at += 1) {
      const share = at / (this.bends + 1)
      const off = swing * Math.sin(share * Math.PI * waves)
      line.push([
        Math.round(ax + share * (bx - ax) - off * (by - ay)),
        Math.round(ay + share * (by - ay) + off * (bx - ax)),
      ])
    }
    line.push([bx, by])
    return line
  }
}

export const defectKinds = ['gap', 'overlap', 'sliver', 't_junction', 'crossing'] as const
export type DefectKind = (typeof defectKinds)[number]
export interface Defect {
  kind: DefectKind
  /** The cell as it is now. */
  cell: Cell
  /** Square degrees that it has lost (positive) or taken. */
  lost: number
}

/** Spoils one cell along its northern side, which has at least five bends; the neighbours stay as they are. */
export function spoil(cell: Cell, bends: number, kind: DefectKind, roll: Random): Defect {
  const ring = (cell[0]?.[0] ?? []).slice(0, -1).map((at): [number, number] => [...at])
  const side = (bends + 1) * 2
  const pick = (from: number, to: number): number => side + from + Math.floor(roll() * (to - from + 1))
  const move = (at: number, metres: number): void => {
    const found = ring[at]
    if (found) found[1] = Math.round((found[1] + metres / 111_000) * 1e7) / 1e7
  }
  if (kind === 'gap' || kind === 'overlap') {
    const metres = (1.5 + roll() * 4) * (kind === 'gap' ? -1 : 1)
    const first = pick(1, bends - 2)
    const last = Math.min(side + bends, first + 2 + Math.floor(roll() * bends))
    for (let at = first; at <= last; at += 1) move(at, metres)
  } else if (kind === 'sliver') {
    move(pick(1, bends), (0.08 + roll() * 0.3) * (roll() < 0.5 ? 1 : -1))
  } else if (kind === 't_junction') {
    const at = pick(1, bends)
    const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [ring[at], ring[at + 1]]
    const middle = (a: number, b: number): number => Math.round(((a + b) / 2) * 1e7) / 1e7
    ring.splice(at + 1, 0, [middle(ax, bx), middle(ay, by)])
  } else {
    const at = pick(1, bends - 1)
    const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [ring[at], ring[at + 1]]
    // A bow: over to the far corner, back along the top, and across to where the border goes on.
    const up = Math.round((2 + roll() * 4) * 90) / 1e7
    ring.splice(at + 1, 0, [bx, by + up], [ax, ay + up])
  }
  const closed = [...ring, ring[0] ?? [0, 0]] as Ring
  const before = cell[0]?.[0] ?? []
  return { kind, cell: [[closed]], lost: areaOf(before) - areaOf(closed) }
}

/** Square degrees. */
export function areaOf(ring: Ring): number {
  const [[x, y] = [0, 0]] = ring
  let sum = 0
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [ring[at - 1], ring[at]]
    sum += (ax - x) * (by - y) - (bx - x) * (ay - y)
  }
  return sum / 2
}
