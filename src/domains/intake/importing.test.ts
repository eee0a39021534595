// An import of published requests on the real database: what is kept, what is refused, what the desks show of it, and that
// nobody else may state times. mission: DC5
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type City, district as demo, inCity, type Person } from '../../../test/city.ts'
import { hashPassword } from '../../base/argon.ts'
import { verifyLog } from '../../base/verify.ts'
import { move } from '../cases/store/moving.ts'
import { wrongWithCase } from '../cases/verifying.ts'
import type { Role } from '../identity/rules.ts'
import { addAccount, addPost } from '../identity/store/accounts.ts'
import { join as joinOrganisation } from '../organisations/store.ts'
import { verifyDraws } from '../supervision/verifying.ts'
import { type Asked, bring, type Outcome, surveyed, type ToldRow } from './importing.ts'

const fixture = join(import.meta.dirname, '../../../test/fixtures/boston-311/requests.csv')
const code = '990311'
const district = { code, name: { zh: 'Boston', en: 'Boston' }, timeZone: 'America/New_York' }

async function brought(city: City, more: Partial<Asked> = {}): Promise<Outcome & { told: ToldRow[] }> {
  const told: ToldRow[] = []
  const asked: Asked = {
    ...{
      file: fixture,
      district,
      attribution: 'City of Boston',
      limit: Number.POSITIVE_INFINITY,
      batch: 100,
    },
    names: { unitLayer: district.name, edition: district.name },
    now: () => {
      city.clock.advance(1000)
      return city.clock.now()
    },
    say: () => {},
    tell: line => told.push(line),
    ...more,
  }
  return { ...(await bring(city.door, asked, await surveyed(asked))), told }
}

/** Somebody of the new district with this post. */
async function person(city: City, role: Role, organisation?: string): Promise<Person> {
  const login = `t-${randomUUID().slice(0, 8)}`
  const password = 'a long password 311'
  const passwordHash = await hashPassword(password)
  await city.door.within({ district: code }, async tx => {
    const account = await addAccount(tx, city.clock.now(), { login, name: role, passwordHash })
    if (account === undefined) throw new Error('taken')
    const region = { code, path: `${code}/` }
    const post = await addPost(tx, city.clock.now(), { account, role, region })
    if (organisation) await joinOrganisation(tx, post, organisation)
  })
  const body = JSON.stringify({ login, password, carry: 'bearer' })
  const signing = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const named = await city.page(`/d/${code}/api/session`, signing)
  // A server that looked a moment before the import knows of its first district only.
  const signedIn = named.ok ? named : await city.page('/api/session', signing)
  const { token }: { token: string } = await signedIn.json()
  const page: Person['page'] = (path, init = {}) =>
    city.page(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } })
  return { ...city.stranger, page }
}

async function answer<Body>(who: Person, path: string): Promise<Body> {
  const response = await who.page(`/api${path}`)
  expect([path, response.status]).toEqual([path, 200])
  return response.json()
}

async function rows<Row>(city: City, work: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return city.door.within({ district: code }, async tx => (await work.execute(tx)).rows)
}

// mission: DC5
test('a real slice is walked through every post, its verdicts agree, and its log is intact', async () => {
  await inCity(async city => {
    const { told, ...outcome } = await brought(city)
    expect([outcome.rows, outcome.brought, outcome.before]).toEqual([298, 292, 0])
    expect(Object.fromEntries(outcome.refused)).toEqual({ closed_before_opened: 6 })
    expect(
      told.filter(each => each.outcome === 'refused').map(({ field, why }) => `${field} ${why}`),
    ).toEqual(Array.from({ length: 6 }, () => 'closed closed_before_opened'))
    const total = (of: 'cases' | 'scored' | 'agree' | 'placeless' | 'placelessAgree' | 'noFlag' | 'open') =>
      outcome.verdicts.reduce((sum, each) => sum + each[of], 0)
    expect(total('cases')).toBe(292)
    expect(total('scored')).toBeGreaterThan(200)
    expect([total('agree'), total('placelessAgree')]).toEqual([total('scored'), total('placeless')])
    expect([total('noFlag'), outcome.disagreements]).toEqual([5, []])
    const late = outcome.verdicts.reduce((sum, each) => sum + each.scored - each.ourOnTime, 0)
    expect(late).toBeGreaterThan(60)
    const whole = await rows<{ happened: string; count: number; marked: boolean; posts: boolean }>(
      city,
      sql`select happened, count(*)::integer as count, bool_and(detail ? 'imported') as marked,
        bool_and(post is not null) as posts
        from base.event where district = ${code} and happened like 'cases.%' group by happened`,
    )
    const closed = 292 - total('open')
    expect(Object.fromEntries(whole.map(({ happened, count }) => [happened, count]))).toEqual({
      ...{ 'cases.reported': 292, 'cases.accepted': 292, 'cases.filed': 292, 'cases.dispatched': 292 },
      ...{ 'cases.taken': 292, 'cases.finished': closed, 'cases.passed': closed, 'cases.confirmed': closed },
      'cases.closed': closed,
    })
    expect(whole.every(({ marked }) => marked)).toBe(true)
    expect(whole.filter(({ posts }) => !posts).map(({ happened }) => happened)).toEqual(['cases.reported'])
    const inSnapshot = <T>(work: Parameters<typeof city.door.within<T>>[1]) =>
      city.door.within({ district: code }, work)
    const log = await verifyLog(inSnapshot, wrongWithCase)
    expect(log.broken).toEqual([])
    const draws = await verifyDraws(inSnapshot)
    expect([draws.broken, draws.imported, draws.closings, draws.draws]).toEqual([[], closed, 0, 0])
  })
}, 120_000)

