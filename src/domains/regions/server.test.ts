// The calendar of a district through the front door: what is published holds at once and for that district, and
// what is wrong is refused with its place.
import { expect, test } from 'vitest'
import { district, inCity } from '../../../test/city.ts'
import { labourDay, openOnLabourDay, workedOnLabourDay } from '../../../test/labour.ts'
import { at, day } from '../../../test/minutes.ts'
import { eventsOf } from '../../base/events.ts'
import { calendarOf } from './calendar.ts'
import { publishCalendar } from './publishing.ts'
import { type CalendarEdits, noEdits } from './rules.ts'
import { calendarAt, calendarNow, calendarVersions } from './store/calendar.ts'
import { addDistrict, addRegion } from './store.ts'

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
    const ahead = admin.ask.regions.publishCalendar({ after: 7, edits: openOnLabourDay })
    await expect(ahead).rejects.toMatchObject({ code: 'regions.calendar_moved' })
    expect(await admin.ask.regions.calendarVersions()).toHaveLength(1)
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
