// What somebody would otherwise pick: a well-known package, the strongest simple thing that can be written over a
// well-known index, and the database.
import { randomBytes } from 'node:crypto'
import Flatbush from 'flatbush'
import pg from 'pg'
import whichPolygon from 'which-polygon'
import { perDegree } from '../../src/geo/locate/rings.ts'
import type { Layer, Polygon } from './layers.ts'

export interface Peer {
  name: string
  /** How many of the points a round may take of its time. */
  points: number
  /** Milliseconds that it took to be ready. */
  built: number
  bytes: number | null
  locate(longitudes: Float64Array, latitudes: Float64Array, found: Int32Array): Promise<void> | void
  close(): Promise<void> | void
}

/** GeoJSON in, the properties of a polygon out. */
export function openWhichPolygon({ faces }: Layer): Peer {
  const features = faces.map((polygons, face) => ({
    type: 'Feature' as const,
    properties: { face },
    geometry: { type: 'MultiPolygon' as const, coordinates: polygons.map(positions) },
  }))
  const began = performance.now()
  const query = whichPolygon<{ face: number }>({ type: 'FeatureCollection', features })
  return {
    name: 'which-polygon',
    points: 40_000,
    built: performance.now() - began,
    bytes: null,
    locate: (longitudes, latitudes, found) => {
      for (let at = 0; at < found.length; at += 1)
        found[at] = query([longitudes[at] ?? 0, latitudes[at] ?? 0])?.face ?? -1
    },
    close: () => {},
  }
}

/** Boxes in flatbush, all corners in one flat array, the even-odd rule over the rings of a box that is hit. */
export function openFlat({ faces, corners }: Layer): Peer {
  const began = performance.now()
  const rings = faces.flatMap((polygons, face) => polygons.flat().map(ring => ({ face, ring })))
  const flat = new Float64Array(2 * (corners + rings.length))
  const starts = new Int32Array(faces.length + 1)
  const ringStarts = new Int32Array(rings.length + 1)
  const index = new Flatbush(faces.length)
  let [at, ring] = [0, 0]
  for (const [face, polygons] of faces.entries()) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const each of polygons.flat()) {
      for (let from = 0; from < each.length; from += 2) {
        const [x, y] = [(each[from] ?? 0) / perDegree, (each[from + 1] ?? 0) / perDegree]
        flat[at++] = x
        flat[at++] = y
        west = Math.min(west, x)
        east = Math.max(east, x)
        south = Math.min(south, y)
        north = Math.max(north, y)
      }
      ring += 1
      ringStarts[ring] = at
    }
    starts[face + 1] = ring
    index.add(west, south, east, north)
  }
  index.finish()
  const built = performance.now() - began
  let [x, y, hit] = [0, 0, -1]
  const isHit = (face: number): boolean => {
    if (hit >= 0 && hit < face) return false
    let isInside = false
    for (let each = starts[face] ?? 0; each < (starts[face + 1] ?? 0); each += 1) {
      const end = (ringStarts[each + 1] ?? 0) - 2
      for (let from = ringStarts[each] ?? 0; from < end; from += 2) {
        const ay = flat[from + 1] ?? 0
        const by = flat[from + 3] ?? 0
        if (ay > y === by > y) continue
        const ax = flat[from] ?? 0
        if (x >= ax + ((y - ay) * ((flat[from + 2] ?? 0) - ax)) / (by - ay)) isInside = !isInside
      }
    }
    if (isInside) hit = face
    return false
  }
  return {
    name: 'flatbush + flat arrays',
    points: 100_000,
    built,
    bytes: index.data.byteLength + flat.byteLength + starts.byteLength + ringStarts.byteLength,
    locate: (longitudes, latitudes, found) => {
      for (let point = 0; point < found.length; point += 1) {
        x = longitudes[point] ?? 0
        y = latitudes[point] ?? 0
        hit = -1
        index.search(x, y, x, y, isHit)
        found[point] = hit
      }
    },
    close: () => {},
  }
}

/** A join of two tables with a GiST index, in a database of its own. */
export async function openPostgis({ faces }: Layer, url: string): Promise<Peer> {
  const name = `gangmu_bench_${randomBytes(4).toString('hex')}`
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const client = new pg.Client({ connectionString: own.href, options: '-c jit=off' })
  await client.connect()
  await client.query(`create extension postgis;
    create table grid (face integer, shape geometry(multipolygon, 4326));
    create table point (at integer, place geometry(point, 4326))`)
  const began = performance.now()
  for (let from = 0; from < faces.length; from += 1000) {
    const some = faces.slice(from, from + 1000)
    await client.query(
      'insert into grid select given.face, st_geomfromwkb(given.shape, 4326) from unnest($1::integer[], $2::bytea[]) as given (face, shape)',
      [some.map((_, at) => from + at), some.map(wkb)],
    )
  }
  await client.query('create index on grid using gist (shape); analyze grid')
  const built = performance.now() - began
  let kept: Float64Array | undefined
  return {
    name: 'PostGIS join',
    points: 20_000,
    built,
    bytes: null,
    locate: async (longitudes, latitudes, found) => {
      // The points lie in a table before the clock begins, see `prepare` of the bench.
      if (kept !== longitudes) {
        kept = longitudes
        await client.query('truncate point')
        await client.query(
          `insert into point select row.at, st_setsrid(st_makepoint(row.x, row.y), 4326)
          from unnest($1::float8[], $2::float8[]) with ordinality as row (x, y, at)`,
          [[...longitudes], [...latitudes]],
        )
        await client.query('analyze point')
        return
      }
      const { rows } = await client.query<{ at: number; face: number }>(
        'select point.at, grid.face from point join grid on st_contains(grid.shape, point.place)',
      )
      found.fill(-1)
      for (const { at, face } of rows) found[at - 1] = face
    },
    close: async () => {
      await client.end()
      await owner.query(`drop database ${name}`)
      await owner.end()
    },
  }
}

function positions(polygon: Polygon): number[][][] {
  return polygon.map(ring => {
    const all: number[][] = []
    for (let at = 0; at < ring.length; at += 2)
      all.push([(ring[at] ?? 0) / perDegree, (ring[at + 1] ?? 0) / perDegree])
    return all
  })
}

function wkb(polygons: readonly Polygon[]): Buffer {
  const length = polygons.flat().reduce((sum, ring) => sum + 4 + ring.length * 8, 9 + polygons.length * 9)
  const bytes = Buffer.alloc(length)
  let at = 0
  const head = (type: number, count: number): void => {
    at = bytes.writeUInt8(1, at)
    at = bytes.writeUInt32LE(type, at)
    at = bytes.writeUInt32LE(count, at)
  }
  head(6, polygons.length)
  for (const polygon of polygons) {
    head(3, polygon.length)
    for (const ring of polygon) {
      at = bytes.writeUInt32LE(ring.length / 2, at)
      for (const units of ring) at = bytes.writeDoubleLE(units / perDegree, at)
    }
  }
  return bytes
}
