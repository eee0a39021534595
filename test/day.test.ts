// The parts of the simulated days that are decided from values alone: agenda, timetable, clock, dice, characters, pictures.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda } from '../demo/day/agenda.ts'
import { castOf } from '../demo/day/characters.ts'
import { dayClock } from '../demo/day/clock.ts'
import { daysFrom, localHour } from '../demo/day/days.ts'
import { dice } from '../demo/day/dice.ts'
import { doDue, isDue } from '../demo/day/due.ts'
import { metres } from '../demo/day/land.ts'
import { secondsTo, walkable } from '../demo/day/people/inspectors.ts'
import { disguised, photograph } from '../demo/day/pictures.ts'
import { thingOf } from '../demo/day/things.ts'
import { troublesOf } from '../demo/day/troubles.ts'
import { rasterOf } from '../src/base/files.ts'
import { apart, farthest, type Look, lookOf } from '../src/base/looks.ts'
import { asked } from '../src/commands/simulate.ts'

test('what is on the agenda happens in the order of its time, and in that of its entry where two are at once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), times => {
      const agenda = new Agenda()
      for (const at of times) agenda.add(at, async () => {})
      const taken: number[] = []
      for (let next = agenda.take(); next; next = agenda.take()) taken.push(next.at)
      expect(taken).toEqual(times.toSorted((a, b) => a - b))
    }),
  )
  const agenda = new Agenda()
  const said: string[] = []
  for (const name of ['first', 'second', 'third']) agenda.add(7, async () => void said.push(name))
  for (let next = agenda.take(); next; next = agenda.take()) void next.act()
  expect(said).toEqual(['first', 'second', 'third'])
})

test('chores are done at their own minutes between two happenings, and no minute twice', async () => {
  const start = Date.parse('2026-04-01T00:00:00Z')
  let now = start
  const done: string[] = []
  const chore = (name: string, cron: string, first?: () => Promise<string | undefined>) => ({
    name,
    cron,
    work: async () => void done.push(`${name} ${new Date(now).toISOString().slice(11, 16)}`),
    ...(first && { first }),
  })
  const due = new Date(start + 17.5 * 60_000).toISOString()
  const chores = [
    chore('seal', '4 * * * *'),
    chore('night', '10 3 * * *'),
    chore('sweep', '* * * * *', async () => (done.some(each => each === 'sweep 00:18') ? undefined : due)),
  ]
  const goTo = async (at: number) => {
    now = at
  }
  const stopped = () => false
  await doDue(chores, start, start + 65 * 60_000 - 1, { goTo, stopped })
  await doDue(chores, start + 65 * 60_000 - 1, start + 66 * 60_000, { goTo, stopped })
  expect(done.filter(each => each.startsWith('seal'))).toEqual(['seal 00:04', 'seal 01:04'])
  expect(done.filter(each => each.startsWith('night'))).toEqual([])
  // At every tenth minute for what nobody foresees, and in the first minute after something comes up.
  expect(done.filter(each => each.startsWith('sweep'))).toEqual(
    ['00:10', '00:18', '00:20', '00:30', '00:40', '00:50', '01:00'].map(time => `sweep ${time}`),
  )
  expect(isDue('20 3 * * *', Date.parse('2026-04-01T03:20:00Z'))).toBe(true)
  expect(() => isDue('*/5 * * * *', start)).toThrow('cannot be followed')
})

test('the clock jumps without a speed, walks with one, stops when it is told to, and never goes back', async () => {
  let pace: number | undefined
  const clock = dayClock(1000, () => pace)
  await clock.goTo(5000, () => false)
  expect(clock.now()).toBe(5000)
  await clock.goTo(4000, () => false)
  clock.pass(10)
  expect(clock.now()).toBe(5010)
  pace = 100_000
  await clock.goTo(8000.7, () => false)
  await clock.goTo(9000, () => false)
  expect(clock.now()).toBe(9000)
  pace = 1
  await clock.goTo(9_000_000, () => true)
  expect(clock.now()).toBeLessThan(60_000)
})

test('days follow the clock and the calendar of the district', () => {
  const calendar = { timeZone: 'Asia/Shanghai', closed: ['2026-04-06'], makeUp: ['2026-04-05'] }
  const days = daysFrom(Date.parse('2026-04-04T17:00:00Z'), calendar)
  const told = [0, 1, 2].map(number => days(number))
  expect(told.map(({ date, isWorkday }) => [date, isWorkday])).toEqual([
    ['2026-04-05', true],
    ['2026-04-06', false],
    ['2026-04-07', true],
  ])
  expect(new Date(told[0]?.at(8.5) ?? 0).toISOString()).toBe('2026-04-05T00:30:00.000Z')
  expect(localHour(told[0]?.at(8.5) ?? 0, 'Asia/Shanghai')).toBe(8.5)
})

test('of three colleagues one cheats and one is sloppy; in an honest district nobody is either', () => {
  const cast = [...castOf(1, ['a', 'b', 'c', 'd'], false).values()].toSorted()
  expect(cast).toEqual(['cheat', 'honest', 'honest', 'sloppy'])
  expect([...castOf(1, ['a', 'b', 'c'], true).values()]).toEqual(['honest', 'honest', 'honest'])
})

