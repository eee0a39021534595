// Clocks as people meet them: questions, more time, standing still, rework, and who is told when it is late.
// mission: DC5, PA2
import { expect, test } from 'vitest'
import { garbage, inCity, inside } from '../city.ts'
import { department, handling, intact, report, sweep, uploaded } from '../walks.ts'

const hour = 3_600_000
const minutes = (count: number): number => count * 60_000

test('a drawn inspector verifies before filing; the clock of acceptance stands meanwhile', () =>
  inCity(async city => {
    const { id } = await report(city)
    const [acceptor, inspector] = [await city.as('acceptor'), await city.as('inspector')]
    city.clock.advance(minutes(20))
    await acceptor.ask.supervision.askVerify({ id })
    expect(await acceptor.ask.cases.show({ id })).toMatchObject({ stage: 'verify', state: 'reported' })
    // It waits for the inspector, not for the acceptor.
    expect((await acceptor.ask.cases.list({ queue: 'mine' })).cases).toEqual([])
    expect((await inspector.ask.cases.list({ queue: 'mine' })).cases.map(each => each.id)).toEqual([id])
    city.clock.advance(minutes(100))
    await inspector.ask.supervision.verify({
      id,
      isTrue: true,
      position: inside,
      pictures: [await uploaded(inspector)],
    })
    const { stage, dueAt } = await acceptor.ask.cases.show({ id })
    // Twenty minutes of the hour were used before the question.
    expect({ stage, left: Date.parse(dueAt ?? '') - Date.parse(city.clock.now()) }).toEqual({
      stage: 'accept',
      left: minutes(40),
    })
    expect((await acceptor.ask.cases.list({ queue: 'mine' })).cases).toHaveLength(1)
    await intact(city)
  }))

test('the reporter is asked and answers by his link; without an answer it goes on after five days', () =>
  inCity(async city => {
    const { id, number, followKey } = await report(city)
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.askReporter({ id, note: 'Which side of the lane?' })
    const asked = await city.ask.cases.follow({ number, key: followKey })
    expect(asked.question).toBe('Which side of the lane?')
    expect(await acceptor.ask.cases.show({ id })).toMatchObject({ stage: 'answer', light: 'hold' })
    await expect(
      city.ask.cases.addToReport({ number, key: 'x'.repeat(22), text: 'mine' }),
    ).rejects.toMatchObject({ code: 'base.not_found' })
    expect(await city.ask.cases.addToReport({ number, key: followKey, text: 'The north side' })).toEqual({
      answered: true,
    })
    expect((await acceptor.ask.cases.show({ id })).timeline.at(-1)).toMatchObject({
      happened: 'cases.reporter_answered',
      note: 'The north side',
    })
    expect(await city.ask.cases.addToReport({ number, key: followKey, text: 'Near the tree' })).toEqual({
      answered: false,
    })
    await acceptor.ask.supervision.askReporter({ id, note: 'Still there?' })
    city.clock.advance(4 * 24 * hour)
    await sweep(city)
    const again = await city.as('acceptor')
    expect((await again.ask.cases.show({ id })).stage).toBe('answer')
    city.clock.advance(2 * 24 * hour)
    await sweep(city)
    const last = await (await city.as('acceptor')).ask.cases.show({ id })
    expect(last).toMatchObject({ stage: 'accept', state: 'reported' })
    expect(last.timeline.at(-1)).toMatchObject({ happened: 'cases.reporter_silent', role: null })
    await intact(city)
  }))

test('more time is asked for, given at most twice, and never once it is late', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    const coordinator = await city.as('coordinator')
    const due = async () => (await works.ask.cases.show({ id })).dueAt ?? ''
    const ask = () =>
      works.ask.handling.askExtension({ id, reason: 'material', add: { value: 1, unit: 'work_hour' } })
    const decide = (granted: boolean) =>
      coordinator.ask.command.decide({ id, granted, reason: granted ? 'agreed' : 'too_long' })
    const before = await due()
    await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'cases.request_open' })
    await expect(works.ask.handling.finish({ id, pictures: [await uploaded(works)] })).rejects.toMatchObject({
      code: 'cases.request_open',
    })
    expect((await coordinator.ask.cases.list({ queue: 'mine' })).cases).toMatchObject([
      { id, asked: 'extension' },
    ])
    await decide(true)
    // Garbage at nine is due at 15:30: four work hours with the noon break. One more ends at 16:30 Beijing time.
    expect([before, await due()]).toEqual(['2026-04-01T06:30:00.000Z', '2026-04-01T07:30:00.000Z'])
    await ask()
    // What is refused does not count.
    await decide(false)
    await ask()
    await decide(true)
    await expect(ask()).rejects.toMatchObject({ code: 'cases.extended_enough' })
    expect(await due()).toBe('2026-04-01T08:30:00.000Z')
    city.clock.advance(9 * hour)
    await expect(
      works.ask.handling.askSuspension({ id, reason: 'season', until: '2026-04-20T01:00:00Z' }),
    ).rejects.toMatchObject({ code: 'cases.overdue' })
    await intact(city)
  }))

