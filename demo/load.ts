// Puts the fictional city into an empty database, through the same functions that real imports use.
import { createHash } from 'node:crypto'
import { hashPassword } from '../src/base/argon.ts'
import type { Door, Tx } from '../src/base/db.ts'
import type { Acting } from '../src/base/events.ts'
import { publishShipped } from '../src/domains/catalogue/store/rulebooks.ts'
import { changeLayer } from '../src/domains/grids/store/layers.ts'
import { replaceLayer } from '../src/domains/grids/store.ts'
import { demoPassword } from '../src/domains/identity/demo.ts'
import { addAccount, addPost } from '../src/domains/identity/store/accounts.ts'
import { join } from '../src/domains/organisations/store.ts'
import { putParts } from '../src/domains/parts/store.ts'
import { replaceSource } from '../src/domains/places/store/replacing.ts'
import { addDistrict, addRegion, region } from '../src/domains/regions/store.ts'
import type { Model, Size } from '../src/models/model.ts'
import { openWords } from '../src/ui/words/open.ts'
import { openCentres } from './centres.ts'
import { type DemoCity, growCity } from './city.ts'
import { openOrganisations } from './responsibility.ts'

/** Printed beside the map: whose data it is. */
export const attribution = '虚构城市 · Invented city'

export async function loadCity(
  door: Door,
  now: string,
  { model, size, seed }: { model: Model; size: Size; seed?: number },
  say: (line: string) => void = () => {},
): Promise<DemoCity> {
  const city = growCity(size, seed)
  const [units, parts, places] = [city.layers[0]?.grids ?? [], city.parts, city.places].map(list =>
    list.length.toLocaleString('en'),
  )
  say(
    `Loading the fictional city (${model.name}): ${units} unit grids, ${parts} parts, ${places} things on the map …`,
  )
  await door.within({ district: city.district.code }, async tx => {
    const acting: Acting = { tx, now }
    await addDistrict(tx, city.district)
    for (const each of city.regions) await addRegion(tx, each)
    await publishShipped(tx, now)
    await layers(acting, city, model)
    const organisations = await openOrganisations(acting, model.edition)
    await staff(tx, now, city, organisations)
    await replaceSource(acting, {
      source: 'demo',
      attribution,
      digest: createHash('sha256').update(`${model.name} ${city.seed}`).digest('hex'),
      bounds: city.bounds,
      places: city.places,
    })
    const put = await putParts(acting, city.parts, { whole: true, file: `demo, seed ${city.seed}` })
    const [wrong] = put.refused
    if (wrong) throw new Error(`the demo part ${wrong.row} was refused: ${wrong.why} ${wrong.said}`)
  })
  return city
}

async function layers({ tx, now }: Acting, city: DemoCity, model: Model): Promise<void> {
  const [zh, en] = [openWords('zh'), openWords('en')]
  for (const { code, name: word, ...rules } of model.layers) {
    const name = { zh: zh.t(word), en: en.t(word) }
    const grids = city.layers.find(({ layer }) => layer === code)?.grids ?? []
    await replaceLayer(tx, now, { code, name }, grids)
    await changeLayer(tx, code, { name, ...rules, tolerance: 1 })
  }
}

async function staff(
  tx: Tx,
  now: string,
  { people, centres }: DemoCity,
  organisations: ReadonlyMap<string, string>,
): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  const placed: { post: string; centre: string }[] = []
  for (const { centre, organisation, ...person } of people) {
    const account = await addAccount(tx, now, { ...person, passwordHash })
    const where = await region(tx, person.region)
    if (account === undefined || !where) throw new Error(`the demo account ${person.login} could not be made`)
    const post = await addPost(tx, now, { account, role: person.role, region: where })
    const employer = organisation && organisations.get(organisation)
    if (employer) await join(tx, post, employer)
    if (centre !== undefined) placed.push({ post, centre })
  }
  await openCentres(tx, now, centres, placed)
}
