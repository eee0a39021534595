// What verify-log says of cases: every column that events lead to is named with what they say and what is stored;
// what the events of older versions do not say is not held against them. mission: DC5
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type City, district, inCity } from '../../../test/city.ts'
import { department, dispatched, events, handling, intact, report } from '../../../test/walks.ts'
import { eventsOf } from '../../base/events.ts'
import { wrongWithCase } from './verifying.ts'

/** What is said of a case after a change of its row, which is undone again; `less` takes something from its events. */
async function said(
  city: City,
  id: string,
  set: ReturnType<typeof sql> | undefined,
  less: readonly string[] = [],
): Promise<string | undefined> {
  const undone = new Error('undone')
  let wrong: string | undefined
  await city.door
    .owner(async tx => {
      if (set) await sql`update cases."case" set ${set} where id = ${id}`.execute(tx)
      const own = { ...tx, district, districts: [district] }
      const log = (await eventsOf(own, id)).map(event => ({
        ...event,
        id: '',
        subject: id,
        detail: Object.fromEntries(Object.entries(event.detail).filter(([name]) => !less.includes(name))),
      }))
      wrong = await wrongWithCase(own, id, log)
      throw undone
    })
    .catch(error => {
      if (error !== undone) throw error
    })
  return wrong
}

test('every column of a case that its events lead to is named with what they say and what is stored', () =>
  inCity(async city => {
    const { id } = await handling(city)
    const { number } = await (await city.as('leader')).ask.cases.show({ id })
    const other = await department(await city.as('dispatcher'), 'D02')
    const { id: into } = await report(city)
    const changes = {
      department: sql`department = ${other}`,
      outcome: sql`outcome = 'gone'`,
      kind: sql`kind = '0111'`,
      handling_limit: sql`handling_limit = '{"value": 99, "unit": "work_day"}'`,
      late_at: sql`late_at = late_at + interval '1 hour'`,
      rework: sql`rework = 7`,
    }
    for (const [column, set] of Object.entries(changes)) {
      expect(await said(city, id, set)).toMatch(
        new RegExp(`^case ${number} \\(${id}\\): its events lead to ${column} .+, but .+ is stored$`),
      )
    }
    expect(await said(city, id, changes.handling_limit)).toContain('4 work_hour, but 99 work_day is stored')
    expect(await said(city, id, changes.outcome)).toContain('outcome null, but gone is stored')
    const { id: third } = await report(city)
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.join({ id, into, reason: 'same_thing' }).catch(() => undefined)
    await acceptor.ask.supervision.join({ id: third, into, reason: 'same_thing' })
    expect(await said(city, third, sql`joined_to = ${id}`)).toContain(
      `joined_to ${into}, but ${id} is stored`,
    )
    await intact(city)
  }))

test('what the events of an older version do not say is not compared, before the first one that says it', () =>
  inCity(async city => {
    const { id } = await dispatched(city)
    const other = await department(await city.as('dispatcher'), 'D02')
    const [sent, kind] = [sql`department = ${other}`, sql`kind = '0111'`]
    expect(await said(city, id, undefined, ['department', 'kind', 'limit', 'due'])).toContain('late_at')
    expect(await said(city, id, undefined, ['department', 'kind', 'limit'])).toBeUndefined()
    expect(await said(city, id, sent, ['department'])).toBeUndefined()
    expect(await said(city, id, kind, ['kind'])).toBeUndefined()
    expect(await said(city, id, sql`handling_limit = null`, ['limit'])).toBeUndefined()
    await (await city.as('works')).ask.handling.giveBack({ id, reason: 'wrong_place' })
    // Given back it is nobody's, whoever had it.
    expect(await said(city, id, sent, ['department'])).toContain('department null')
    expect((await events(city, id, 'cases.given_back')).rows).toHaveLength(1)
  }))
