// How fast tiles of 168,339 parts are made: packed points beside geojson-vt with vt-pbf, the same tiles with the same
// attributes in the same run, and beside ST_AsMVT where BENCH_DATABASE_URL names a server with PostGIS. Every tile of
// every zoom is read again with @mapbox/vector-tile and compared with plain arithmetic.
import { VectorTile } from '@mapbox/vector-tile'
import GeoJSONVT from 'geojson-vt'
import { PbfReader } from 'pbf'
import { fromGeojsonVt } from 'vt-pbf'
import { across, down, type TileId, tileAt } from '../src/geo/tile.ts'
import { encodeClusters } from '../src/geo/tile-clusters.ts'
import { type PackedPoints, packPoints, type TilePoint } from '../src/geo/tile-points.ts'
import { encodePoints } from '../src/geo/tile-points-writer.ts'
import { drawing, innerCity, makeParts, wholeDistrict } from './parts/made.ts'
import { compared, machine, print, type Result } from './report.ts'
import { openMvt } from './tile/mvt.ts'

const zooms = [11, 13, 14, 15, 16, 17]
const clusterZooms = [8, 10, 11, 12, 14]
/** A tile of so many features or fewer is to be made in five milliseconds. */
const largestCounted = 10_000
const inTurn = 40

export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const points = madePoints()
  const packed = timed(() => packPoints(points))
  const indexed = timed(() => peerIndex(points))
  const mvt = await openMvt(process.env.BENCH_DATABASE_URL, points)
  let wrong = 0
  const results: Result[] = []
  for (const z of zooms) {
    const tiles = tilesWith(points, z)
    wrong += tiles.reduce((sum, tile) => sum + wrongIn(packed.made, points, tile), 0)
    results.push(...(await speedOf(packed.made, indexed.made, mvt, tiles, isQuick)))
  }
  for (const z of clusterZooms) {
    const tiles = tilesWith(points, z)
    wrong += tiles.reduce((sum, tile) => sum + wrongCounts(packed.made, points, tile), 0)
    const times = tiles.map(tile => timed(() => encodeClusters(packed.made, tile, { name: 'part' })))
    const largest = Math.max(...times.map(({ made }) => made.length))
    results.push(
      single(`z${z} clusters, slowest tile, largest ${largest} B`, Math.max(...times.map(ms)), 'ms'),
    )
  }
  results.push(single(`packing ${wholeDistrict} parts`, packed.ms, 'ms', indexed.ms))
  results.push(single('bytes a part, packed', packed.made.bytes / wholeDistrict, 'B'))
  results.push(changeShown(packed.made))
  await mvt?.close()
  print({ bench: 'tile', machine: machine(), results, wrong })
}

function madePoints(): TilePoint[] {
  const kinds = Array.from(
    { length: 56 },
    (_, at) => `0${1 + Math.floor(at / 10)}${String(1 + (at % 10)).padStart(2, '0')}`,
  )
  return makeParts(wholeDistrict, { seed: 5, kinds, ground: innerCity }).map(
    ({ kind, sequence, longitude, latitude, state }) => ({
      id: Number(kind) * 1e6 + sequence,
      longitude,
      latitude,
      attributes: { kind, state },
      home: '110101/',
    }),
  )
}

/** Its usual settings, but for the deepest zoom and a tolerance that leaves points alone. */
function peerIndex(points: readonly TilePoint[]) {
  return new GeoJSONVT(
    {
      type: 'FeatureCollection',
      features: points.map(({ id, longitude, latitude, attributes }) => ({
        type: 'Feature' as const,
        id,
        geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
        properties: attributes,
      })),
    },
    { maxZoom: 18, buffer: 64, extent: 4096 },
  )
}

type Index = GeoJSONVT

function peerTile(index: Index, { z, x, y }: TileId): Uint8Array {
  const tile = index.getTile(z, x, y)
  return tile ? fromGeojsonVt({ part: tile }, { version: 2, extent: 4096 }) : new Uint8Array()
}

/**
 * All tiles of a zoom in turns of at most forty, ours and theirs after one another. Theirs keeps what it has cut: its
 * first reading of a tile, which cuts, and a second one, which only writes, are both told, the better one compared.
 */
async function speedOf(
  packed: PackedPoints,
  index: Index,
  mvt: Awaited<ReturnType<typeof openMvt>>,
  tiles: readonly TileId[],
  isQuick: boolean,
): Promise<Result[]> {
  const mine: number[] = []
  const theirs: number[] = []
  const cut: number[] = []
  const each: { ms: number; features: number }[] = []
  const held = tiles.map(tile => ({ tile, features: featuresIn(packed, tile) }))
  const rounds = isQuick ? 3 : 9
  for (let round = 0; round < rounds; round += 1) {
    for (let from = 0; from < held.length; from += inTurn) {
      const turn = held.slice(from, from + inTurn)
      const features = turn.reduce((sum, one) => sum + one.features, 0)
      const peer = timed(() => turn.reduce((sum, { tile }) => sum + peerTile(index, tile).length, 0))
      const ours = turn.map(({ tile }) => timed(() => encodePoints(packed, tile, { name: 'part' })))
      const into = round === 0 ? cut : theirs
      into.push(features / peer.ms)
      // Our first round is as cold as theirs and counts as the others do.
      mine.push(features / ours.reduce((sum, one) => sum + one.ms, 0))
      each.push(...ours.map((one, at) => ({ ms: one.ms, features: turn[at]?.features ?? 0 })))
    }
  }
  const z = tiles[0]?.z ?? 0
  const counted = each.filter(({ features }) => features <= largestCounted).map(ms)
  const told = `z${z}, ${tiles.length} tiles`
  const perSecond = (values: readonly number[]) => values.map(value => value * 1000)
  const results = [
    compared(
      { case: told, peer: 'geojson-vt + vt-pbf, cut before', unit: 'features/s' },
      perSecond(mine),
      perSecond(theirs),
    ),
    compared(
      { case: told, peer: 'geojson-vt + vt-pbf, first reading', unit: 'features/s' },
      perSecond(mine),
      perSecond(cut),
    ),
  ]
  if (counted.length > 0) results.push(single(`z${z}, p99 of tiles of 10,000 or fewer`, p99(counted), 'ms'))
  if (mvt) {
    const few = tiles.slice(0, isQuick ? 4 : 40)
    const asked: number[] = []
    for (const tile of few) asked.push((await mvt.features(tile)) * 1000)
    results.push(compared({ case: told, peer: 'ST_AsMVT', unit: 'features/s' }, perSecond(mine), asked))
  }
  return results
}

