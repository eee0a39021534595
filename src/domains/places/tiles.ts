// Tiles of the base map: what is read becomes layers, is encoded and packed once, and kept in memory until other
// tiles need the room or the map has a new version.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Attributes, encodeTile, type Feature, type Layer, type TileId, usual } from '../../geo/tile.ts'
import { readWkb } from '../../geo/wkb.ts'
import { layers, zooms } from './layers.ts'
import type { DrawnPlace } from './store.ts'

const pack = promisify(gzip)

/** A packed tile; undefined where nothing lies in it. */
export type Tile = Uint8Array<ArrayBuffer> | undefined

export async function drawTile(tile: TileId, places: readonly DrawnPlace[]): Promise<Tile> {
  const bytes = encodeTile(tile, layersOf(places), {
    // The last zoom is enlarged by the map: there every corner counts.
    tolerance: tile.z >= zooms.most ? 1 : usual.tolerance,
  })
  return bytes.length === 0 ? undefined : new Uint8Array(await pack(bytes))
}

/** Things that say the same are one feature: most houses have no name. */
function layersOf(places: readonly DrawnPlace[]): Layer[] {
  const found = new Map<string, Map<string, Feature>>(layers.map(layer => [layer, new Map()]))
  for (const place of places) {
    const { points, lines, polygons, type } = readWkb(place.shape)
    const attributes = attributesOf(place)
    const features = found.get(place.layer)
    const key = type === 'point' ? String(features?.size) : JSON.stringify(attributes)
    const same = features?.get(key)
    if (type === 'point') features?.set(key, { type, points, attributes })
    else if (type === 'line') {
      const before = same?.type === 'line' ? same.lines : []
      features?.set(key, { type, lines: [...before, ...lines], attributes })
    } else {
      const before = same?.type === 'polygon' ? same.polygons : []
      features?.set(key, { type, polygons: [...before, ...polygons], attributes })
    }
  }
  return [...found].map(([name, features]) => ({ name, features: [...features.values()] }))
}

function attributesOf({ layer, kind, name, number, street, bridge, tunnel, rank }: DrawnPlace): Attributes {
  if (layer === 'address') return street === '' ? { number } : { number, street }
  const named = name === '' ? {} : { name }
  if (layer === 'building') return named
  if (layer === 'label') return { kind: kind ?? '', ...named, rank: rank ?? 5 }
  if (layer === 'street')
    return { kind: kind ?? '', ...named, bridge: Number(bridge), tunnel: Number(tunnel) }
  if (layer === 'waterway') return { kind: kind ?? '', ...named }
  return kind === null ? {} : { kind }
}

const mostBytes = 48 * 1024 * 1024
/** What an entry costs beside its bytes. */
const overhead = 200

/** The tiles asked for most lately; of those who ask for the same one at once, one has it made. */
export class TileMemory {
  #tiles = new Map<string, Tile>()
  #making = new Map<string, Promise<Tile>>()
  #bytes = 0
  #most: number

  constructor(most = mostBytes) {
    this.#most = most
  }

  async get(version: string, { z, x, y }: TileId, make: () => Promise<Tile>): Promise<Tile> {
    const key = `${version} ${z}/${x}/${y}`
    if (this.#tiles.has(key)) {
      const tile = this.#tiles.get(key)
      this.#tiles.delete(key)
      this.#tiles.set(key, tile)
      return tile
    }
    const running = this.#making.get(key)
    if (running) return running
    const making = make()
    this.#making.set(key, making)
    try {
      const tile = await making
      this.#keep(key, tile)
      return tile
    } finally {
      this.#making.delete(key)
    }
  }

  #keep(key: string, tile: Tile): void {
    this.#tiles.set(key, tile)
    this.#bytes += sizeOf(tile)
    for (const [oldest, held] of this.#tiles) {
      if (this.#bytes <= this.#most) return
      this.#tiles.delete(oldest)
      this.#bytes -= sizeOf(held)
    }
  }
}

function sizeOf(tile: Tile): number {
  return overhead + (tile?.length ?? 0)
}
