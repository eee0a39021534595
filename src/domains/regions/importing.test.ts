// Published years as people paste them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hours } from '../../../test/calendars.ts'
import { officeWeek } from '../../base/worktime.ts'
import { calendarOf, publishedIn } from './calendar.ts'
import { readDays, readHours, writeHours } from './importing.ts'

const words = { closed: ['\u4f11'], worked: ['\u73ed'] }
const read = (text: string) => readDays(text, words, officeWeek)

test('lines of dates that are closed, worked or have hours of their own', () => {
  const text =
    'date,hours\r\n2027-01-01,closed\n2027-01-03, work\n\n2027-02-05,8:30-12:00 13:30–16:00\n2027-02-06,\u4f11\n2027-02-07\u73ed'
  const { dates, faults, wholeYear } = read(text.replace('07\u73ed', '07\uff0c\u73ed'))
  expect(faults).toEqual([])
  expect(wholeYear).toBeNull()
  expect(dates).toEqual({
    '2027-01-01': [],
    '2027-01-03': officeWeek.monday,
    '2027-02-05': [
      { from: '08:30', to: '12:00' },
      { from: '13:30', to: '16:00' },
    ],
    '2027-02-06': [],
    '2027-02-07': officeWeek.monday,
  })
})

test('JSON of either kind reads the same', () => {
  const object = '{"2027-01-01": "closed", "2027-01-03": "work", "2027-10-01": []}'
  const holidayCn =
    '{"year": 2027, "days": [{"name": "n", "date": "2027-01-01", "isOffDay": true}, {"date": "2027-01-03", "isOffDay": false}, {"date": "2027-10-01", "isOffDay": true}]}'
  expect(read(object)).toEqual(read(holidayCn))
  expect(read(object)).toEqual({
    dates: { '2027-01-01': [], '2027-01-03': officeWeek.monday, '2027-10-01': [] },
    faults: [],
    wholeYear: 2027,
  })
})

test('what cannot be read is said with its line, and the rest is there', () => {
  const { dates, faults } = read(
    '2027-01-01,closed\n2027-02-30,closed\n1969-01-01,closed\n2027-01-02,perhaps\n2027-01-03,12:00-08:00\n2027-01-01,work\n2027-01-04',
  )
  expect(Object.keys(dates)).toEqual(['2027-01-01'])
  expect(faults.map(({ line, wrong, said }) => `${line} ${wrong} ${said}`)).toEqual([
    '2 date 2027-02-30',
    '3 years 1969-01-01',
    '4 hours perhaps',
    '5 hours 12:00-08:00',
    '6 twice 2027-01-01',
    '7 hours ',
  ])
  expect(read('{"2027-01-01": ').faults).toMatchObject([{ line: 1, wrong: 'json' }])
  expect(read('[1, null, {}]').faults.map(({ wrong }) => wrong)).toEqual(['date', 'date', 'date'])
})

test('the shipped year 2026, written as lines and imported, is the shipped year 2026', () => {
  const { closed, makeUp } = publishedIn([2026])
  const text = [...closed.map(date => `${date},closed`), ...makeUp.map(date => `${date},work`)].join('\n')
  const { dates, faults, wholeYear } = read(text)
  expect([faults, wholeYear]).toEqual([[], 2026])
  const berlin = calendarOf('Europe/Berlin', { exceptions: dates, knownUntil: '2026-12-31' })
  const china = calendarOf('Asia/Shanghai')
  for (const date of [...closed, ...makeUp])
    expect([date, berlin.exceptions[date]]).toEqual([date, china.exceptions[date]])
})

test('hours that are written and read again are the same hours', () => {
  fc.assert(
    fc.property(hours, spans => {
      expect(readHours(writeHours(spans))).toEqual(spans)
    }),
  )
})