function featuresIn(packed: PackedPoints, { z, x, y }: TileId): number {
  const side = 2 ** (32 - z)
  const edge = (side * 64) / 4096
  const [west, north] = [x * side, y * side]
  return packed.within({
    west: west - edge,
    north: north - edge,
    east: west + side + edge,
    south: north + side + edge,
  }).count
}

function tilesWith(points: readonly TilePoint[], z: number): TileId[] {
  const found = new Map<string, TileId>()
  for (const { longitude, latitude } of points) {
    const tile = tileAt(longitude, latitude, z)
    found.set(`${tile.x} ${tile.y}`, tile)
  }
  return [...found.values()]
}

const places = new WeakMap<readonly TilePoint[], { right: Float64Array; lower: Float64Array }>()

/** Features that are missing, too many, at another place or said otherwise than plain arithmetic has them. */
function wrongIn(packed: PackedPoints, points: readonly TilePoint[], tile: TileId): number {
  const expected = new Map<number, string>()
  const edge = 64 / 4096
  const { right, lower } = placed(points)
  for (const [at, { id, attributes }] of points.entries()) {
    const [x, y] = [(right[at] ?? 0) * 2 ** tile.z - tile.x, (lower[at] ?? 0) * 2 ** tile.z - tile.y]
    if (x < -edge || x >= 1 + edge || y < -edge || y >= 1 + edge) continue
    expected.set(id, said(Math.round(x * 4096), Math.round(y * 4096), attributes))
  }
  const layer = new VectorTile(new PbfReader(encodePoints(packed, tile, { name: 'part' }))).layers.part
  let right_ = 0
  for (let at = 0; at < (layer?.length ?? 0); at += 1) {
    const feature = layer?.feature(at)
    const place = feature?.loadGeometry()[0]?.[0]
    if (feature && place && expected.get(feature.id ?? -1) === said(place.x, place.y, feature.properties))
      right_ += 1
  }
  return expected.size - right_ + Math.abs((layer?.length ?? 0) - expected.size)
}

/** By how many the counts of a tile miss what lies in it. */
function wrongCounts(packed: PackedPoints, points: readonly TilePoint[], tile: TileId): number {
  const { right, lower } = placed(points)
  let expected = 0
  for (let at = 0; at < points.length; at += 1) {
    const [x, y] = [Math.floor((right[at] ?? 0) * 2 ** tile.z), Math.floor((lower[at] ?? 0) * 2 ** tile.z)]
    if (x === tile.x && y === tile.y) expected += 1
  }
  const layer = new VectorTile(new PbfReader(encodeClusters(packed, tile, { name: 'part' }))).layers.part
  let found = 0
  for (let at = 0; at < (layer?.length ?? 0); at += 1)
    found += Number(layer?.feature(at).properties.count ?? 1)
  return Math.abs(found - expected)
}

function placed(points: readonly TilePoint[]): { right: Float64Array; lower: Float64Array } {
  const known = places.get(points) ?? {
    right: Float64Array.from(points, ({ longitude }) => across(longitude)),
    lower: Float64Array.from(points, ({ latitude }) => down(latitude)),
  }
  places.set(points, known)
  return known
}

function said(x: number, y: number, { kind, state }: Record<string, unknown>): string {
  return `${x} ${y} ${kind} ${state}`
}

/** A thousand parts that change, each seen in the tile that is made next. */
function changeShown(packed: PackedPoints): Result {
  const draw = drawing(9)
  const times = Array.from({ length: 1000 }, (_, at) => {
    const point: TilePoint = {
      id: Number(packed.ids[at * 100] ?? 0),
      longitude: innerCity.west + draw() * (innerCity.east - innerCity.west),
      latitude: innerCity.south + draw() * (innerCity.north - innerCity.south),
      attributes: { kind: '0101', state: 'damaged' },
      home: '110101/',
    }
    return timed(() => {
      packed.put(point)
      return encodePoints(packed, tileAt(point.longitude, point.latitude, 16), { name: 'part' })
    }).ms
  })
  return single('a changed part and its tile at z16, p99', p99(times), 'ms')
}

function timed<T>(work: () => T): { made: T; ms: number } {
  const began = performance.now()
  const made = work()
  return { made, ms: performance.now() - began }
}

const ms = (one: { ms: number }) => one.ms

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN
}

function single(name: string, value: number, unit: string, theirs?: number): Result {
  const peer = theirs === undefined ? 'none' : 'geojson-vt'
  return compared({ case: name, peer, unit }, [value], theirs === undefined ? undefined : [theirs])
}
