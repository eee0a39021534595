// Known failures of the clocks of other case systems, each as a day in the life of a stage that must go right.
import { expect, test } from 'vitest'
import { at, day, hour } from '../../../test/minutes.ts'
import type { Limit } from '../../base/limits.ts'
import { describeCalendar, openCalendar } from '../../base/worktime.ts'
import { calendarOf } from '../regions/calendar.ts'
import { deadline, elapsed, finish, type Stage } from './clock.ts'

const china = openCalendar(calendarOf('Asia/Shanghai'))
const time = (local: string): number => at(local, '+08:00')
const nothing = { soon: null, late: null, provisional: false }

function stage(start: string, limit: Limit | null, more: Partial<Stage> = {}): Stage {
  return { start: time(start), limit, suspensions: [], extensions: [], finished: null, ...more }
}

const twoHours: Limit = { value: 2, unit: 'urgent_hour' }
const oneDay: Limit = { value: 1, unit: 'work_day' }

// mission: DC5
test('a limit that is removed stops everything, also after it was passed (zammad#4353, #4359)', () => {
  const late = stage('2026-03-02 09:00', twoHours)
  const now = time('2026-03-02 15:00')
  expect(elapsed(late, china, now).light).toBe('late')
  const removed = { ...late, limit: null, extensions: [{ at: late.start, add: oneDay }] }
  expect(deadline(removed, china)).toEqual(nothing)
  const { light, due, overdue, allowed } = elapsed(removed, china, now)
  expect({ light, due, overdue, allowed }).toEqual({ light: 'ok', due: null, overdue: 0, allowed: null })
  expect(elapsed(removed, china, now + 1000 * day).light).toBe('ok')
})

test('a case joined to another never becomes late (zammad#904), nor a closed or void one (zammad#2949)', () => {
  const joined = finish(stage('2026-03-02 09:00', twoHours), china, time('2026-03-02 10:00'))
  expect(deadline(joined, china)).toEqual(nothing)
  const reading = elapsed(joined, china, time('2026-03-20 10:00'))
  expect([reading.light, reading.overdue, reading.used]).toEqual(['ok', 0, hour])
})

test('pending time is not counted, and the clock goes on where it stood', () => {
  const held = stage('2026-03-02 08:30', oneDay, {
    suspensions: [{ from: time('2026-03-02 10:30'), until: null }],
  })
  const reading = elapsed(held, china, time('2026-03-30 10:00'))
  expect([reading.light, reading.used, reading.allowed, reading.due]).toEqual([
    'hold',
    2 * hour,
    8 * hour,
    null,
  ])
  expect(deadline(held, china)).toEqual(nothing)
  const resumed = {
    ...held,
    suspensions: [{ from: time('2026-03-02 10:30'), until: time('2026-03-30 10:00') }],
  }
  expect(deadline(resumed, china).late).toBe(time('2026-03-30 17:30'))
  // Half-open: suspended from the first instant on, no longer at the last.
  expect(elapsed(resumed, china, time('2026-03-02 10:30')).light).toBe('hold')
  expect(elapsed(resumed, china, time('2026-03-30 10:00') - 1).light).toBe('hold')
  expect(elapsed(resumed, china, time('2026-03-30 10:00')).light).toBe('ok')
  expect(elapsed(resumed, china, time('2026-03-30 12:00')).used).toBe(4 * hour)
})

test('a suspension over a weekend gives back working time only, not the weekend (glpi#10594)', () => {
  const weekend = { from: time('2026-03-06 17:00'), until: time('2026-03-09 09:30') }
  const held = stage('2026-03-06 08:30', oneDay, { suspensions: [weekend] })
  // One hour on Friday and one on Monday were not counted.
  expect(deadline(held, china).late).toBe(time('2026-03-09 10:30'))
  const urgent = stage('2026-03-06 16:00', twoHours, { suspensions: [weekend] })
  expect(deadline(urgent, china).late).toBe(time('2026-03-09 10:30'))
})

test('after resuming the stage can become late again (zammad#1322, #2091)', () => {
  const suspensions = [{ from: time('2026-03-02 09:30'), until: time('2026-03-04 09:30') }]
  const resumed = stage('2026-03-02 09:00', twoHours, { suspensions })
  expect(deadline(resumed, china).late).toBe(time('2026-03-04 11:00'))
  expect(elapsed(resumed, china, time('2026-03-04 11:00') + 1).light).toBe('late')
})

test('who has done his part does not become late while others are busy (zammad#3140)', () => {
  const handled = finish(stage('2026-03-02 09:00', twoHours), china, time('2026-03-02 10:59'))
  const checking = stage('2026-03-02 10:59', twoHours)
  const now = time('2026-03-05 09:00')
  expect(elapsed(handled, china, now).light).toBe('soon')
  expect(elapsed(checking, china, now).light).toBe('late')
})

