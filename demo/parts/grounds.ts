// What stands in parks, compounds, schools and squares, and on the river: benches, notice boards, exercise frames,
// chargers, railings, bridges, bus stops, public toilets.
import type { Block } from '../blocks.ts'
import {
  alongLine,
  between,
  distance,
  isWithin,
  lengthOf,
  middleOf,
  off,
  type Point,
  sides,
} from '../ground/plane.ts'
import { type Chance, chance } from '../ground/random.ts'
import type { City } from '../plan.ts'
import { isBridge, type Street } from '../streets.ts'
import { type Placed, standing } from './part.ts'

export function partsOnGrounds(blocks: readonly Block[], seed: number): Placed[] {
  return blocks.flatMap(block => {
    if (block.community === undefined) return []
    const dice = chance(seed, `grounds ${block.outline[0]}`)
    switch (block.use) {
      case 'park':
      case 'garden':
        return inPark(block, dice)
      case 'slabs':
      case 'towers':
        return inCompound(block, dice)
      case 'courtyards':
        return inOldTown(block, dice)
      default:
        return atHalls(block, dice)
    }
  })
}

/** Whether nothing is built and no water lies there. */
function isFree({ ring, built }: Block, place: Point): boolean {
  return (
    isWithin(place, ring) &&
    !built.waters.some(water => isWithin(place, water)) &&
    !built.buildings.some(building => isWithin(place, building.ring))
  )
}

function inPark(block: Block, dice: Chance): Placed[] {
  const found: Placed[] = []
  const put = (kind: string, place: Point | undefined): void => {
    if (place && isFree(block, place)) found.push(standing(kind, place))
  }
  for (const { line } of block.built.ways) {
    const length = lengthOf(line)
    const row = (kind: string, every: number, left: number, from: number): void => {
      for (let metres = from; metres < length; metres += every) {
        const spot = alongLine(line, metres)
        put(kind, spot && off(spot.at, spot.along, 0, left))
      }
    }
    row('0139', 28, 2, 14)
    row('0407', 42, -2.2, 20)
    row('0305', 88, 2.4, 32)
  }
  const middle = middleOf(block.ring)
  for (const corner of block.ring) put('0498', between(middle, corner, 0.9))
  for (let tree = 0; tree < (block.use === 'park' ? 9 : 3); tree += 1)
    put('0401', between(middle, dice.pick(block.ring), dice.between(0.75, 0.95)))
  put('0301', between(middle, block.ring[0] ?? middle, 0.86))
  put('0302', between(middle, block.ring[0] ?? middle, 0.94))
  put('0406', between(middle, block.ring[2] ?? middle, 0.84))
  return found
}

function inCompound(block: Block, dice: Chance): Placed[] {
  const found: Placed[] = []
  const [name] = [block.name?.zh ?? '']
  const put = (kind: string, place: Point, more: { name?: string } = {}): void => {
    if (isFree(block, place)) found.push(standing(kind, place, more))
  }
  const middle = middleOf(block.ring)
  const long = sides(block.ring).toSorted(([a, b], [c, d]) => distance(c, d) - distance(a, b))
  const [gate] = long
  if (gate) {
    const entrance = between(...gate, 0.5)
    put('0308', between(entrance, middle, 0.08), { name })
    put('0151', between(entrance, middle, 0.045))
  }
  // Bins, chargers and bicycles stand before the ends of the rows.
  for (const [at, { ring }] of block.built.buildings.entries()) {
    const [corner] = ring
    if (!corner) continue
    const beside = { x: corner.x - 2.4, y: corner.y - 1.6 }
    if (at % 3 === 0) put('0305', beside)
    if (at % 4 === 1) put('0225', beside)
    if (at % 5 === 2) put('0154', beside)
    if (at % 6 === 3) put('0128', beside)
    if (at % 3 === 1) put('0118', { x: corner.x + 7, y: corner.y - 2.5 })
    if (at % 4 === 2) put('0111', { x: corner.x + 11, y: corner.y - 2.2 })
  }
  for (let at = 0; at < 3; at += 1) {
    const place = between(middle, dice.pick(block.ring), dice.between(0.1, 0.6))
    put(at < 2 ? '0146' : '0407', place)
  }
  return found
}

function inOldTown(block: Block, dice: Chance): Placed[] {
  const found: Placed[] = []
  const put = (kind: string, place: Point): void => {
    if (isFree(block, place)) found.push(standing(kind, place))
  }
  for (const { line } of block.built.ways)
    for (let metres = 12; metres < lengthOf(line); metres += 24) {
      const spot = alongLine(line, metres)
      if (spot) put(metres % 48 < 24 ? '0103' : '0137', off(spot.at, spot.along, 0, metres % 48 < 24 ? 0 : 1))
    }
  const middle = middleOf(block.ring)
  for (let at = 0; at < 8; at += 1) {
    const place = between(middle, dice.pick(block.ring), dice.between(0.2, 0.97))
    put(at === 0 ? '0401' : at < 3 ? '0306' : at < 5 ? '0131' : '0405', place)
  }
  return found
}