test('an extension that was asked for in time is not granted once the limit has passed', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    await works.ask.handling.askExtension({ id, reason: 'material', add: { value: 1, unit: 'work_day' } })
    city.clock.advance(10 * hour)
    const coordinator = await city.as('coordinator')
    await expect(
      coordinator.ask.command.decide({ id, granted: true, reason: 'agreed' }),
    ).rejects.toMatchObject({ code: 'cases.overdue' })
    await coordinator.ask.command.decide({ id, granted: false, reason: 'too_long' })
  }))

test('a case stands until its date; pending time is not counted and it wakes by itself', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    const coordinator = await city.as('coordinator')
    const until = '2026-04-13T01:00:00.000Z'
    for (const [wrong, code] of [
      ['2026-03-01T00:00:00Z', 'handling.suspension_past'],
      ['2028-03-01T00:00:00Z', 'handling.suspension_too_long'],
    ] as const) {
      await expect(
        works.ask.handling.askSuspension({ id, reason: 'season', until: wrong }),
      ).rejects.toMatchObject({ code })
    }
    city.clock.advance(minutes(30))
    await works.ask.handling.askSuspension({ id, reason: 'season', until })
    await coordinator.ask.command.decide({ id, granted: true, reason: 'agreed' })
    expect(await works.ask.cases.show({ id })).toMatchObject({ state: 'suspended', light: 'hold' })
    city.clock.advance(5 * 24 * hour)
    await sweep(city)
    expect((await (await city.as('works')).ask.cases.show({ id })).state).toBe('suspended')
    city.clock.advance(8 * 24 * hour)
    await sweep(city)
    const woken = await (await city.as('works')).ask.cases.show({ id })
    expect(woken.timeline.map(({ happened }) => happened).slice(-2)).toEqual([
      'cases.suspended',
      'cases.woken',
    ])
    await expect(
      (await city.as('works')).ask.handling.askSuspension({
        id,
        reason: 'season',
        until: '2026-06-01T00:00:00Z',
      }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^cases\.(suspended_before|overdue)$/) })
    await intact(city)
  }))

test('a stage that ran out is told of once, then once to the superior, and the state stays', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    const count = async (happened: string) =>
      (await (await city.as('auditor')).ask.cases.show({ id })).timeline.filter(
        entry => entry.happened === happened,
      ).length
    city.clock.advance(7 * hour)
    await sweep(city)
    await sweep(city)
    expect([await count('cases.overdue'), await count('cases.escalated')]).toEqual([1, 0])
    expect((await works.ask.cases.show({ id })).light).toBe('late')
    expect((await (await city.as('commander')).ask.cases.list({ queue: 'mine' })).cases).toHaveLength(1)
    city.clock.advance(24 * hour)
    await sweep(city)
    await sweep(city)
    expect([await count('cases.overdue'), await count('cases.escalated')]).toEqual([1, 1])
    const later = await city.as('works')
    await later.ask.handling.finish({ id, pictures: [await uploaded(later)] })
    const whole = await (await city.as('leader')).ask.cases.show({ id })
    expect(whole.stages.find(({ stage }) => stage === 'handle')).toMatchObject({ late: true })
    await (await city.as('coordinator')).ask.command.redo({ id, reason: 'half_done' })
    await sweep(city)
    // It is as late as it was: nobody is told a second time.
    expect([await count('cases.overdue'), await count('cases.escalated')]).toEqual([1, 1])
    await intact(city)
  }))

