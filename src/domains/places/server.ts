// Places: the base map and its tiles, what is on it as a list, and finding it by name.
import { implement } from '@orpc/server'
import { refusal } from '../../base/errors.ts'
import { type Asked, guard, openGuard } from '../../base/gate.ts'
import { tileBounds } from '../../geo/tile.ts'
import { placeContract } from './contract.ts'
import { zooms } from './layers.ts'
import { type Listing, listings } from './rules.ts'
import { baseMap, type Cursor, listedIn, mapVersion, placesNamed, placesToDraw, unnamedIn } from './store.ts'
import { drawTile, TileMemory } from './tiles.ts'

const on = implement(placeContract).$context<Asked>().use(guard)
/** Tiles are drawn after their transaction, so that nobody waits for the database meanwhile. */
const apart = implement(placeContract).$context<Asked>().use(openGuard)

const memory = new TileMemory()

const aPage = 100

export const placeRouter = {
  map: on.map.handler(async ({ context }) => {
    const map = await baseMap(context.tx)
    const bounds = map && ([map.bounds.west, map.bounds.south, map.bounds.east, map.bounds.north] as const)
    return {
      version: map?.version ?? 'none',
      bounds: bounds ? [...bounds] : null,
      attribution: map?.attribution ?? null,
      minZoom: zooms.least,
      maxZoom: zooms.most,
    }
  }),

  tile: apart.tile.handler(async ({ context: { begin }, input: { params, query, headers } }) => {
    if (params.x >= 2 ** params.z || params.y >= 2 ** params.z || params.z > zooms.most)
      throw refusal('base.not_found')
    const version = await begin(mapVersion)
    const told = {
      ETag: `"${version ?? 'none'}"`,
      // The same address shows other districts to whoever is signed in there.
      'Cache-Control': `private, ${query.version !== undefined && query.version === version ? 'max-age=31536000, immutable' : 'no-cache'}`,
    }
    if (headers['if-none-match'] === told.ETag) return { status: 304, headers: told }
    const tile =
      version === undefined
        ? undefined
        : await memory.get(version, params, async () => {
            const box = tileBounds(params)
            return drawTile(params, await begin(tx => placesToDraw(tx, box, params.z)))
          })
    if (!tile) return { status: 204, headers: told }
    return {
      status: 200,
      headers: { ...told, 'Content-Encoding': 'gzip' },
      body: new File([tile], 'tile.mvt', { type: 'application/vnd.mapbox-vector-tile' }),
    }
  }),

  list: on.list.handler(async ({ context, input: { kinds, after, ...box } }) => {
    const places = await listedIn(context.tx, box, { kinds, after: opened(after), limit: aPage })
    const last = places.length === aPage ? places.at(-1) : undefined
    return {
      places,
      after: last ? closed(last) : null,
      unnamed: after === undefined ? await unnamedIn(context.tx, box) : [],
    }
  }),

  search: on.search.handler(({ context, input: { text } }) => placesNamed(context.tx, text, 20)),
}

function closed({ listed, name, id }: Cursor): string {
  return Buffer.from(JSON.stringify([listed, name, id])).toString('base64url')
}

/** Where the list goes on; what was not made by this server is refused. */
function opened(after: string | undefined): Cursor | undefined {
  if (after === undefined) return undefined
  let said: unknown
  try {
    said = JSON.parse(Buffer.from(after, 'base64url').toString())
  } catch {
    said = undefined
  }
  const [listed, name, id]: unknown[] = Array.isArray(said) ? said : []
  const known: Listing | undefined = listings.find(each => each === listed)
  if (!known || typeof name !== 'string' || typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id))
    throw refusal('base.bad_input', { fields: [{ field: 'after', wrong: 'not an answer of this list' }] })
  return { listed: known, name, id }
}