test('each stage has its own clock: a shorter limit of another stage overrules nothing (zammad#5177)', () => {
  const accepting = stage('2026-03-02 09:00', { value: 4, unit: 'urgent_hour' })
  const verifying = stage('2026-03-02 09:30', { value: 1, unit: 'urgent_hour' })
  expect(deadline(verifying, china).late).toBe(time('2026-03-02 10:30'))
  expect(deadline(accepting, china).late).toBe(time('2026-03-02 13:00'))
})

test('the first finish settles used, due and overdue, with or without a limit (zammad#2579, #4516, #4777, #2082)', () => {
  const late = finish(stage('2026-03-02 09:00', twoHours), china, time('2026-03-02 12:00'))
  expect(late.finished).toEqual({
    at: time('2026-03-02 12:00'),
    light: 'late',
    used: 3 * hour,
    allowed: 2 * hour,
    soon: time('2026-03-02 10:36'),
    due: time('2026-03-02 11:00'),
    overdue: hour,
    provisional: false,
  })
  expect(deadline(late, china)).toEqual(nothing)
  expect(finish(late, china, time('2026-03-09 12:00'))).toBe(late)
  const free = finish(stage('2026-03-02 09:00', null), china, time('2026-03-02 12:00'))
  expect([free.finished?.used, free.finished?.light, free.finished?.due]).toEqual([3 * hour, 'ok', null])
})

test('time used is from the start of the stage to its end, whatever happens later (zammad#3410)', () => {
  const done = finish(stage('2026-03-02 08:30', oneDay), china, time('2026-03-02 11:30'))
  for (const now of ['2026-03-02 11:30', '2026-03-02 18:00', '2027-01-01 00:00'])
    expect(elapsed(done, china, time(now)).used).toBe(3 * hour)
})

test('before it is late it is soon, after that late, and a sweep by the stored instants sees both (zammad#3523)', () => {
  const running = stage('2026-03-02 09:00', { value: 15 / 60, unit: 'urgent_hour' })
  const { soon, late } = deadline(running, china)
  expect([soon, late]).toEqual([time('2026-03-02 09:12'), time('2026-03-02 09:15')])
  const swept = (now: number) => [soon !== null && soon <= now, late !== null && late < now]
  for (let now = running.start; now < running.start + hour; now += 1000) {
    const { light } = elapsed(running, china, now)
    expect(swept(now)).toEqual([light !== 'ok', light === 'late'])
  }
})

test('80 % falls into working hours, not to midnight (glpi#22678)', () => {
  const running = stage('2026-03-02 17:00', { value: 5, unit: 'work_hour' })
  expect(deadline(running, china).soon).toBe(time('2026-03-03 11:30'))
})

test('daylight saving takes no hour from an urgent limit and moves no office hour', () => {
  const helsinki = openCalendar(describeCalendar('Europe/Helsinki'))
  const start = Date.parse('2026-03-28T12:00:00+02:00')
  const over = (limit: Limit): number | null =>
    deadline({ ...stage('2026-03-28 12:00', limit), start }, helsinki).late
  expect(over({ value: 1, unit: 'urgent_day' })).toBe(Date.parse('2026-03-29T13:00:00+03:00'))
  expect(over({ value: 1, unit: 'work_hour' })).toBe(Date.parse('2026-03-30T09:30:00+03:00'))
  expect(over({ value: 1, unit: 'calendar_day' })).toBe(Date.parse('2026-03-30T00:00:00+03:00'))
  expect(start + day).toBe(over({ value: 1, unit: 'urgent_day' }))
})

test('a year end is a day like others, with the holidays that are known of the next year', () => {
  // 1 January 2026 is closed, Friday 2 too, Sunday 4 is a make-up workday.
  expect(deadline(stage('2025-12-31 17:00', oneDay), china).late).toBe(time('2026-01-04 17:00'))
  expect(deadline(stage('2025-12-31 23:30', twoHours), china).late).toBe(time('2026-01-01 01:30'))
  const days = stage('2025-12-31 10:00', { value: 1, unit: 'calendar_day' })
  expect(deadline(days, china).late).toBe(time('2026-01-02 00:00'))
})

test('past the last published year a limit in working time is provisional, other limits are not', () => {
  const known = openCalendar({ ...china.description, knownUntil: '2026-12-31' })
  const isProvisional = (start: string, limit: Limit): boolean => {
    const read = elapsed(stage(start, limit), known, time(start)).provisional
    expect(deadline(stage(start, limit), known).provisional).toBe(read)
    return read
  }
  expect(isProvisional('2026-12-31 08:30', oneDay)).toBe(false)
  expect(isProvisional('2026-12-31 08:31', oneDay)).toBe(true)
  expect(isProvisional('2026-12-31 08:31', { value: 2, unit: 'urgent_day' })).toBe(false)
  expect(isProvisional('2026-12-31 08:31', { value: 2, unit: 'calendar_day' })).toBe(false)
  const extended = (limit: Limit, ...add: Limit[]): boolean => {
    const extensions = add.map(add => ({ at: time('2026-12-28 08:30'), add }))
    return deadline(stage('2026-12-28 08:30', limit, { extensions }), known).provisional
  }
  const fourDays: Limit = { value: 4, unit: 'urgent_day' }
  expect(extended(fourDays, oneDay)).toBe(true)
  expect(extended(oneDay, fourDays)).toBe(true)
  expect(extended(twoHours, oneDay, fourDays)).toBe(false)
})

