// The calendar of a district through the front door: what is published holds at once, for that district, and
// is the same when it is read again.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { edits } from '../../../test/calendars.ts'
import { type City, district, inCity } from '../../../test/city.ts'
import { at, day } from '../../../test/minutes.ts'
import { openDoor, type Tx } from '../../base/db.ts'
import { eventsOf } from '../../base/events.ts'
import { violated } from '../../base/violations.ts'
import { openCalendar } from '../../base/worktime.ts'
import { chores } from '../../chores.ts'
import { calendarOf } from './calendar.ts'
import { followShipped, publishCalendar } from './publishing.ts'
import { type CalendarEdits, noEdits } from './rules.ts'
import { calendarAt, calendarNow, calendarVersions } from './store/calendar.ts'
import { addDistrict, addRegion } from './store.ts'

const hours = [{ from: '09:00', to: '17:00' }]
/** Monday, 4 May 2026: a public holiday. */
const openOnLabourDay: CalendarEdits = { ...noEdits, exceptions: { '2026-05-04': hours } }
const labourDay = at('2026-05-04 00:00', '+08:00')

/** Hours worked on 4 May 2026 by what steps of cases would be timed with. */
function workedOnLabourDay(
  { door, clock }: City,
  of = district,
): Promise<{ version: number; hours: number }> {
  return door.within({ district: of }, async tx => {
    const { version, calendar } = await calendarNow(tx, clock.now())
    return { version, hours: calendar.workBetween(labourDay, labourDay + day) / 3_600_000 }
  })
}

// mission: DC5
test('a district that published nothing has the shipped calendar, as version 0', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const calendar = await admin.ask.regions.calendar()
    expect(calendar).toMatchObject({ version: 0, timeZone: 'Asia/Shanghai', edits: noEdits })
    expect(calendar.description).toEqual(calendarOf('Asia/Shanghai'))
    expect(await admin.ask.regions.calendarVersions()).toEqual([])
    expect(await workedOnLabourDay(city)).toEqual({ version: 0, hours: 0 })
    const old = await city.door.within({ district }, tx => calendarAt(tx, 0))
    expect(old.description).toEqual(calendar.description)
  }))

test('what is published holds at once, is an event, and the version before can still be computed with', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    await workedOnLabourDay(city)
    const { version, id } = await admin.ask.regions.publishCalendar({ after: 0, edits: openOnLabourDay })
    expect(version).toBe(1)
    expect(await workedOnLabourDay(city)).toEqual({ version: 1, hours: 8 })
    await admin.ask.regions.publishCalendar({ after: 1, edits: { ...noEdits, dayMinutes: 420 } })
    expect(await workedOnLabourDay(city)).toEqual({ version: 2, hours: 0 })
    await city.door.within({ district }, async tx => {
      expect((await eventsOf(tx, id)).map(({ happened, detail }) => [happened, detail])).toEqual([
        ['regions.calendar_published', { version: 1 }],
      ])
      expect((await calendarAt(tx, 1)).workBetween(labourDay, labourDay + day)).toBe(8 * 3_600_000)
      expect((await calendarAt(tx, 2)).workDay).toBe(7 * 3_600_000)
      await expect(calendarAt(tx, 3)).rejects.toThrow('no calendar 3')
    })
    const history = await admin.ask.regions.calendarVersions()
    expect(history.map(entry => [entry.version, entry.dates, entry.hasOwnWeek, entry.dayMinutes])).toEqual([
      [2, 0, false, 420],
      [1, 1, false, null],
    ])
    expect(history.every(({ account }) => account !== null)).toBe(true)
    expect((await admin.ask.regions.calendarVersion({ version: 1 })).edits).toEqual(openOnLabourDay)
    await expect(admin.ask.regions.calendarVersion({ version: 9 })).rejects.toMatchObject({
      code: 'base.not_found',
    })
  }))

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