test('while it is checked the clock of handling rests, and goes on with rework', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    city.clock.advance(minutes(60))
    await works.ask.handling.finish({ id, pictures: [await uploaded(works)] })
    city.clock.advance(5 * 24 * hour)
    await (await city.as('coordinator')).ask.command.redo({ id, reason: 'half_done' })
    const whole = await (await city.as('works')).ask.cases.show({ id })
    expect(whole.light).toBe('ok')
    // Three of four work hours are left on Monday; but that is Tomb-Sweeping Day, so they begin on Tuesday.
    expect(whole.dueAt).toBe('2026-04-07T03:30:00.000Z')
  }))

test('how long things took is read from the log', () =>
  inCity(async city => {
    const from = city.clock.now()
    const { id, works } = await handling(city)
    city.clock.advance(minutes(90))
    await works.ask.handling.finish({ id, pictures: [await uploaded(works)] })
    city.clock.advance(minutes(1))
    const auditor = await city.as('auditor')
    const times = await auditor.ask.cases.times({ from, until: city.clock.now() })
    expect(times.stages.find(({ stage }) => stage === 'handle')).toEqual({
      stage: 'handle',
      ended: 1,
      late: 0,
      median: 90,
      ninth: 90,
    })
    expect(times.toFeedback).toEqual({ cases: 1, median: 90, ninth: 90 })
    expect(times.toClosing.cases).toBe(0)
  }))

// mission: DC5
test('a suspension is not granted once its date has passed', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    const until = new Date(Date.parse(city.clock.now()) + hour).toISOString()
    await works.ask.handling.askSuspension({ id, reason: 'season', until })
    city.clock.advance(minutes(90))
    const coordinator = await city.as('coordinator')
    await expect(
      coordinator.ask.command.decide({ id, granted: true, reason: 'agreed' }),
    ).rejects.toMatchObject({ code: 'command.suspension_over' })
    await coordinator.ask.command.decide({ id, granted: false, reason: 'too_long' })
  }))

// mission: DC5
test('what was closed without having been filed has a limit when it is reopened', () =>
  inCity(async city => {
    const [inspector, acceptor] = [await city.as('inspector'), await city.as('acceptor')]
    const { id, number, followKey } = await inspector.ask.cases.report({
      kind: garbage,
      where: { ...inside, precision: 'device' },
      pictures: [await uploaded(inspector)],
      putRight: [await uploaded(inspector, '#11aa11')],
    })
    await acceptor.ask.supervision.audit({ id })
    await city.ask.cases.judge({ number, key: followKey, fixed: false })
    await (await city.as('leader')).ask.supervision.reopen({ id, reason: 'reporter_says_no' })
    const dispatcher = await city.as('dispatcher')
    await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D01') })
    const { stage, dueAt, filed } = await dispatcher.ask.cases.show({ id })
    expect({ stage, isDue: dueAt !== null, limit: filed?.limit }).toEqual({
      stage: 'handle',
      isDue: true,
      limit: { value: 5, unit: 'work_day' },
    })
    await intact(city)
  }))

test('how often more time is given is what the rulebook says that the case was filed under', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    const coordinator = await city.as('coordinator')
    const ask = () =>
      works.ask.handling.askExtension({ id, reason: 'material', add: { value: 1, unit: 'work_hour' } })
    const extend = async () => {
      await ask()
      await coordinator.ask.command.decide({ id, reason: 'agreed', granted: true })
    }
    const publish = async (mostExtensions: number) => {
      const { catalogue } = (await city.as('admin')).ask
      const { revision } = await catalogue.openDraft()
      const rules = await catalogue.rules({ version: 'draft' })
      const set = await catalogue.setRules({ ...rules, mostExtensions, revision })
      await catalogue.publish({ ...set, validFrom: null })
      await city.settle()
      city.clock.advance(2000)
    }
    // Fewer from now on: not for this one.
    await publish(1)
    await extend()
    await extend()
    expect((await works.ask.cases.show({ id })).nextSteps).not.toContain('askExtension')
    await expect(ask()).rejects.toMatchObject({ code: 'cases.extended_enough' })
    // Nor more.
    await publish(3)
    expect((await works.ask.cases.show({ id })).nextSteps).not.toContain('askExtension')
    await expect(ask()).rejects.toMatchObject({ code: 'cases.extended_enough' })
    await intact(city)
  }))
