// In which polygon a place lies: the index beside a package, beside the strongest simple thing in JavaScript, and
// beside a join in PostGIS, on the same points in turns; and whether it is right, against counting in whole numbers.
import { buildLocator } from '../src/geo/locate/build.ts'
import { perDegree, Rings } from '../src/geo/locate/rings.ts'
import type { Locator } from '../src/geo/locate.ts'
import { cells, type Layer, ragged, random } from './locate/layers.ts'
import { Oracle } from './locate/oracle.ts'
import { openFlat, openPostgis, openWhichPolygon, type Peer } from './locate/peers.ts'
import { compared, machine, median, print, type Result } from './report.ts'

interface Size {
  points: number
  rounds: number
  /** Places that are checked in each layer. */
  checks: number
}

export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const size: Size = isQuick
    ? { points: 300_000, rounds: 4, checks: 100_000 }
    : { points: 1_000_000, rounds: 11, checks: 3_400_000 }
  const results: Result[] = []
  let wrong = 0
  const url = process.env.BENCH_DATABASE_URL
  if (!url) console.error('BENCH_DATABASE_URL is not set: without the join in PostGIS')
  for (const grow of [() => cells(10_000), () => cells(100_000), () => ragged(10_000)]) {
    const layer = grow()
    console.error(`${layer.name}, ${(layer.corners / layer.faces.length).toFixed(1)} corners each`)
    const measured = await measure(layer, size, url)
    results.push(...measured.results)
    wrong += measured.wrong
  }
  print({ bench: 'locate', machine: machine(), results, wrong })
}

async function measure(
  layer: Layer,
  { points, rounds, checks }: Size,
  url: string | undefined,
): Promise<{ results: Result[]; wrong: number }> {
  const began = performance.now()
  const locator = built(layer)
  const ours = { built: performance.now() - began, rates: new Map<string, number[]>() }
  const places = scattered(layer, points, 3)
  const wrong = wrongIn(layer, locator, checks)
  const results: Result[] = []
  // One after another, so that the memory of one does not press on the next.
  for (const open of [
    openFlat,
    openWhichPolygon,
    ...(url ? [(each: Layer) => openPostgis(each, url)] : []),
  ]) {
    const peer = await open(layer)
    const rates = await inTurns(locator, peer, places, rounds)
    const what = { case: layer.name, peer: peer.name, unit: 'points/s' }
    results.push(compared(what, rates.ours, rates.theirs))
    results.push({
      ...compared(
        { case: `${layer.name}, built`, peer: peer.name, unit: 'polygons/s' },
        [(layer.faces.length / ours.built) * 1000],
        [(layer.faces.length / peer.built) * 1000],
      ),
    })
    if (peer.bytes !== null)
      results.push(
        compared(
          { case: `${layer.name}, memory`, peer: peer.name, unit: 'bytes/polygon' },
          [locator.buffer.byteLength / layer.faces.length],
          [peer.bytes / layer.faces.length],
        ),
      )
    await peer.close()
    console.error(`  ${peer.name}: ${Math.round(median(rates.theirs)).toLocaleString('en')} points/s`)
  }
  return { results, wrong }
}

function built({ faces }: Layer): Locator {
  const rings = new Rings()
  for (const [face, polygons] of faces.entries())
    for (const ring of polygons.flat()) rings.addUnits(face, ring)
  return buildLocator(rings)
}

interface Places {
  longitudes: Float64Array
  latitudes: Float64Array
}

/** Each at its turn, so that a slow minute of the machine meets both; both are warm before. */
async function inTurns(
  locator: Locator,
  peer: Peer,
  { longitudes, latitudes }: Places,
  rounds: number,
): Promise<{ ours: number[]; theirs: number[] }> {
  const some = longitudes.subarray(0, peer.points)
  const theirs = [some, latitudes.subarray(0, peer.points), new Int32Array(some.length)] as const
  const found = new Int32Array(longitudes.length)
  const rates = { ours: [] as number[], theirs: [] as number[] }
  await peer.locate(...theirs)
  await peer.locate(...theirs)
  locator.locateMany(longitudes, latitudes, found)
  for (let round = 0; round < rounds; round += 1) {
    let began = performance.now()
    locator.locateMany(longitudes, latitudes, found)
    rates.ours.push((found.length / (performance.now() - began)) * 1000)
    began = performance.now()
    await peer.locate(...theirs)
    rates.theirs.push((some.length / (performance.now() - began)) * 1000)
  }
  return rates
}

/** Uniformly over the box of the layer, in whole units: what no cache knows beforehand. */
function scattered({ faces }: Layer, count: number, seed: number): Places {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of faces.flat(2))
    for (let at = 0; at < ring.length; at += 2) {
      west = Math.min(west, ring[at] ?? 0)
      east = Math.max(east, ring[at] ?? 0)
      south = Math.min(south, ring[at + 1] ?? 0)
      north = Math.max(north, ring[at + 1] ?? 0)
    }
  const next = random(seed)
  const between = (from: number, upto: number) => Math.floor(from + next() * (upto - from + 1)) / perDegree
  return {
    longitudes: Float64Array.from({ length: count }, () => between(west, east)),
    latitudes: Float64Array.from({ length: count }, () => between(south, north)),
  }
}

/** Half of the checks anywhere, the others at corners, on borders and a unit beside them. */
function wrongIn(layer: Layer, locator: Locator, checks: number): number {
  const oracle = new Oracle(layer)
  let wrong = 0
  const check = (x: number, y: number): void => {
    const expected = oracle.holding(x, y)
    if (locator.locateUnits(x, y) !== (expected[0] ?? -1)) wrong += 1
    else if (
      expected.length > 1 &&
      String(locator.locateAll(x / perDegree, y / perDegree)) !== String(expected)
    )
      wrong += 1
  }
  const { longitudes, latitudes } = scattered(layer, Math.ceil(checks / 2), 4)
  for (const [at, longitude] of longitudes.entries())
    check(Math.round(longitude * perDegree), Math.round((latitudes[at] ?? 0) * perDegree))
  const next = random(5)
  const pick = (below: number) => Math.floor(next() * below)
  for (let done = 0; done < checks / 2; done += 3) {
    const polygons = layer.faces[pick(layer.faces.length)]?.flat() ?? []
    const ring = polygons[pick(polygons.length)] ?? []
    const at = 2 * pick(ring.length / 2 - 1)
    const [ax, ay, bx, by] = [ring[at] ?? 0, ring[at + 1] ?? 0, ring[at + 2] ?? 0, ring[at + 3] ?? 0]
    check(ax, ay)
    const [x, y] = onBorder(ax, ay, bx, by, pick)
    check(x, y)
    check(x + pick(3) - 1, y + pick(3) - 1)
  }
  return wrong
}

/** A whole place exactly on the edge where it has one between its ends, else one of the ends. */
function onBorder(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  pick: (below: number) => number,
): [x: number, y: number] {
  let [steps, rest] = [Math.abs(bx - ax), Math.abs(by - ay)]
  while (rest > 0) [steps, rest] = [rest, steps % rest]
  if (steps === 0) return [ax, ay]
  const step = pick(steps + 1)
  return [ax + ((bx - ax) / steps) * step, ay + ((by - ay) / steps) * step]
}