test('of two who publish on the same version one is told that the other was first', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const changes = [
      openOnLabourDay,
      { ...noEdits, dayMinutes: 420 },
      { ...noEdits, knownUntil: '2031-12-31' },
    ]
    const published = await Promise.allSettled(
      changes.map(edits => admin.ask.regions.publishCalendar({ after: 0, edits })),
    )
    expect(published.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of published) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'regions.calendar_moved', status: 409 })
    }
    expect(await admin.ask.regions.calendarVersions()).toHaveLength(1)
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
    await expect(door.within({ district }, insert)).rejects.toMatchObject({ constraint: 'calendar_pkey' })
    const change = (tx: Tx) =>
      sql`update regions.calendar set version = 7 where district = ${district}`.execute(tx)
    await expect(door.within({ district }, change)).rejects.toThrow('permission denied')
  }))

test('only an administrator sees and publishes the calendar', () =>
  inCity(async ({ as, ask }) => {
    for (const login of ['leader', 'dispatcher', 'works', 'observer'] as const) {
      const person = await as(login)
      await expect(person.ask.regions.calendar()).rejects.toMatchObject({ code: 'base.not_allowed' })
      await expect(
        person.ask.regions.publishCalendar({ after: 0, edits: openOnLabourDay }),
      ).rejects.toMatchObject({ code: 'base.not_allowed' })
    }
    await expect(ask.regions.calendar()).rejects.toMatchObject({ code: 'base.not_signed_in' })
  }))

