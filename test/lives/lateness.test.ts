// Where other systems are known to be wrong about lateness, at the level of whole cases: limits that were removed, joined
// cases, suspensions, ends of years, holidays that are published later, and clocks that change. mission: DC5
import { expect, test } from 'vitest'
import { district, garbage, inside } from '../city.ts'
import { minute } from '../minutes.ts'
import { picture } from '../pictures.ts'
import { loadTown } from '../town/load.ts'
import { smallTown } from '../town/town.ts'
import { signedIn } from './people.ts'
import { close, finished, handling, publishAccept, report, street } from './street.ts'

test('a limit that is taken out of the rulebook stays with the cases that run by it, and is not for new ones', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const before = await report(given)
    await publishAccept(given, null)
    const after = await report(given)
    expect([await given.due(before), await given.due(after)]).toEqual(['2026-04-01 10:00', null])
    given.at('2026-04-20 09:00')
    await given.sweep()
    expect(await given.told(before)).toEqual(['overdue', 'escalated'])
    expect(await given.told(after)).toEqual([])
  }))

test('a limit that is made shorter makes nobody late who was in time', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    await publishAccept(given, { value: 8, unit: 'work_hour' })
    const id = await report(given)
    await publishAccept(given, { value: 1, unit: 'work_hour' })
    given.at('2026-04-01 16:00')
    await given.sweep()
    expect([await given.due(id), await given.told(id)]).toEqual(['2026-04-02 09:00', []])
  }))

test('what is told is told once, to the leader and, after as much time again, to his superior; never more', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await report(given)
    const states: string[][] = []
    for (const local of ['10:00', '10:01', '10:30', '11:00', '11:01', '17:00']) {
      given.at(`2026-04-01 ${local}`)
      await given.sweep()
      states.push(await given.told(id))
    }
    expect(states.map(({ length }) => length)).toEqual([0, 1, 1, 1, 2, 2])
    expect((await (await given.as('leader')).cases.show({ id })).state).toBe('reported')
  }))

test('what was joined, refused or closed never becomes late, and what was late is told of no more', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const [into, joined, late] = [await report(given), await report(given), await report(given)]
    const acceptor = await given.as('acceptor')
    await acceptor.supervision.join({ id: joined, into, reason: 'same_thing' })
    given.at('2026-04-01 10:30')
    await given.sweep()
    await acceptor.supervision.refuse({ id: late, reason: 'not_found' })
    given.at('2026-04-30 09:00')
    await given.sweep()
    expect([await given.told(joined), await given.told(late), await given.told(into)]).toEqual([
      [],
      ['overdue'],
      ['overdue', 'escalated'],
    ])
  }))

test('time that is suspended is not counted; the clock goes on at its date, late only after what was left', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await handling(given)
    expect(await given.due(id)).toBe('2026-04-01 14:30')
    given.at('2026-04-01 10:00')
    const [works, coordinator] = [await given.as('works'), await given.as('coordinator')]
    await works.handling.askSuspension({ id, reason: 'season', until: '2026-04-15T16:00:00+08:00' })
    await coordinator.command.decide({ id, granted: true, reason: 'agreed' })
    // One hour is used, three are left: two on Wednesday, one on Thursday.
    expect(await given.due(id)).toBe('2026-04-16 09:30')
    given.at('2026-04-10 12:00')
    await given.sweep()
    const { state, light } = await (await given.as('leader')).cases.show({ id })
    expect({ state, light, told: await given.told(id) }).toEqual({
      state: 'suspended',
      light: 'hold',
      told: [],
    })
    given.at('2026-04-15 20:00')
    await given.sweep()
    expect([await given.due(id), await given.told(id)]).toEqual(['2026-04-16 09:30', ['woken']])
    given.at('2026-04-16 09:31')
    await given.sweep()
    expect(await given.told(id)).toEqual(['woken', 'overdue'])
  }))

