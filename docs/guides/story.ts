// Two days in the fictional city, told through its calls as people at their desks would: enough cases for full queues, some of
// them late, some asked about, some done. The same every time, but for what the city itself draws by lot.
import { manhole } from '../../test/pictures.ts'
import type { Client, Town } from './town.ts'

export interface Point {
  longitude: number
  latitude: number
}

/** What a resident would say, by the beginning of what the kind is called. */
const said: readonly [kind: RegExp, words: string][] = [
  [/井盖/, '井盖松了，车一过就响。'],
  [/灯/, '灯灭了三天，晚上看不见路。'],
  [/垃圾|果皮/, '堆了两天，有味道了。'],
  [/积水|漏水/, '下过雨水退不下去，过不了人。'],
  [/树|绿/, '枝子断了，挂在人行道上面。'],
  [/广告/, '墙上又贴满了。'],
  [/占道|经营|摊/, '摊子摆到车道上了。'],
  [/消防|通道/, '消防车进不来。'],
  [/路|人行道/, '砖翘起来了，老人绊了一跤。'],
]
const streets = ['桥头街', '白鹭东路', '柳营路', '文庙街', '书院巷', '江滨大道', '石桥里']

/** A generator with a seed in place of chance. */
export function dice(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

export async function picture(client: Client, state: 'broken' | 'mended', seed: number): Promise<string> {
  return (await client.files.upload({ file: await manhole(state, seed) })).id
}

/** Points inside grids in the middle of the city, near enough to one another to stand on one map; the first is the middle. */
export async function placesOf(town: Town, count: number): Promise<Point[]> {
  const layers = await town.ask.grids.layers()
  // Cases are filed by unit grids; a city may have other layers beside.
  const layer = layers.find(({ code }) => code === 'unit') ?? layers[0]
  const { features } = await town.ask.grids.layer({ layer: layer?.code ?? '' })
  const middles = features.map(({ geometry }) => middleOf(geometry))
  const middle = middleOf({ coordinates: middles.map(({ longitude, latitude }) => [longitude, latitude]) })
  const away = ({ longitude, latitude }: Point): number =>
    Math.hypot((longitude - middle.longitude) * 0.87, latitude - middle.latitude)
  const roll = dice(11)
  return middles
    .sort((a, b) => away(a) - away(b))
    .slice(0, count * 2)
    .filter((_, at) => at % 2 === 0)
    .map(({ longitude, latitude }) => ({
      longitude: longitude + (roll(40) - 20) / 100_000,
      latitude: latitude + (roll(40) - 20) / 100_000,
    }))
}

/** How people there would say where it is: by what the map names nearby, else by a street of ours. */
export async function addressAt(town: Town, { longitude, latitude }: Point, at: number): Promise<string> {
  const { places } = await town.ask.places.list({
    west: longitude - 0.0012,
    east: longitude + 0.0012,
    south: latitude - 0.001,
    north: latitude + 0.001,
  })
  const named = places.find(({ name }) => name)?.name
  const street = named ?? streets[at % streets.length] ?? ''
  return /号/.test(street) ? street : `${street} ${3 + ((at * 17) % 140)} 号`
}

/** Callers of a morning; gives the cases in the order in which they came. */
export async function calls(town: Town, points: readonly Point[], seed: number): Promise<string[]> {
  const roll = dice(seed)
  const hotline = await town.as('acceptor')
  const kinds = (await town.ask.catalogue.kinds()).filter(
    ({ retired, offered }) => !retired && offered !== null,
  )
  const ids: string[] = []
  for (const [at, point] of points.entries()) {
    const kind = kinds[roll(kinds.length)]
    if (!kind) throw new Error('the city offers no kind to residents')
    const isManhole = /井盖/.test(kind.name.zh)
    const { id } = await hotline.cases.report({
      kind: { edition: kind.edition, type: kind.type, code: kind.code },
      where: { ...point, precision: 'map' },
      address: await addressAt(town, point, seed + at),
      description: said.find(([about]) => about.test(kind.name.zh))?.[1] ?? '路过看见，请来人看一下。',
      pictures: isManhole ? [await picture(hotline, 'broken', seed + at)] : [],
    })
    ids.push(id)
  }
  return ids
}

export async function accepted(town: Town, ids: readonly string[]): Promise<void> {
  await (await town.as('acceptor')).supervision.acceptMany({ ids: [...ids] })
}

/** Filed under the first condition of the kind. */
export async function filed(town: Town, ids: readonly string[]): Promise<void> {
  const leader = await town.as('shift_leader')
  for (const id of ids) {
    const { conditions } = await leader.supervision.conditions({ id })
    await leader.supervision.file({ id, ...(conditions[0] && { condition: conditions[0].seq }) })
  }
}

/** Sent to whom the rules propose; gives for each the client of a clerk who can take it. */
export async function dispatched(town: Town, ids: readonly string[]): Promise<Map<string, Client>> {
  const dispatcher = await town.as('dispatcher')
  const clerks = await clerksOf(town)
  const taken = new Map<string, Client>()
  for (const id of ids) {
    const { proposed } = await dispatcher.command.proposal({ id })
    const department = proposed?.department.id ?? (await dispatcher.organisations.list())[0]?.id
    if (department === undefined) throw new Error('the city has no department')
    await dispatcher.command.dispatch({ id, department })
    for (const clerk of clerks) {
      const isTaken = await clerk.handling.take({ id }).then(
        () => true,
        () => false,
      )
      if (isTaken) taken.set(id, clerk)
      if (isTaken) break
    }
  }
  return taken
}

export async function finished(clerk: Client, id: string, seed: number): Promise<void> {
  const [before, after] = [await picture(clerk, 'broken', seed), await picture(clerk, 'mended', seed + 1)]
  await clerk.handling.finish({ id, pictures: [after], before: [before] })
}

/** Passed on, looked at by whoever is drawn, from too far away where `isFar`, and closed. */
export async function closed(town: Town, id: string, seed: number, isFar = false): Promise<void> {
  const coordinator = await town.as('coordinator')
  const leader = await town.as('shift_leader')
  await coordinator.command.pass({ id })
  const inspector = await drawnFor(town, id)
  const { place } = await leader.cases.show({ id })
  await inspector.supervision.check({
    id,
    fixed: true,
    pictures: [await picture(inspector, 'mended', seed)],
    position: {
      longitude: place.longitude + (isFar ? 0.02 : 0.00004),
      latitude: place.latitude,
    },
    ...(isFar && { away: 'seen_from_afar' }),
  })
  await leader.supervision.close({ id, outcome: 'fixed' })
}

/** Whoever was drawn to look, once he has been: that happens in the background. */
export async function drawnAccount(town: Town, id: string) {
  const leader = await town.as('shift_leader')
  for (let tries = 0; tries < 120; tries += 1) {
    const { task } = await leader.cases.show({ id })
    const accounts = (await town.ask.identity.demoAccounts()).filter(({ role }) => role === 'inspector')
    const account = accounts.find(({ name }) => name === task?.name)
    if (account) return account
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  throw new Error('no inspector was drawn')
}

async function drawnFor(town: Town, id: string): Promise<Client> {
  return town.signedIn(await drawnAccount(town, id))
}

async function clerksOf(town: Town): Promise<Client[]> {
  const accounts = (await town.ask.identity.demoAccounts()).filter(({ role }) => role === 'department_clerk')
  return Promise.all(accounts.map(each => town.signedIn(each)))
}

/** The mean of the corners: inside wherever a grid is a block. */
function middleOf(geometry: { coordinates: unknown }): Point {
  const corners: number[][] = []
  const collect = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') corners.push(value)
    else for (const each of value) collect(each)
  }
  collect(geometry.coordinates)
  const mean = (axis: number): number =>
    Math.round((corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / corners.length) * 1e6) / 1e6
  return { longitude: mean(0), latitude: mean(1) }
}