function atHalls(block: Block, dice: Chance): Placed[] {
  const found: Placed[] = []
  const put = (kind: string, place: Point, more: { name?: string } = {}): void => {
    if (isFree(block, place)) found.push(standing(kind, place, more))
  }
  const middle = middleOf(block.ring)
  const kinds: Partial<Record<Block['use'], readonly string[]>> = {
    school: ['0308', '0225', '0305', '0305', '0150', '0406'],
    hospital: ['0308', '0301', '0302', '0305', '0305', '0154', '0225', '0128'],
    market: ['0304', '0301', '0302', '0305', '0305', '0305', '0225', '0307', '0307'],
    temple: ['0401', '0401', '0401', '0308', '0305', '0139', '0139'],
    station: [
      '0410',
      '0406',
      '0301',
      '0302',
      '0305',
      '0305',
      '0407',
      '0407',
      '0407',
      '0405',
      '0405',
      '0139',
      '0139',
      '0145',
    ],
    mall: [
      '0410',
      '0406',
      '0305',
      '0305',
      '0225',
      '0225',
      '0307',
      '0307',
      '0306',
      '0306',
      '0145',
      '0154',
      '0405',
      '0405',
    ],
    offices: ['0406', '0405', '0405', '0225', '0305', '0154', '0154', '0128'],
    works: ['0128', '0128', '0149', '0305', '0308'],
  }
  for (const kind of kinds[block.use] ?? [])
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const place = between(middle, dice.pick(block.ring), dice.between(0.15, 0.94))
      if (!isFree(block, place)) continue
      put(kind, place)
      break
    }
  for (const { name, ring } of block.built.buildings) {
    const [a, b] = ring
    if (name && a && b) put('0307', off(between(a, b, 0.5), { x: 1, y: 0 }, 0, -2), { name: name.zh })
  }
  return found
}

/** Railings along the quays, benches and lamps of the promenades, and the bridges themselves. */
export function partsOnRiver(
  net: City,
  at: (corner: number) => Point,
  isOurs: (place: Point) => boolean,
): Placed[] {
  const found: Placed[] = []
  for (const [key, { kind }] of net.sides) {
    const [a = 0, b = 0] = key.split('-').map(Number)
    const [from, to] = [at(a), at(b)]
    const middle = between(from, to, 0.5)
    if (kind === 'quay' && isOurs(middle) && distance(from, to) > 4) {
      const promenade = net.leftOf(a, b)?.trait.zone === 'promenade' ? 1 : -1
      const along = { x: (to.x - from.x) / distance(from, to), y: (to.y - from.y) / distance(from, to) }
      const line = [off(from, along, 0, promenade), off(to, along, 0, promenade)]
      if (line.every(isOurs)) found.push({ kind: '0507', shape: { type: 'LineString', line } })
      const benches = [
        standing('0407', off(middle, along, 0, promenade * 4.5)),
        standing('0139', off(middle, along, 6, promenade * 3)),
      ]
      found.push(
        ...benches,
        standing('0402', off(middle, along, -7, promenade * 9)),
        standing('0402', off(middle, along, 7, promenade * 11)),
      )
      if (distance(from, to) > 22)
        found.push(
          standing('0305', off(middle, along, 9, promenade * 5)),
          standing('0506', off(middle, along, -9, promenade * 1.6)),
        )
    }
  }
  return found
}

/** Each bridge once, over its whole length. */
export function bridges(
  net: City,
  at: (corner: number) => Point,
  streets: readonly Street[],
  isOurs: (place: Point) => boolean,
): Placed[] {
  return streets.flatMap(({ name, runs }) =>
    runs.flatMap(run => {
      const lines: Point[][] = []
      let open: Point[] | undefined
      for (let here = 1; here < run.length; here += 1) {
        const [a, b] = [run[here - 1] ?? 0, run[here] ?? 0]
        if (isBridge(net, a, b)) {
          open ??= [at(a)]
          open.push(at(b))
        } else if (open) {
          lines.push(open)
          open = undefined
        }
      }
      return lines.flatMap((line): Placed[] =>
        name && isOurs(middleOfLine(line))
          ? [{ kind: '0209', name: `${name.zh.slice(0, 2)}桥`, shape: { type: 'LineString', line } }]
          : [],
      )
    }),
  )
}

function middleOfLine(line: readonly Point[]): Point {
  return alongLine(line, lengthOf(line) / 2)?.at ?? line[0] ?? { x: 0, y: 0 }
}

/** On both sides of wide streets, after the crossings. */
export function busStops(
  at: (corner: number) => Point,
  streets: readonly Street[],
  isClear: (place: Point) => boolean,
): Placed[] {
  return streets.flatMap(({ kind, name, runs, isOurs }) => {
    if (!isOurs || !name || (kind !== 'main' && kind !== 'secondary')) return []
    const left = kind === 'main' ? 12.6 : 8.8
    return runs.flatMap(run => {
      const line = run.map(at)
      const found: Placed[] = []
      for (let metres = 150; metres < lengthOf(line); metres += 380)
        for (const side of [1, -1]) {
          const spot = alongLine(line, metres + side * 28)
          const place = spot && off(spot.at, spot.along, 0, side * left)
          if (place && isClear(place)) found.push(standing('0204', place, { name: `${name.zh}站` }))
        }
      return found
    })
  })
}