test('time in which a result is looked at is not the department’s, and its own lateness is told for itself', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await handling(given)
    given.at('2026-04-01 10:00')
    const works = await given.as('works')
    const { id: file } = await works.files.upload({ file: await picture() })
    await works.handling.finish({ id, pictures: [file] })
    // The command side is late with passing it on.
    given.at('2026-04-03 09:00')
    await given.sweep()
    expect(await given.told(id)).toEqual(['overdue', 'escalated'])
    await (await given.as('coordinator')).command.redo({ id, reason: 'half_done' })
    // Of four hours three are left, from Friday nine o'clock.
    expect(await given.due(id)).toBe('2026-04-03 12:00')
    given.at('2026-04-03 12:01')
    await given.sweep()
    expect(await given.told(id)).toEqual(['overdue', 'escalated', 'overdue'])
    // Late work that is finished and found wanting is late still, and told of no second time.
    const { id: again } = await (await given.as('works')).files.upload({ file: await picture() })
    await (await given.as('works')).handling.finish({ id, pictures: [again] })
    await (await given.as('coordinator')).command.redo({ id, reason: 'half_done' })
    given.at('2026-04-03 14:00')
    await given.sweep()
    expect((await given.told(id)).filter(happened => happened === 'overdue')).toHaveLength(2)
  }))

test('a calendar that is published while a result is looked at leaves the department’s clock where it rested', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await handling(given)
    const works = await given.as('works')
    const { id: file } = await works.files.upload({ file: await picture() })
    given.at('2026-04-01 16:00')
    await works.handling.finish({ id, pictures: [file] })
    // The command side has four work hours, which the new holiday moves.
    await close(given, '2026-04-02')
    await given.sweep()
    expect(await given.due(id)).toBe('2026-04-03 10:30')
    given.at('2026-04-01 17:00')
    await (await given.as('coordinator')).command.redo({ id, reason: 'half_done' })
    // It was late by an hour and a half when it was finished, and is so again; nothing begins anew.
    expect(await given.due(id)).toBe('2026-04-01 14:30')
  }))

test('nobody extends or suspends what is late, however long ago it was asked for', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await handling(given)
    await (await given.as('works')).handling.askExtension({
      ...{ id, reason: 'weather' },
      add: { value: 2, unit: 'work_day' },
    })
    given.at('2026-04-01 14:31')
    const decide = (granted: boolean) =>
      given.as('coordinator').then(({ command }) => command.decide({ id, granted, reason: 'agreed' }))
    await expect(decide(true)).rejects.toMatchObject({ code: 'cases.overdue' })
    await decide(false)
    expect(await given.due(id)).toBe('2026-04-01 14:30')
  }))

test('Spring Festival and its make-up Saturday: the festival does not count, the Saturday does', () =>
  street(async given => {
    given.at('2026-02-13 16:00')
    // Two hours on Friday, two on the make-up Saturday.
    expect(await given.due(await handling(given))).toBe('2026-02-14 10:30')
    given.at('2026-02-14 16:00')
    expect(await given.due(await handling(given))).toBe('2026-02-24 10:30')
    given.at('2026-09-30 16:00')
    expect(await given.due(await handling(given))).toBe('2026-10-08 10:30')
  }))

test('over the end of the year a limit is provisional; the holidays that are published later move it, once', () =>
  street(async given => {
    given.at('2026-12-31 16:00')
    const id = await handling(given)
    const shown = async () => {
      const { provisional, light } = await (await given.as('leader')).cases.show({ id })
      return { due: await given.due(id), provisional, light }
    }
    expect(await shown()).toEqual({ due: '2027-01-01 10:30', provisional: true, light: 'ok' })
    given.at('2026-12-31 17:00')
    await close(given, '2027-01-01')
    await given.sweep()
    expect(await shown()).toEqual({ due: '2027-01-04 10:30', provisional: false, light: 'ok' })
    given.at('2027-01-01 12:00')
    await given.sweep()
    expect(await given.told(id)).toEqual([])
  }))

test('holidays that are published for a year without moving a limit end its being provisional', () =>
  street(async given => {
    given.at('2026-12-31 16:00')
    const id = await handling(given)
    given.at('2026-12-31 17:00')
    await close(given, '2027-05-03')
    await given.sweep()
    const { provisional } = await (await given.as('leader')).cases.show({ id })
    expect({ due: await given.due(id), provisional }).toEqual({ due: '2027-01-01 10:30', provisional: false })
  }))

