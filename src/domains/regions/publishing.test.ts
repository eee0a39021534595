// How calendars are kept: what is published by whomever holds at the next step, in every process, and is the
// same when it is read again.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { edits } from '../../../test/calendars.ts'
import { district, inCity } from '../../../test/city.ts'
import { labourDay, openOnLabourDay, workedOnLabourDay } from '../../../test/labour.ts'
import { day } from '../../../test/minutes.ts'
import { openDoor, type Tx } from '../../base/db.ts'
import { violated } from '../../base/violations.ts'
import { openCalendar } from '../../base/worktime.ts'
import { chores } from '../../chores.ts'
import { calendarOf } from './calendar.ts'
import { followShipped, publishCalendar } from './publishing.ts'
import { type CalendarEdits, noEdits } from './rules.ts'
import { calendarAt, calendarNow } from './store/calendar.ts'
import { addDistrict } from './store.ts'

test('what another process published holds at the next step', () =>
  inCity(async city => {
    expect(await workedOnLabourDay(city)).toEqual({ version: 0, hours: 0 })
    // Past this process's calls, as another one would: the row alone.
    const description = calendarOf('Asia/Shanghai', openOnLabourDay)
    const insert = (version: number, edits: CalendarEdits, what: typeof description) =>
      city.door.within({ district }, tx =>
        sql`insert into regions.calendar (district, version, id, valid_from, account, edits, description)
          values (${district}, ${version}, gen_random_uuid(), ${city.clock.now()}, null,
            ${JSON.stringify(edits)}::jsonb, ${JSON.stringify(what)}::jsonb)`.execute(tx),
      )
    await insert(1, openOnLabourDay, description)
    expect(await workedOnLabourDay(city)).toEqual({ version: 1, hours: 8 })
    await insert(2, noEdits, calendarOf('Asia/Shanghai'))
    expect(await workedOnLabourDay(city)).toEqual({ version: 2, hours: 0 })
  }))

test('a version that was rolled back is not taken for the next one with its number', () =>
  inCity(async city => {
    const now = city.clock.now()
    const given = { after: 0, edits: openOnLabourDay }
    const lost = city.door.within({ district }, async tx => {
      await publishCalendar({ tx, now }, given)
      expect((await calendarNow(tx, now)).calendar.workBetween(labourDay, labourDay + day)).toBeGreaterThan(0)
      throw new Error('lost')
    })
    await expect(lost).rejects.toThrow('lost')
    const other = { after: 0, edits: { ...noEdits, dayMinutes: 60 } }
    await city.door.within({ district }, tx => publishCalendar({ tx, now }, other))
    expect(await workedOnLabourDay(city)).toEqual({ version: 1, hours: 0 })
  }))

test('of two servers that publish at the same moment one is refused, and both have the same calendar after it', async () => {
  const alone = '990109'
  const now = '2026-04-01T01:00:00.000Z'
  const doors = [1, 2, 3, 4].map(() => openDoor({ connection: inject('connection') }))
  const [door] = doors
  if (!door) throw new Error('no door')
  const name = { zh: 'A', en: 'A' }
  const district = { code: alone, name, timeZone: 'Asia/Shanghai' }
  try {
    await door.within({ district: alone }, tx => addDistrict(tx, district))
    const read = (each: typeof door) => each.within({ district: alone }, tx => calendarNow(tx, now))
    expect((await Promise.all(doors.map(read))).map(({ version }) => version)).toEqual([0, 0, 0, 0])
    const published = await Promise.allSettled(
      doors.map((each, index) =>
        each.within({ district: alone }, tx => {
          return publishCalendar({ tx, now }, { after: 0, edits: { ...noEdits, dayMinutes: 100 + index } })
        }),
      ),
    )
    const refused = published.filter(one => one.status === 'rejected').map(({ reason }) => reason)
    expect(refused).toHaveLength(3)
    for (const reason of refused)
      expect([reason.code, violated(reason)?.code]).toContain('regions.calendar_moved')
    const first = 100 + published.findIndex(({ status }) => status === 'fulfilled')
    const seen = await Promise.all(doors.map(read))
    expect(seen.map(({ version, calendar }) => [version, calendar.workDay])).toEqual(
      doors.map(() => [1, first * 60_000]),
    )
  } finally {
    await door.owner(async tx => {
      for (const table of ['regions.calendar', 'base.event', 'base.chain', 'base.outbox'])
        await sql`delete from ${sql.table(table)} where district = ${alone}`.execute(tx)
      await sql`delete from regions.district where code = ${alone}`.execute(tx)
    })
    await Promise.all(doors.map(each => each.close()))
  }
})