// mission: DC5
test('nobody is told of history: no notice, letter, flag, draw, second look or live screen, and no sweep', async () => {
  await inCity(async city => {
    await brought(city)
    await city.settle()
    const { sweepClocks, recountClocks } = await import('../cases/sweeping.ts')
    await city.door.within({ district: code }, async tx => {
      expect(await sweepClocks(tx, city.clock.now())).toBe(false)
      expect(await recountClocks(tx, city.clock.now())).toBe(false)
    })
    const [left] = await rows(
      city,
      sql`select (select count(*)::integer from base.outbox where district = ${code}) as outbox,
        (select count(*)::integer from notifications.notice where district = ${code}) as notices,
        (select count(*)::integer from supervision.flag where district = ${code}) as flags,
        (select count(*)::integer from supervision.recheck where district = ${code}) as rechecks,
        (select count(*)::integer from cases.task where district = ${code} and ended_at is null) as tasks,
        (select count(*)::integer from base.event where district = ${code}
          and happened in ('cases.overdue', 'cases.escalated', 'cases.drawn')) as told`,
    )
    expect(left).toEqual({ outbox: 0, notices: 0, flags: 0, rechecks: 0, tasks: 0, told: 0 })
  })
}, 120_000)

// mission: DC5
test('a second run changes nothing; a cut one goes on where it stopped; another file is refused', async () => {
  await inCity(async city => {
    const first = await brought(city, { limit: 120, batch: 50 })
    expect(first.import.endedAt).toBe(null)
    const rest = await brought(city)
    expect([first.brought + rest.brought, rest.before]).toEqual([292, first.import.upto])
    const count = () =>
      rows(city, sql`select count(*)::integer as events from base.event where district = ${code}`)
    const before = await count()
    const again = await brought(city)
    expect([again.wasWhole, again.brought, await count()]).toEqual([true, 0, before])
    expect(again.verdicts).toEqual(rest.verdicts)
    const other = join(city.house.files ? (await import('node:os')).tmpdir() : '', `${randomUUID()}.csv`)
    await writeFile(other, 'CASE_ENQUIRY_ID,OPEN_DT\n1,soon\n')
    await expect(brought(city, { file: other })).rejects.toThrow(/TARGET_DT, CLOSED_DT.*Nothing was imported/)
    await expect(brought(city, { district: { ...district, code: demo } })).rejects.toThrow(
      /was not made from published requests/,
    )
    await expect(
      city.ask.identity.signIn({
        login: `import-${code}-supervision`,
        password: 'x'.repeat(12),
        carry: 'bearer',
      }),
    ).rejects.toThrow()
  })
}, 120_000)

// mission: DC5
test('desks find imported cases, show each step as imported, and go on with those that are open', async () => {
  await inCity(async city => {
    await brought(city)
    const [open] = await rows<{ id: string; number: string; department: string; address: string }>(
      city,
      sql`select id, number, department, address from cases."case"
        where district = ${code} and state = 'handling' and late_at is not null and address <> '' order by id limit 1`,
    )
    if (!open) throw new Error('none is open')
    const clerk = await person(city, 'department_clerk', open.department)
    interface Shown {
      state: string
      source: string
      light: string
      step: number
      timeline: { happened: string; imported: boolean; at: string }[]
    }
    const shown = await answer<Shown>(clerk, `/cases/${open.id}`)
    expect(shown.timeline.map(({ imported }) => imported)).toEqual([true, true, true, true, true])
    expect(new Set(shown.timeline.map(({ at }) => at.slice(0, 4)))).toEqual(new Set(['2015']))
    const found = await answer<{ cases: { id: string }[] }>(
      clerk,
      `/cases/search?text=${encodeURIComponent(open.number)}`,
    )
    expect(found.cases.map(({ id }) => id)).toEqual([open.id])
    // What a call says of times is not heard: the right to state them cannot be asked for.
    const finished = await clerk.page(`/api/cases/${open.id}/finish`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ seen: shown.step, note: 'done', pictures: [], before: [] },
        ...{ at: '2015-02-01T12:00:00Z', importing: { id: 'x' }, stated: {} },
      }),
    })
    expect([finished.status, finished.ok ? '' : await finished.text()]).toEqual([200, ''])
    const after = await answer<Shown>(clerk, `/cases/${open.id}`)
    expect(after.timeline.at(-1)).toMatchObject({
      happened: 'cases.finished',
      imported: false,
      at: city.clock.now(),
    })
  })
}, 120_000)

// mission: DC4
test('times are not stated without the right of an import', async () => {
  await inCity(async city => {
    const stated = new Map([[randomUUID(), { at: '2015-01-01T00:00:00.000Z', clock: undefined }]])
    await expect(
      city.door.within({ district: demo }, tx =>
        move({ tx, now: city.clock.now() }, { ids: [], step: 'accept', stated }),
      ),
    ).rejects.toThrow('times are stated only by an import')
  })
})