test('the same seed and date bring the same troubles, whatever was asked before', () => {
  const town = {
    seed: 5,
    grids: [square(0), square(1), square(2)],
    kinds: [kind('0110', 'Exposed household garbage')],
    accounts: [],
    houses: [],
  }
  const days = daysFrom(Date.parse('2026-04-01T00:00:00Z'), {
    timeZone: 'Asia/Shanghai',
    closed: [],
    makeUp: [],
  })
  const of = (number: number) => troublesOf(town, days(number), { cases: 30, withWrongs: true })
  const first = of(1)
  of(2)
  expect(of(1)).toEqual(first)
  expect(of(2)).not.toEqual(first)
  const honest = troublesOf(town, days(1), { cases: 30, withWrongs: false })
  expect(honest.filter(({ isPrank, isOutside, again }) => isPrank || isOutside || again)).toEqual([])
  // Whoever walks from one to the next has the time to come there.
  const walked = walkable(first)
  for (const [at, trouble] of walked.entries()) {
    const before = walked[at - 1]
    if (before)
      expect(trouble.at - before.at).toBeGreaterThanOrEqual(secondsTo(before.place, trouble.place) * 1000)
  }
  expect(secondsTo({ longitude: 0, latitude: 0 }, { longitude: 0.02, latitude: 0 })).toBeGreaterThan(
    metres({ longitude: 0, latitude: 0 }, { longitude: 0.02, latitude: 0 }) / 5,
  )
})

test('a place is another picture for everybody who looks, and the same one again is known unless its edges are cut', async () => {
  const looks: { street: number; look: Look }[] = []
  let found = { same: 0, reencoded: 0, cropped: 0 }
  for (let street = 0; street < 30; street += 1) {
    for (const [eye, isMended] of [
      ['resident', false],
      ['department', true],
      ['inspector', true],
    ] as const) {
      const photo = await photograph({ street, thing: thingOf(`${street}`), isMended, eye })
      const look = await seen(photo)
      looks.push({ street, look })
      if (eye !== 'inspector') continue
      for (const how of ['same', 'reencoded', 'cropped'] as const) {
        const again = await seen(await disguised(photo, how))
        if (apart(look, again) <= farthest) found = { ...found, [how]: found[how] + 1 }
      }
    }
  }
  const near = looks.flatMap((one, at) =>
    looks.slice(at + 1).filter(other => apart(one.look, other.look) <= farthest),
  )
  expect(near).toEqual([])
  expect(found.same).toBe(30)
  expect(found.reencoded).toBeGreaterThanOrEqual(29)
  expect(found.cropped).toBeLessThan(10)
})

test('what simulate is asked is read, and what cannot be is said in a sentence', () => {
  expect(
    asked(['--days', '3', '--seed', '7', '--from', '2026-04-01', '--speed', '60', '--stay']),
  ).toMatchObject({
    days: 3,
    seed: 7,
    from: Date.parse('2026-04-01T00:00:00Z'),
    speed: 60,
    stay: true,
    isHonest: false,
  })
  for (const [args, wrong] of [
    [[], 'Say how many days'],
    [['--days', '0'], '--days must be a whole number from 1 to 400'],
    [['--days', '2', '--from', 'yesterday'], '--from is a date'],
    [['--days', '2', '--from', '2026-02-31T00:00'], '--from is a date'],
    [['--days', '2', '--speed', 'fast'], '--speed says how many'],
    [['--days', '2', '--report', 'r.txt'], 'written as .md or .json'],
    [['--days', '2', '--colour', 'red'], 'Usage: simulate'],
    [['two', '--days', '2'], 'Usage: simulate'],
  ] as const)
    expect(() => asked(args)).toThrow(wrong)
})

test('dice are thrown by name: neighbours are unlike, and shares come out as asked', () => {
  const throws = Array.from({ length: 4000 }, (_, at) => dice(3, 'case', at).chance(0.2))
  const share = throws.filter(Boolean).length / throws.length
  expect(share).toBeGreaterThan(0.17)
  expect(share).toBeLessThan(0.23)
  expect(dice(3, 'case', 1).next()).toBe(dice(3, 'case', 1).next())
})

async function seen(photo: Buffer): Promise<Look> {
  const look = lookOf(await rasterOf(photo))
  if (!look) throw new Error('a picture without a look')
  return look
}

function square(at: number) {
  const [west, south, size] = [120 + at * 0.001, 30, 0.001]
  const ring = [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ]
  const centre = { longitude: west + size / 2, latitude: south + size / 2 }
  return { code: `99010300100100${at}`, name: `${at}`, region: '990103001001', centre, rings: [ring] }
}

function kind(code: string, name: string) {
  return {
    edition: 'gbt30428_2_2013',
    type: 'event' as const,
    code,
    name: { zh: name, en: name },
    thing: thingOf(name),
    offered: true,
    weight: 1,
    nearMetres: 50,
    checkMetres: 100,
  }
}