test('another district keeps its calendar, and one in Berlin has no Chinese holidays but summer time', () =>
  inCity(async city => {
    const berlin = '990104'
    const admin = await city.as('admin')
    await city.door.within({ district: berlin }, async tx => {
      const name = { zh: 'Berlin', en: 'Berlin' }
      await addDistrict(tx, { code: berlin, name, timeZone: 'Europe/Berlin' })
      await addRegion(tx, { code: berlin, parent: null, level: 'district', name })
    })
    await admin.ask.regions.publishCalendar({ after: 0, edits: openOnLabourDay })
    await city.door.within({ district: berlin }, async tx => {
      expect(await calendarVersions(tx)).toEqual([])
      const { version, calendar } = await calendarNow(tx, city.clock.now())
      expect(version).toBe(0)
      expect(calendar.description).toMatchObject({ exceptions: {}, knownUntil: null })
      const worked = (date: string, offset: string) => {
        const midnight = at(`${date} 00:00`, offset)
        return calendar.workBetween(midnight, midnight + day) / 3_600_000
      }
      // A Monday that is a holiday in China, and a Saturday that is worked there.
      expect([worked('2026-05-04', '+02:00'), worked('2026-05-09', '+02:00')]).toEqual([8, 0])
      // Friday 17:00 in winter, one work day on: Monday 17:00 in summer, an hour earlier by the world's clock.
      const end = calendar.afterWork(at('2026-03-27 17:00', '+01:00'), calendar.workDay)
      expect(new Date(end).toISOString()).toBe('2026-03-30T15:00:00.000Z')
    })
    await city.door.within({ district: berlin }, async tx => {
      const edits: CalendarEdits = {
        ...noEdits,
        week: { ...calendarOf('UTC').week, sunday: [{ from: '01:30', to: '03:30' }] },
        exceptions: { '2026-12-25': [] },
      }
      await publishCalendar({ tx, now: city.clock.now() }, { after: 0, edits })
      const { version, calendar } = await calendarNow(tx, city.clock.now())
      expect([version, calendar.description]).toEqual([1, calendarOf('Europe/Berlin', edits)])
      const spring = at('2026-03-29 00:00', '+01:00')
      expect(calendar.workBetween(spring, spring + 23 * 3_600_000) / 3_600_000).toBe(1)
    })
    expect((await workedOnLabourDay(city)).version).toBe(1)
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

test('what is wrong is refused with its place, and nothing is published', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const week = calendarOf('UTC').week
    const refused = async (edits: Partial<CalendarEdits>, wrong: string, where: string) => {
      const publishing = admin.ask.regions.publishCalendar({ after: 0, edits: { ...noEdits, ...edits } })
      await expect(publishing).rejects.toMatchObject({
        code: 'regions.calendar_wrong',
        status: 400,
        data: { where, faults: expect.arrayContaining([expect.objectContaining({ wrong, where })]) },
      })
    }
    const overlapping = [
      { from: '08:00', to: '12:00' },
      { from: '11:00', to: '13:00' },
    ]
    await refused({ week: { ...week, monday: overlapping } }, 'overlap', 'monday')
    await refused({ week: { ...week, friday: [{ from: '12:00', to: '12:00' }] } }, 'order', 'friday')
    await refused({ exceptions: { '2026-05-04': [{ from: '08:00', to: '25:00' }] } }, 'time', '2026-05-04')
    await refused({ exceptions: { '2026-02-30': [] } }, 'date', '2026-02-30')
    await refused({ exceptions: { '2200-01-01': [] } }, 'years', '2200-01-01')
    await refused({ knownUntil: '1969-12-31' }, 'years', 'knownUntil')
    await refused({ dayMinutes: 0 }, 'day_length', 'dayMinutes')
    await refused({ dayMinutes: 1441 }, 'day_length', 'dayMinutes')
    const [sunday, closed] = [week.sunday, week.sunday]
    const idle = { monday: closed, tuesday: closed, wednesday: closed, thursday: closed, friday: closed }
    await refused({ week: { ...idle, saturday: closed, sunday } }, 'no_hours', 'week')
    const far = Date.UTC(2100, 0, 1)
    const many = Array.from({ length: 3001 }, (_, at) => [
      new Date(far + at * day).toISOString().slice(0, 10),
      [],
    ])
    await refused({ exceptions: Object.fromEntries(many) }, 'too_many', 'exceptions')
    await expect(admin.ask.regions.publishCalendar({ after: 0, edits: noEdits })).rejects.toMatchObject({
      code: 'regions.calendar_unchanged',
    })
    expect(await admin.ask.regions.calendarVersions()).toEqual([])
  }))

test('the calculator asks the calendar in force', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const end = (
      from: string,
      value: number,
      unit: 'work_hour' | 'work_day' | 'urgent_hour' | 'calendar_day',
    ) => admin.ask.regions.calendarEnd({ from, value, unit })
    // Thursday before Labour Day: the holidays are 1 to 5 May.
    const thursday = '2026-04-30T17:00:00+08:00'
    expect(await end(thursday, 2, 'work_hour')).toEqual({
      version: 0,
      end: '2026-05-06T01:30:00.000Z',
      provisional: false,
    })
    await admin.ask.regions.publishCalendar({ after: 0, edits: openOnLabourDay })
    expect(await end(thursday, 2, 'work_hour')).toMatchObject({ version: 1, end: '2026-05-04T02:00:00.000Z' })
    expect(await end(thursday, 1, 'work_day')).toMatchObject({ end: '2026-05-04T08:00:00.000Z' })
    expect(await end(thursday, 2, 'urgent_hour')).toMatchObject({ end: '2026-04-30T11:00:00.000Z' })
    expect(await end(thursday, 1, 'calendar_day')).toMatchObject({ end: '2026-05-01T16:00:00.000Z' })
    expect(await end(thursday, 400, 'work_day')).toMatchObject({ provisional: true })
    expect((await end('2199-12-30T08:00:00Z', 100, 'work_day')).end).toBeNull()
    expect((await end('2199-12-01T08:00:00Z', 100, 'calendar_day')).end).toBeNull()
    await expect(end('2200-01-01T00:00:00Z', 1, 'work_day')).rejects.toMatchObject({ code: 'base.bad_input' })
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