test('a holiday that is published afterwards takes no lateness back', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await report(given)
    given.at('2026-04-01 10:30')
    await given.sweep()
    await close(given, '2026-04-01')
    given.at('2026-04-01 10:45')
    await given.sweep()
    const { light } = await (await given.as('leader')).cases.show({ id })
    expect({ due: await given.due(id), light, told: await given.told(id) }).toEqual({
      ...{ due: '2026-04-01 10:00', light: 'late', told: ['overdue'] },
    })
  }))

test('late work that is looked at while a holiday is published afterwards is late still when it goes on', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const [id, inTime] = [await handling(given), await handling(given)]
    given.at('2026-04-01 14:00')
    await finished(given, inTime)
    given.at('2026-04-01 14:31')
    await given.sweep()
    await finished(given, id)
    await close(given, '2026-04-01')
    await given.sweep()
    given.at('2026-04-01 15:00')
    const { command } = await given.as('coordinator')
    await command.redo({ id, reason: 'half_done' })
    await command.redo({ id: inTime, reason: 'half_done' })
    const { light, stage } = await (await given.as('leader')).cases.show({ id })
    expect({ stage, light, due: await given.due(id) }).toEqual({
      ...{ stage: 'handle', light: 'late', due: '2026-04-01 14:30' },
    })
    // What was in time goes on by the calendar in force.
    expect(await given.due(inTime)).toBe('2026-04-02 14:00')
    // Nor is anything granted that is not granted to who is late; and it is told of no second time.
    await expect(
      (await given.as('works')).handling.askSuspension({
        ...{ id, reason: 'season', until: '2026-04-15T16:00:00+08:00' },
      }),
    ).rejects.toMatchObject({ code: 'cases.overdue' })
    await finished(given, id)
    await close(given, '2026-04-02')
    await command.redo({ id, reason: 'half_done' })
    await given.sweep()
    expect([await given.due(id), await given.told(id)]).toEqual(['2026-04-01 14:30', ['overdue']])
  }))

test('a report that was late when its reporter was asked is late when he has answered, whatever was published', () =>
  street(async given => {
    given.at('2026-04-01 09:00')
    const id = await report(given)
    given.at('2026-04-01 10:01')
    await (await given.as('acceptor')).supervision.askReporter({ id, note: 'Which side?' })
    await close(given, '2026-04-01')
    given.at('2026-04-07 09:00')
    await given.sweep()
    expect([await given.due(id), await given.told(id)]).toEqual([
      '2026-04-01 10:00',
      ['reporter_silent', 'overdue'],
    ])
  }))

test('where clocks change in the night, days end at midnight and work hours at their hour all the same', () =>
  street(async given => {
    const { city } = given
    const berlin = JSON.parse(
      JSON.stringify(smallTown()).replaceAll(district, '990105').replaceAll('demo.', 'berlin.'),
    )
    berlin.district.timeZone = 'Europe/Berlin'
    // Friday, 27 March, 17:30 in Berlin; clocks go forward on Sunday.
    city.clock.advance(Date.parse('2026-03-27T17:30:00+01:00') - Date.parse(city.clock.now()))
    await loadTown(city.door, city.clock.now(), berlin)
    const acceptor = await signedIn(city, 'berlin.acceptor')
    const where = { ...inside, precision: 'map' } as const
    const { id } = await acceptor.cases.report({ kind: garbage, where })
    const due = async () => (await acceptor.cases.show({ id })).dueAt
    expect(await due()).toBe('2026-03-30T07:00:00.000Z')
    city.clock.advance(15 * minute)
    await acceptor.supervision.askReporter({ id, note: 'Which side?' })
    // Five days, the last of which is the first of April: until midnight in summer time.
    expect(await due()).toBe('2026-04-01T22:00:00.000Z')
    city.clock.advance(Date.parse('2026-04-01T22:00:00Z') - Date.parse(city.clock.now()))
    await given.sweep('990105')
    const later = await signedIn(city, 'berlin.acceptor')
    expect((await later.cases.show({ id })).stage).toBe('answer')
    city.clock.advance(minute)
    await given.sweep('990105')
    // A quarter of the hour was used before; the rest runs on Thursday morning.
    expect(await later.cases.show({ id })).toMatchObject({
      stage: 'accept',
      dueAt: '2026-04-02T07:15:00.000Z',
    })
  }))