test('the database itself keeps two versions of one number apart, and lets none be changed', () =>
  inCity(async ({ door, clock }) => {
    const given = { after: 0, edits: openOnLabourDay }
    const insert = (tx: Tx) =>
      sql`insert into regions.calendar (district, version, id, valid_from, edits, description)
        values (${district}, 1, gen_random_uuid(), ${clock.now()}, '{}', '{}')`.execute(tx)
    await door.within({ district }, tx => publishCalendar({ tx, now: clock.now() }, given))
    const second = await door.within({ district }, insert).catch(violated)
    expect(second).toMatchObject({ code: 'regions.calendar_moved', status: 409 })
    const change = (tx: Tx) =>
      sql`update regions.calendar set version = 7 where district = ${district}`.execute(tx)
    await expect(door.within({ district }, change)).rejects.toThrow('permission denied')
  }))

test('a district that moves to another time zone has its own edits there', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    await admin.ask.regions.publishCalendar({ after: 0, edits: openOnLabourDay })
    await workedOnLabourDay(city)
    const name = { zh: 'X', en: 'X' }
    await city.door.within({ district }, tx =>
      addDistrict(tx, { code: district, name, timeZone: 'Asia/Urumqi' }),
    )
    const { description } = await city.door.within({ district }, async tx => {
      const { calendar } = await calendarNow(tx, city.clock.now())
      expect((await calendarAt(tx, 1)).description.timeZone).toBe('Asia/Shanghai')
      return calendar
    })
    expect(description).toEqual(calendarOf('Asia/Urumqi', openOnLabourDay))
  }))

test('a release that ships other holidays becomes a version; one that ships fewer does not', () =>
  inCity(async city => {
    const follow = chores(city.house, async () => [district]).find(({ name }) => name === 'follow-calendar')
    await follow?.work()
    await follow?.work()
    const admin = await city.as('admin')
    expect((await admin.ask.regions.calendarVersions()).map(({ version }) => version)).toEqual([0])
    expect((await admin.ask.regions.calendar()).version).toBe(0)
    await admin.ask.regions.publishCalendar({ after: 0, edits: openOnLabourDay })
    await follow?.work()
    expect(await workedOnLabourDay(city)).toEqual({ version: 1, hours: 8 })

    // As an older release would have written it: it did not know 2026 yet.
    const write = (version: number, knownUntil: string, exceptions: Record<string, []>) =>
      city.door.within({ district }, tx => {
        const description = { ...calendarOf('Asia/Shanghai', openOnLabourDay), knownUntil, exceptions }
        return sql`insert into regions.calendar (district, version, id, valid_from, edits, description)
          values (${district}, ${version}, gen_random_uuid(), ${city.clock.now()},
            ${JSON.stringify(openOnLabourDay)}::jsonb, ${JSON.stringify(description)}::jsonb)`.execute(tx)
      })
    await write(2, '2025-12-31', {})
    expect(await city.door.within({ district }, tx => followShipped({ tx, now: city.clock.now() }))).toBe(
      true,
    )
    expect(await workedOnLabourDay(city)).toEqual({ version: 3, hours: 8 })
    expect((await admin.ask.regions.calendar()).description).toEqual(
      calendarOf('Asia/Shanghai', openOnLabourDay),
    )
    expect((await admin.ask.regions.calendarVersions())[0]).toMatchObject({ version: 3, account: null })
    await write(4, '2150-12-31', {})
    expect(await city.door.within({ district }, tx => followShipped({ tx, now: city.clock.now() }))).toBe(
      false,
    )
  }))

test('an edited calendar that is stored and read again is the same calendar', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    let after = 0
    await fc.assert(
      fc.asyncProperty(
        edits,
        fc.array(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) }), { minLength: 4 }),
        async (given, instants) => {
          const dayMinutes = 1 + (after % 1440)
          const edited = { ...given, dayMinutes }
          after = (await admin.ask.regions.publishCalendar({ after, edits: edited })).version
          const read = await admin.ask.regions.calendar()
          expect(read.edits).toEqual(edited)
          expect(read.description).toEqual(calendarOf('Asia/Shanghai', edited))
          const typed = openCalendar(calendarOf('Asia/Shanghai', edited))
          const kept = await city.door.within({ district }, tx => calendarNow(tx, city.clock.now()))
          expect(kept.version).toBe(after)
          for (const [index, instant] of instants.entries()) {
            const other = instants[index - 1] ?? instant
            expect(kept.calendar.workBetween(other, instant)).toBe(typed.workBetween(other, instant))
            expect(kept.calendar.isProvisional(instant)).toBe(typed.isProvisional(instant))
          }
        },
      ),
      { numRuns: 25 },
    )
  }))
