// The columns of a published file as its requests, its squares as grids, its holidays and limits: pure, by literals and by chance.
// mission: DC5
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTimes } from '../../base/localtime.ts'
import { describeCalendar, openCalendar } from '../../base/worktime.ts'
import { lattice, squares } from '../../geo/squares.ts'
import { deadline } from '../cases/clock.ts'
import { steps } from '../cases/steps.ts'
import { roles } from '../identity/rules.ts'
import { names, readerOf, type Said } from './columns.ts'
import { found, mostInCommunity } from './founding.ts'
import { federalHolidays } from './holidays.ts'
import { masked } from './masking.ts'
import { apartOf, judging, outcomeOf, sourceOf, wallOf } from './rules.ts'
import { asOf, newSurvey, survey } from './surveying.ts'
import { limitOf, walks } from './walking.ts'

const zone = 'America/New_York'
const blank: Said = {
  ...{ number: '1', opened: '01/05/2015 09:00:00 AM', target: '', closed: '', flag: 'ONTIME', closing: '' },
  ...{ title: '', subject: 'Public Works', reason: 'Street Lights', type: 'Outage', department: 'PWDx' },
  ...{ address: '1 City Hall Sq', neighbourhood: 'Downtown', latitude: '42.36', longitude: '-71.06' },
  source: 'Constituent Call',
}

// mission: DC5
test('times are read as the city writes them, and what is no time is told from it', () => {
  expect(wallOf('01/01/2015 12:20:09 AM')).toBe(Date.UTC(2015, 0, 1, 0, 20, 9))
  expect(wallOf('12/31/2015 12:00:00 PM')).toBe(Date.UTC(2015, 11, 31, 12))
  expect(wallOf('2022-01-21 13:47:00')).toBe(Date.UTC(2022, 0, 21, 13, 47))
  for (const wrong of ['02/30/2015 01:00:00 PM', '13/01/2015 01:00:00 PM', '01/01/2015 13:00:00 PM', 'soon'])
    expect(wallOf(wrong)).toBe(undefined)
})

// mission: DC5
test('a row that contradicts itself is refused with the column, and the others go on', () => {
  const judge = judging(zone)
  const why = (said: Partial<Said>): unknown => {
    const judged = judge({ ...blank, ...said })
    return 'refused' in judged ? [judged.refused, judged.field] : 'request'
  }
  expect(why({ number: 'a' })).toBe('request')
  expect(why({ number: 'a' })).toEqual(['twice', 'number'])
  expect(why({ number: '' })).toEqual(['no_number', 'number'])
  expect(why({ number: 'b', opened: '' })).toEqual(['no_opening', 'opened'])
  expect(why({ number: 'c', target: 'next week' })).toEqual(['bad_time', 'target'])
  expect(why({ number: 'd', closed: '01/05/2015 08:59:59 AM' })).toEqual(['closed_before_opened', 'closed'])
  expect(why({ number: 'e', target: '01/04/2015 09:00:00 AM' })).toEqual(['target_before_opening', 'target'])
  expect(why({ number: 'f', type: '' })).toEqual(['no_type', 'type'])
})

test('what is not scored is said with its reason', () => {
  expect(apartOf({ opened: 1, target: null, flag: 'on_time' }, true)).toEqual(['no_target'])
  expect(apartOf({ opened: 1, target: 1, flag: null }, false)).toEqual([
    'target_at_opening',
    'no_place',
    'no_flag',
  ])
  expect(apartOf({ opened: 1, target: 2, flag: 'overdue' }, true)).toEqual([])
})

// mission: DC5
test('the limit that a target leaves ends at the target, to the millisecond and across changed clocks', () => {
  const calendar = openCalendar(describeCalendar(zone))
  const toInstant = localTimes(zone)(2015)
  const wall = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2015, 11, 30) })
  fc.assert(
    fc.property(wall, wall, (a, b) => {
      const [opened, target] = [toInstant(Math.min(a, b)), toInstant(Math.max(a, b))]
      fc.pre(target > opened)
      const stage = { start: opened, limit: limitOf(target - opened), suspensions: [], extensions: [] }
      expect(deadline({ ...stage, finished: null }, calendar).late).toBe(target)
    }),
  )
})

// mission: DC4
test('each step of the walk is taken by a post that may take it', () => {
  for (const [name, role] of Object.entries(walks)) {
    const step = Object.entries(steps).find(([each]) => each === name)?.[1]
    expect([name, roles[role].may.some(may => may === step?.may)]).toEqual([name, true])
  }
})

