// Tiles of the register: what the post may see of a district's packed points, counted below zoom 15.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { refusal } from '../../base/errors.ts'
import type { OpenCtx } from '../../base/gate.ts'
import type { TileId } from '../../geo/tile.ts'
import { encodeClusters, lastClustered } from '../../geo/tile-clusters.ts'
import type { PointFilter } from '../../geo/tile-points.ts'
import { encodePoints } from '../../geo/tile-points-writer.ts'
import { PackedDistricts } from './packing.ts'

interface TileAsked {
  params: TileId
  query: { kinds?: readonly string[] | undefined }
  headers: { 'if-none-match'?: string | undefined }
}

type Told = Record<string, string>
type TileAnswer =
  | { status: 200; headers: Told; body: File }
  | { status: 204; headers: Told }
  | { status: 304; headers: Told }

const pack = promisify(gzip)
const districts = new PackedDistricts()

export async function tileOf(
  { begin, district, actor }: Pick<OpenCtx, 'begin' | 'district' | 'actor'>,
  { params, query: { kinds }, headers }: TileAsked,
): Promise<TileAnswer> {
  if (params.x >= 2 ** params.z || params.y >= 2 ** params.z) throw refusal('base.not_found')
  const reach = actor?.reach ?? ''
  const { points, base, revision } = await districts.current(district, begin)
  const told = {
    ETag: `"${base}.${revision.number}.${reach.replaceAll('/', '-')}"`,
    // The same address shows other parts to whoever else is signed in there.
    'Cache-Control': 'private, no-cache',
    Vary: 'Cookie, Authorization',
  }
  if (headers['if-none-match']?.replace(/^W\//, '') === told.ETag) return { status: 304, headers: told }
  const filter: PointFilter = {
    home: path => path.startsWith(reach),
    ...(kinds && { attributes: ({ kind }) => typeof kind === 'string' && kinds.includes(kind) }),
  }
  const tile =
    params.z <= lastClustered
      ? encodeClusters(points, params, { name: 'part', filter })
      : encodePoints(points, params, { name: 'part', filter })
  if (tile.length === 0) return { status: 204, headers: told }
  return {
    status: 200,
    headers: { ...told, 'Content-Encoding': 'gzip' },
    body: new File([new Uint8Array(await pack(tile, { level: 3 }))], 'tile.mvt', {
      type: 'application/vnd.mapbox-vector-tile',
    }),
  }
}
