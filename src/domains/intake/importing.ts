// One import from end to end: the file is surveyed, the district founded where it is new, and the rows that are not kept
// yet are walked through, a batch a transaction. Cut off anywhere, it goes on where it stopped.
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { hashPassword } from '../../base/argon.ts'
import type { Instant } from '../../base/clock.ts'
import type { Door, Tx } from '../../base/db.ts'
import { makeRoom, record } from '../../base/events.ts'
import { closeAccount, endPost } from '../identity/store/accounts.ts'
import { rulesInForce } from '../organisations/store/rules.ts'
import { organisations } from '../organisations/store.ts'
import { type District, districts } from '../regions/store.ts'
import type { Field } from './columns.ts'
import { type Founded, found } from './founding.ts'
import { type Grounding, ground } from './grounding.ts'
import { newHash, requestsIn } from './reading.ts'
import { type Apart, apartOf, type Refusal, type Request } from './rules.ts'
import { type Disagreement, disagreements, type Verdicts, verdicts } from './store/verdicts.ts'
import { endImport, gatherStatistics, gridsByCode, type Import, imports, walkers } from './store.ts'
import { isPlaceholder, newSurvey, pointKey, type Survey, survey } from './surveying.ts'
import { type Brought, type Ground, walk } from './walking.ts'

export interface Asked {
  file: string
  district: District
  attribution: string
  names: Grounding['names']
  /** So many rows of the file at most; the rest can follow later. */
  limit: number
  /** Rows a transaction. */
  batch: number
  now: () => Instant
  /** Progress, for whoever waits. */
  say: (line: string) => void
  /** Every row that is refused or kept apart. */
  tell: (line: ToldRow) => void
}

export interface ToldRow {
  row: number
  number: string
  outcome: 'refused' | 'apart'
  field: Field
  why: Refusal | Apart
  value: string
}

export interface Surveyed {
  survey: Survey
  founded: Founded
  digest: string
  rows: number
  refused: Map<Refusal, number>
  apart: Map<Apart, number>
}

export interface Outcome extends Surveyed {
  import: Import
  /** Rows that were kept already when this run began, and by this run. */
  before: number
  brought: number
  seconds: number
  /** Everything that the file has is kept, and was so before. */
  wasWhole: boolean
  verdicts: Verdicts[]
  disagreements: Disagreement[]
}

/** What the file says as a whole, and every row that is refused or apart; changes nothing. */
export async function surveyed({ file, district, limit, tell }: Omit<Asked, 'batch'>): Promise<Surveyed> {
  const hash = newHash()
  const seen = newSurvey()
  const refused = new Map<Refusal, number>()
  let rows = 0
  for await (const { judged } of requestsIn(file, district.timeZone, hash)) {
    rows += 1
    if ('request' in judged) survey(seen, judged.request)
  }
  const digest = hash.digest('hex')
  const apart = new Map<Apart, number>()
  // What is no place is known only now.
  let read = 0
  for await (const { row, number, judged } of requestsIn(file, district.timeZone)) {
    read += 1
    if (read > limit) break
    if ('refused' in judged) {
      count(refused, judged.refused)
      tell({ row, number, outcome: 'refused', why: judged.refused, field: judged.field, value: judged.value })
      continue
    }
    for (const why of apartOf(judged.request, hasPlace(seen, judged.request))) {
      count(apart, why)
      const field = fieldOf[why]
      tell({ row, number, outcome: 'apart', why, field, value: judged.request.said[field] })
    }
  }
  const name = district.name.en
  return { survey: seen, founded: found({ code: district.code, name }, seen), digest, rows, refused, apart }
}

const fieldOf: Readonly<Record<Apart, Field>> = {
  no_target: 'target',
  target_at_opening: 'target',
  no_place: 'latitude',
  no_flag: 'flag',
}

