// Makes a district ready for published requests, in one transaction: regions, grids, departments, an edition of its own
// kinds with its rulebook, rules of responsibility, the calendar, and the posts that cases are walked through.
import { v7 as newId } from 'uuid'
import { instant } from '../../base/clock.ts'
import { type Acting, record } from '../../base/events.ts'
import { bookOf, versions } from '../catalogue/store/books.ts'
import { addVersion, publishShipped } from '../catalogue/store/rulebooks.ts'
import { addEdition } from '../catalogue/store.ts'
import { replaceLayer, unitLayer } from '../grids/store.ts'
import { type Role, roles } from '../identity/rules.ts'
import { addAccount, addPost } from '../identity/store/accounts.ts'
import { keep } from '../organisations/store/rules.ts'
import { addOrganisation, join } from '../organisations/store.ts'
import { publishCalendar } from '../regions/publishing.ts'
import { noEdits } from '../regions/rules.ts'
import { addDistrict, addRegion, type District } from '../regions/store.ts'
import type { Founded } from './founding.ts'
import { federalHolidays, isInUnitedStates } from './holidays.ts'
import { addImport, addWalker } from './store.ts'
import { asOf, type Survey } from './surveying.ts'
import { walks } from './walking.ts'

type Bilingual = District['name']

export interface Grounding {
  district: District
  founded: Founded
  survey: Survey
  file: string
  digest: string
  attribution: string
  names: { unitLayer: Bilingual; edition: Bilingual }
  /** Of a password that nobody knows. */
  passwordHash: string
}

export async function ground(acting: Acting, given: Grounding): Promise<void> {
  const { tx, now } = acting
  const { district, founded, survey, file, digest, attribution } = given
  await addDistrict(tx, district)
  for (const { name, ...region } of founded.regions)
    await addRegion(tx, {
      ...region,
      name: region.level === 'district' ? district.name : { zh: name, en: name },
      ...(region.level === 'district' && founded.box && { shape: frameOf(founded.box) }),
    })
  const edition = await addKinds(acting, given)
  await keepCalendar(acting, given)
  await replaceLayer(tx, now, { code: unitLayer, name: given.names.unitLayer }, founded.grids)
  const departments = new Map<string, string>()
  for (const { said, code, name } of founded.departments)
    departments.set(said, await addOrganisation(tx, { code, name: { zh: name, en: name } }))
  await keep(
    acting,
    founded.kinds.flatMap(({ code, department }) => {
      const to = departments.get(department)
      if (to === undefined) return []
      const kind = { edition, type: 'event' as const, code }
      return [{ what: 'add' as const, rule: { kind, region: null, maintainer: null, to } }]
    }),
  )
  const id = newId()
  await addImport(tx, now, { id, digest, file, attribution, edition, asOf: instant(asOf(survey).at) })
  await openWalkers(acting, id, given, departments)
  await record(acting, { subject: id, happened: 'intake.import_began', detail: { digest, edition } })
}

function frameOf({ west, south, east, north }: NonNullable<Founded['box']>) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon' as const, coordinates: [ring] }
}

/** The district's own edition, and the version of its rulebook that cases are filed under. */
async function addKinds(acting: Acting, { district, founded, names }: Grounding): Promise<string> {
  const { tx, now } = acting
  const edition = `r311_${district.code}`
  await addEdition(tx, {
    code: edition,
    name: names.edition,
    kinds: founded.kinds.map(({ code, class: group, name, offered }) => ({
      ...{ code, offered, type: 'event' as const, extension: false },
      class: { zh: group, en: group },
      name: { zh: name, en: name },
    })),
  })
  await publishShipped(tx, now)
  const [shipped] = await versions(tx)
  const book = shipped && (await bookOf(tx, shipped.id))
  if (!shipped || !book) throw new Error('there is no shipped rulebook')
  const id = newId()
  const version = shipped.version + 1
  const digest = await addVersion(tx, {
    ...{ id, version, validFrom: now, publishedAt: now, publishedBy: null },
    // What stands of our kinds already is what they are given here: nothing must be photographed.
    book: {
      ...book,
      edition,
      kinds: book.kinds.map(kind => (kind.edition === edition ? { ...kind, proof: 'none' as const } : kind)),
    },
  })
  await record(acting, {
    subject: id,
    happened: 'catalogue.published',
    detail: { version, validFrom: now, digest },
  })
  return edition
}

/** A week from Monday to Friday; in the United States also the federal holidays of the years of the file. */
async function keepCalendar(acting: Acting, { district, survey }: Grounding): Promise<void> {
  const dates = holidaysFor(district.timeZone, survey)
  if (dates.length === 0) return
  const exceptions = Object.fromEntries(dates.map(date => [date, []]))
  await publishCalendar(acting, { after: 0, edits: { ...noEdits, exceptions } })
}

/** Of the years of the file and the one after; none where they are not known. */
export function holidaysFor(timeZone: string, { earliest, latest }: Survey): string[] {
  if (!isInUnitedStates(timeZone) || latest < earliest) return []
  const [from, upto] = [earliest, latest].map(at => new Date(at).getUTCFullYear())
  if (from === undefined || upto === undefined) return []
  return Array.from({ length: upto - from + 2 }, (_, more) => federalHolidays(from + more)).flat()
}

/**
 * One account a side, as nobody may stand on two, and one for each department's clerk; nobody has their password, and
 * they are closed when the whole file is kept.
 */
async function openWalkers(
  acting: Acting,
  id: string,
  { district, passwordHash, founded }: Grounding,
  departments: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx, now } = acting
  const open = async (side: string): Promise<string> => {
    const login = `import-${district.code}-${side.toLowerCase()}`
    const account = await addAccount(tx, now, {
      login,
      name: `Import ${district.code} ${side}`,
      passwordHash,
    })
    if (account === undefined) throw new Error(`The login ${login} is taken. Nothing was imported.`)
    await record(acting, { subject: account, happened: 'identity.account_opened', detail: {} })
    return account
  }
  const give = async (account: string, role: Role, organisation: string | null): Promise<void> => {
    const region = { code: district.code, path: `${district.code}/` }
    const post = await addPost(tx, now, { account, role, region })
    const detail = { account, role, region: district.code }
    await record(acting, { subject: post, happened: 'identity.post_given', detail })
    if (organisation !== null) await join(tx, post, organisation)
    await addWalker(tx, id, { post, role, organisation })
  }
  const accounts = new Map<string, string>()
  for (const role of new Set<Role>(Object.values(walks))) {
    const { axis } = roles[role]
    if (axis === 'handling') continue
    const account = accounts.get(axis) ?? (await open(axis))
    accounts.set(axis, account)
    await give(account, role, null)
  }
  for (const { said, code } of founded.departments)
    await give(await open(code), walks.take, departments.get(said) ?? null)
}
