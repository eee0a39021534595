// The unit grids that an inspector may name instead of a position: those within his reach, by community.
import { call } from '@orpc/server'
import { middle, squareMetres } from '../../../geo/ring.ts'
import { named } from '../../../ui/words/words.ts'
import { gridRouter } from '../../grids/server.ts'
import { unitLayer } from '../../grids/store.ts'
import { regionRouter } from '../../regions/server.ts'
import type { Room } from './room.ts'

export async function gridsByCommunity(
  room: Room,
): Promise<ReadonlyMap<string, { code: string; name: string }[]>> {
  const { context, reader } = room
  const regions = await call(regionRouter.list, undefined, { context })
  const names = new Map(regions.map(({ code, name }) => [code, named(name, reader.language)]))
  const own = (await within(room)).map(({ properties }) => properties)
  const sorted = own.sort((a, b) => (a.code < b.code ? -1 : 1))
  return Map.groupBy(sorted, ({ region }) => names.get(region) ?? region)
}

/** A place well inside the grid: of several areas, in the largest. */
export async function middleOf(
  room: Room,
  code: string,
): Promise<{ name: string; at: { longitude: number; latitude: number } } | undefined> {
  const found = (await within(room)).find(({ properties }) => properties.code === code)
  const areas = (found?.geometry.coordinates ?? []).map(rings =>
    rings.map(ring => ring.map(([x = 0, y = 0]): [number, number] => [x, y])),
  )
  const [largest] = areas.sort((a, b) => squareMetres(b) - squareMetres(a))
  if (!found || !largest) return undefined
  const [longitude, latitude] = middle(largest)
  return { name: found.properties.name, at: { longitude, latitude } }
}

async function within({ context, actor }: Room) {
  const { features } = await call(gridRouter.layer, { layer: unitLayer }, { context })
  return features.filter(({ properties }) => properties.region.startsWith(actor.region))
}
