// What the program itself tells of its city: grids, kinds, houses, accounts and departments. Nothing is known of the
// city besides, so that any district can be played.
import type { Kind } from '../../src/domains/catalogue/contract.ts'
import type { DemoAccount } from '../../src/domains/identity/demo.ts'
import { type Dice, dice } from './dice.ts'
import { centreOf, type GridShape, metres, type Place } from './land.ts'
import type { Line } from './line.ts'
import { type Thing, thingOf } from './things.ts'

export interface TownKind {
  edition: string
  type: 'part' | 'event'
  code: string
  name: { zh: string; en: string }
  thing: Thing
  /** Offered to residents. */
  offered: boolean
  weight: number
  nearMetres: number
  checkMetres: number
}

export interface Town {
  seed: number
  grids: readonly GridShape[]
  kinds: readonly TownKind[]
  accounts: readonly DemoAccount[]
  houses: readonly { name: string; place: Place }[]
}

export async function townOver(line: Line, seed: number): Promise<Town> {
  const visitor = line.stranger('visitor', '10.0.0.2')
  const { ask } = visitor
  const accounts = await ask.identity.demoAccounts()
  const layers = await ask.grids.layers()
  const layer = layers.find(({ code }) => code === 'unit') ?? layers.toSorted((a, b) => b.grids - a.grids)[0]
  if (!layer) throw new Error('The district has no grids yet: import a layer first (import-grids).')
  const { features } = await ask.grids.layer({ layer: layer.code })
  const grids = features.flatMap(({ properties, geometry }): GridShape[] => {
    const rings = geometry.coordinates[0]
    return rings ? [{ ...properties, rings, centre: centreOf(rings) }] : []
  })
  return {
    seed,
    grids,
    accounts,
    kinds: kindsOf(await ask.catalogue.kinds(), seed),
    houses: await houses(line),
  }
}

function kindsOf(all: readonly Kind[], seed: number): TownKind[] {
  const editions = new Set(all.filter(({ offered }) => offered !== null).map(({ edition }) => edition))
  return all
    .filter(({ edition, retired }) => !retired && editions.has(edition))
    .filter(({ type, offered }) => offered !== null || type === 'event')
    .map(({ offered, ...kind }) => ({
      ...kind,
      offered: offered !== null,
      thing: thingOf(kind.name.en),
      // What residents are offered is what happens most; the rest is rare, some of it very.
      weight: offered === null ? dice(seed, 'kind', kind.code).between(0.02, 0.4) : 4 + 12 / (offered + 1),
    }))
}

const mostHouses = 4000

async function houses(line: Line): Promise<Town['houses']> {
  const { ask } = line.stranger('visitor', '10.0.0.2')
  const { version, bounds } = await ask.places.map()
  if (version === 'none' || bounds === null) return []
  const [west, south, east, north] = bounds
  const found: { name: string; place: Place }[] = []
  let after: string | undefined
  do {
    const page = await ask.places.list({
      west,
      south,
      east,
      north,
      kinds: 'address',
      ...(after !== undefined && { after }),
    })
    found.push(
      ...page.places.map(({ name, longitude, latitude }) => ({ name, place: { longitude, latitude } })),
    )
    after = page.after ?? undefined
  } while (after !== undefined && found.length < mostHouses)
  return found
}

/** How people there call a place. */
export function addressAt({ houses, grids }: Town, place: Place, throws: Dice): string {
  let best: { name: string; far: number } | undefined
  for (const { name, place: at } of houses) {
    const far = Math.abs(at.longitude - place.longitude) + Math.abs(at.latitude - place.latitude)
    if (!best || far < best.far) best = { name, far }
  }
  if (best) return `${best.name}${throws.pick(['门前', '对面', '旁边', '门口', '东侧', '西侧'])}`
  const grid = nearest(grids, place)
  return `${grid?.name ?? ''} ${throws.whole(1, 60)} 号附近`.trim()
}

export function nearest(grids: readonly GridShape[], place: Place): GridShape | undefined {
  let best: { grid: GridShape; far: number } | undefined
  for (const grid of grids) {
    const far = metres(grid.centre, place)
    if (!best || far < best.far) best = { grid, far }
  }
  return best?.grid
}