test('telephone numbers and e-mail addresses are taken out, dates and case numbers stay', () => {
  expect(masked('Call 617-635-4500 or (617) 635 4500 ext 2, jo.doe@boston.gov')).toBe(
    'Call [number removed] or [number removed] ext 2, [e-mail removed]',
  )
  expect(masked('Done 01/13/2015 09:14 at 145-151 Ipswich St, 02215; see 101001240735')).toBe(
    'Done 01/13/2015 09:14 at 145-151 Ipswich St, 02215; see 101001240735',
  )
})

test('sources and outcomes are said in the words that Gangmu has', () => {
  expect(
    ['Constituent Call', 'Citizens Connect App', 'Self Service', 'City Worker App', 'Employee Generated'].map(
      sourceOf,
    ),
  ).toEqual(['hotline', 'portal', 'portal', 'inspector', 'inspector'])
  expect(['Maximo Integration', ''].map(sourceOf)).toEqual(['import', 'import'])
  expect(
    ['Case Closed Case Resolved', 'Case Closed Duplicate of Existing Case', 'Case Closed NOACC'].map(
      outcomeOf,
    ),
  ).toEqual(['fixed', 'gone', 'cannot'])
})

test('the federal holidays of 2015', () => {
  expect(federalHolidays(2015)).toEqual([
    ...['2015-01-01', '2015-01-19', '2015-02-16', '2015-05-25', '2015-07-03', '2015-09-07', '2015-10-12'],
    ...['2015-11-11', '2015-11-26', '2015-12-25'],
  ])
})

test('both ways in which the city writes its header are read, and what is missing is named', () => {
  const reader = readerOf(Object.values(names))
  expect('read' in reader).toBe(true)
  const newer = Object.values(names).map(name => (name === 'OnTime_Status' ? 'ontime' : name.toLowerCase()))
  expect('read' in readerOf(newer)).toBe(true)
  expect(readerOf(newer.filter(name => name !== 'target_dt'))).toEqual({ missing: ['TARGET_DT'] })
})

test('the squares of a lattice are those of the whole box, and every place lies in the one it is told', () => {
  const box = { west: -71.2, south: 42.2, east: -71.15, north: 42.23 }
  const all = squares(box, 100)
  const laid = lattice(box, 100)
  expect([laid.columns, laid.rows]).toEqual([all.columns, all.rows])
  for (const square of all.squares) expect(laid.square(square.column, square.row)).toEqual(square)
  const within = (from: number, upto: number) => fc.double({ min: from, max: upto, noNaN: true })
  fc.assert(
    fc.property(within(box.west, box.east), within(box.south, box.north), (x, y) => {
      const { column, row } = laid.at([x, y])
      const [[west = 0, south = 0] = [], , [east = 0, north = 0] = []] = laid.square(column, row).ring
      expect(west <= x && x <= east && south <= y && y <= north).toBe(true)
    }),
  )
})

// mission: DC5
test('communities hold at most 900 squares, each point lies in one, and a placeholder in none', () => {
  const seen = newSurvey()
  const judge = judging(zone)
  const add = (said: Partial<Said>): void => {
    const judged = judge({ ...blank, ...said, number: `${seen.requests}` })
    if ('request' in judged) survey(seen, judged.request)
  }
  for (let at = 0; at < 2000; at += 1)
    add({
      longitude: `${-71.2 + (at % 50) * 0.0013}`,
      latitude: `${42.3 + Math.floor(at / 50) * 0.001}`,
      neighbourhood: at % 7 === 0 ? '' : 'Dorchester',
    })
  for (let at = 0; at < 3; at += 1) add({ address: '', longitude: '-71.0587', latitude: '42.3594' })
  const { grids, gridOf, regions } = found({ code: '990311', name: 'Boston' }, seen)
  const sizes = [...Map.groupBy(grids, ({ region }) => region).values()].map(group => group.length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(mostInCommunity)
  expect(new Set(grids.map(({ code }) => code)).size).toBe(grids.length)
  expect(gridOf.size).toBe(2000)
  expect(gridOf.has('-71.0587 42.3594')).toBe(false)
  expect(regions.filter(({ level }) => level === 'community').length).toBe(sizes.length)
})

test('the export is as of its latest instant, where that explains which open requests were late', () => {
  const from = { ...newSurvey(), latest: 10 }
  expect(asOf({ ...from, lastMissed: 5, firstAwaited: 20 }).at).toBe(10)
  expect(asOf({ ...from, lastMissed: 15, firstAwaited: 20 }).at).toBe(16)
  expect(asOf(from).at).toBe(10)
})