test('holidays published later move a running stage and never a finished one (zammad#534 the other way round)', () => {
  const before = openCalendar(describeCalendar('Asia/Shanghai', { knownUntil: '2025-12-31' }))
  const running = stage('2026-02-13 17:00', { value: 2, unit: 'work_day' })
  expect(deadline(running, before)).toEqual({
    soon: time('2026-02-17 13:48'),
    late: time('2026-02-17 17:00'),
    provisional: true,
  })
  expect(deadline(running, china).late).toBe(time('2026-02-24 17:00'))

  const done = finish(running, before, time('2026-02-18 10:00'))
  const stored: Stage = JSON.parse(JSON.stringify(done))
  const reading = elapsed(stored, china, time('2026-06-01 10:00'))
  expect(reading).toEqual(done.finished)
  expect([reading.light, reading.used, reading.overdue]).toEqual(['late', 18.5 * hour, 2.5 * hour])
})

test('a suspension begun after the stage was late does not hide it', () => {
  const suspensions = [{ from: time('2026-03-02 12:00'), until: null }]
  const held = stage('2026-03-02 09:00', twoHours, { suspensions })
  const reading = elapsed(held, china, time('2026-03-05 12:00'))
  expect([reading.light, reading.overdue]).toEqual(['late', hour])
  expect(deadline(held, china).late).toBe(time('2026-03-02 11:00'))
})

test('outside working hours a stage past due is late by nothing yet', () => {
  const friday = stage('2026-03-06 08:30', oneDay)
  expect(deadline(friday, china).late).toBe(time('2026-03-06 18:00'))
  const saturday = elapsed(friday, china, time('2026-03-07 10:00'))
  expect([saturday.light, saturday.used, saturday.overdue]).toEqual(['late', 8 * hour, 0])
})

test('an earlier light can be recomputed: what came later is not known then', () => {
  const lived = stage('2026-03-02 09:00', twoHours, {
    suspensions: [{ from: time('2026-03-02 11:30'), until: time('2026-03-02 12:00') }],
    extensions: [{ at: time('2026-03-02 13:00'), add: { value: 6, unit: 'urgent_hour' } }],
  })
  const done = finish(lived, china, time('2026-03-02 16:00'))
  const light = (now: string): string => elapsed(done, china, time(now)).light
  expect(['10:00', '10:36', '11:15', '13:00', '16:00'].map(now => light(`2026-03-02 ${now}`))).toEqual([
    'ok',
    'soon',
    'late',
    'ok',
    'soon',
  ])
})

test('the end of a stage ends its suspension: it was in time, with the due time it had', () => {
  const held = stage('2026-03-02 09:00', twoHours, {
    suspensions: [{ from: time('2026-03-02 10:00'), until: null }],
  })
  const { finished } = finish(held, china, time('2026-03-05 10:00'))
  expect([finished?.light, finished?.used, finished?.due]).toEqual(['ok', hour, time('2026-03-05 11:00')])
})

test('a calendar without work gives a work limit no end, and an urgent one its own', () => {
  const never = openCalendar(calendarOf('UTC', { week: { ...china.description.week, ...closed } }))
  const reading = elapsed(stage('2026-03-02 09:00', oneDay), never, time('2026-05-02 09:00'))
  expect([reading.light, reading.due, reading.allowed, reading.used]).toEqual(['ok', null, null, 0])
  expect(deadline(stage('2026-03-02 09:00', twoHours), never).late).toBe(time('2026-03-02 11:00'))
})

test('before its start a stage has used nothing', () => {
  const reading = elapsed(stage('2026-03-02 09:00', oneDay), china, time('2026-03-01 09:00'))
  expect([reading.light, reading.used, reading.overdue]).toEqual(['ok', 0, 0])
})

test('what cannot be meant is refused with a sentence', () => {
  const due = (limit: Limit) => () => deadline(stage('2026-03-02 09:00', limit), china)
  for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(due({ value, unit: 'work_hour' })).toThrow('give a positive number')
  for (const value of [-1, 0.5, Number.NaN])
    expect(due({ value, unit: 'calendar_day' })).toThrow('whole calendar days')
  const suspensions = [{ from: time('2026-03-02 10:00'), until: time('2026-03-02 09:59') }]
  const backwards = stage('2026-03-02 09:00', oneDay, { suspensions })
  expect(() => deadline(backwards, china)).toThrow('cannot end at')
  expect(() => finish(backwards, china, time('2026-03-02 08:00'))).toThrow('cannot end at')
})

const closed = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] }
