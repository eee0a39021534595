// Limits in words, and days of a district as instants.
import { expect, test } from 'vitest'
import { openWords } from '../../../ui/words/open.ts'
import type { Say } from '../../../ui/words/words.ts'
import { beginOfDay, dateAfter, limitWords } from './limits.ts'

const words = { zh: openWords('zh'), en: openWords('en') }
const say =
  (language: 'zh' | 'en'): Say =>
  (key, values) =>
    words[language].t(key, { ...values })

test('a limit is said with its number and unit, one of them in the singular', () => {
  expect(limitWords({ value: 2, unit: 'urgent_hour' }, say('en'))).toBe('2 urgent hours')
  expect(limitWords({ value: 1, unit: 'work_day' }, say('en'))).toBe('1 work day')
  expect(limitWords({ value: 2, unit: 'urgent_hour' }, say('zh'))).toBe('2 紧急工作时')
})

test('parts of an hour are said in minutes', () => {
  expect(limitWords({ value: 1 / 6, unit: 'urgent_hour' }, say('en'))).toBe('10 minutes by the wall clock')
  expect(limitWords({ value: 1.5, unit: 'work_hour' }, say('en'))).toBe('1.5 work hours')
})

test('a day begins at its own midnight, also where summer time begins in that night', () => {
  expect(beginOfDay('2026-07-01', 'Asia/Shanghai')).toBe('2026-06-30T16:00:00.000Z')
  expect(beginOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(beginOfDay('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z')
  expect(beginOfDay('2026-11-01', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z')
  expect(beginOfDay('soon', 'Asia/Shanghai')).toBeUndefined()
  expect(beginOfDay('2026-13-01', 'Asia/Shanghai')).toBeUndefined()
})

test('tomorrow is the next local date', () => {
  expect(dateAfter(Date.parse('2026-06-30T17:00:00Z'), 1, 'Asia/Shanghai')).toBe('2026-07-02')
  expect(dateAfter(Date.parse('2026-12-31T12:00:00Z'), 1, 'Asia/Shanghai')).toBe('2027-01-01')
})