function hasPlace({ points }: Survey, { place }: Request): boolean {
  const point = place && points.get(pointKey(place))
  return point != null && !isPlaceholder(point)
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

export async function bring(door: Door, asked: Asked, known: Surveyed): Promise<Outcome> {
  const { district, say } = asked
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    door.within({ district: district.code }, work)
  // Where no server has run yet there is no place for this month's events.
  await door.owner(tx => makeRoom(tx, asked.now()))
  const began = await begun(door, asked, known)
  const start = performance.now()
  const before = began.upto
  if (before > 0 && began.endedAt === null) say(`Going on after row ${before.toLocaleString('en')}`)
  let brought = 0
  if (began.endedAt === null) {
    const on = await within(tx => groundOf(tx, began, asked, known))
    brought = await walkAll(door, asked, known, on, before)
    if (asked.limit >= known.rows) await within(tx => ended(tx, asked.now(), began))
  }
  const kept = (await within(imports)).find(({ id }) => id === began.id) ?? began
  return {
    ...known,
    import: kept,
    before,
    brought,
    seconds: (performance.now() - start) / 1000,
    wasWhole: began.endedAt !== null,
    verdicts: await within(tx => verdicts(tx, kept)),
    disagreements: await within(tx => disagreements(tx, kept, 10_000)),
  }
}

/** The import of this file: begun before, or now with the district it makes. */
async function begun(door: Door, asked: Asked, { digest, founded, survey: seen }: Surveyed): Promise<Import> {
  const { district, file } = asked
  // Slow on purpose, so before the transaction. Nobody is told the password.
  const passwordHash = await hashPassword(randomBytes(32).toString('base64url'))
  return door.within({ district: district.code }, async tx => {
    const here = (await districts(tx)).find(({ code }) => code === district.code)
    const known = here ? await imports(tx) : []
    const same = known.find(each => each.digest === digest)
    if (same) return same
    if (here)
      throw new Error(
        known[0]
          ? `District ${district.code} holds the requests of another file already (${known[0].file}). Name another code with --district. Nothing was imported.`
          : `District ${district.code} is here already and was not made from published requests. Name a code that is not taken with --district, e.g. 990399. Nothing was imported.`,
      )
    const { attribution, names } = asked
    await ground(
      { tx, now: asked.now() },
      { district, founded, survey: seen, digest, attribution, names, passwordHash, file: basename(file) },
    )
    const [made] = await imports(tx)
    if (!made) throw new Error('the import was not kept')
    return made
  })
}

async function groundOf(tx: Tx, began: Import, { district }: Asked, known: Surveyed): Promise<Ground> {
  const { founded } = known
  const ids = new Map((await organisations(tx)).map(({ code, id }) => [code, id]))
  const departments = new Map(founded.departments.map(({ said, code }) => [said, ids.get(code) ?? '']))
  const rules = new Map(
    (await rulesInForce(tx)).flatMap(({ kind, id, number, version }) =>
      kind && 'code' in kind && kind.edition === began.edition ? [[kind.code, { id, number, version }]] : [],
    ),
  )
  const grids = await gridsByCode(tx)
  return {
    import: began.id,
    district: district.code,
    edition: began.edition,
    organisations: departments,
    walkers: await walkers(tx, began.id),
    kinds: new Map(
      founded.kinds.map(({ text, code, department }) => [
        text,
        { code, organisation: departments.get(department) ?? '', rule: rules.get(code) },
      ]),
    ),
    placed: ({ place, neighbourhood }) => {
      const grid = place && grids.get(founded.gridOf.get(pointKey(place)) ?? '')
      if (place && grid) return { ...place, grid: grid.id, regionPath: grid.regionPath }
      const subdistrict = founded.subdistrictOf.get(neighbourhood)
      const below = subdistrict === undefined ? '' : `${subdistrict}/`
      return { ...(place ?? middleOf(founded)), grid: undefined, regionPath: `${district.code}/${below}` }
    },
  }
}

function middleOf({ box }: Founded): { longitude: number; latitude: number } {
  if (!box) return { longitude: 0, latitude: 0 }
  return { longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2 }
}

async function walkAll(
  door: Door,
  { file, district, limit, batch, now, say }: Asked,
  { rows }: Surveyed,
  on: Ground,
  upto: number,
): Promise<number> {
  const total = Math.min(limit, rows)
  const start = performance.now()
  const seen = { rows: 0, brought: 0, told: Number.NEGATIVE_INFINITY }
  let waiting: Brought[] = []
  const keep = async (): Promise<void> => {
    if (waiting.length === 0) return
    const some = waiting
    waiting = []
    await door.within({ district: district.code }, tx => walk(tx, now(), on, some))
    // The planner learns what the tables look like before most of the work, not after.
    if (seen.brought === 0) await door.owner(gatherStatistics)
    seen.brought += some.length
    if (performance.now() - seen.told > 2000 || seen.rows >= total) {
      seen.told = performance.now()
      say(progress(seen, total, start))
    }
  }
  for await (const { row, judged } of requestsIn(file, district.timeZone)) {
    if (seen.rows >= limit) break
    seen.rows += 1
    if (row <= upto || !('request' in judged)) continue
    waiting.push({ row, request: judged.request })
    if (waiting.length >= batch) await keep()
  }
  await keep()
  return seen.brought
}

function progress(
  { rows, brought }: { rows: number; brought: number },
  total: number,
  start: number,
): string {
  const rate = brought / ((performance.now() - start) / 1000)
  const left = Math.ceil((total - rows) / rate)
  const said = (count: number): string => Math.round(count).toLocaleString('en')
  return `  ${said(rows)} of ${said(total)} rows, ${said(rate)} rows/s, ${left} s left`
}

/** The whole file is kept: nobody is walked through these posts any more. */
async function ended(tx: Tx, now: Instant, { id, digest }: Import): Promise<void> {
  const all = await walkers(tx, id)
  for (const { post } of all) {
    await endPost(tx, now, post)
    await record({ tx, now }, { subject: post, happened: 'identity.post_ended', detail: {} })
  }
  for (const account of new Set(all.map(each => each.account))) {
    await closeAccount(tx, now, account)
    await record({ tx, now }, { subject: account, happened: 'identity.account_closed', detail: {} })
  }
  await endImport(tx, now, id)
  await record({ tx, now }, { subject: id, happened: 'intake.import_ended', detail: { digest } })
}
