// The whole loop beyond the straight way: what inspectors put right themselves, joins, splits, force with a second
// person, reopening, corrections, many at once. mission: DC5, HY6
import { expect, test } from 'vitest'
import { garbage, inCity, inside } from '../city.ts'
import {
  byForce,
  checking,
  closedReport,
  department,
  dispatched,
  events,
  filed,
  handling,
  intact,
  report,
  sweep,
  uploaded,
} from '../walks.ts'

const hour = 3_600_000
// mission: DC5
test('an inspector puts a small thing right himself; the acceptor looks it over and closes it, or refuses', () =>
  inCity(async city => {
    const [inspector, acceptor] = [await city.as('inspector'), await city.as('acceptor')]
    const told = async () =>
      inspector.ask.cases.report({
        kind: garbage,
        where: { ...inside, precision: 'device' },
        pictures: [await uploaded(inspector)],
        putRight: [await uploaded(inspector, '#11aa11')],
      })
    await expect(
      inspector.ask.cases.report({
        kind: garbage,
        where: { ...inside, precision: 'device' },
        putRight: [await uploaded(inspector)],
      }),
    ).rejects.toMatchObject({ code: 'cases.needs_before' })
    const { id } = await told()
    const whole = await acceptor.ask.cases.show({ id })
    expect(whole).toMatchObject({ selfHandled: true, source: 'inspector' })
    expect(whole.pictures.map(({ shows }) => shows).sort()).toEqual(['after', 'before'])
    await expect(acceptor.ask.supervision.accept({ id })).rejects.toMatchObject({
      code: 'cases.self_handled',
    })
    expect(await acceptor.ask.supervision.audit({ id })).toMatchObject({ state: 'closed' })
    const { id: other } = await told()
    expect(await acceptor.ask.supervision.refuse({ id: other, reason: 'not_found' })).toMatchObject({
      state: 'void',
    })
    await expect(acceptor.ask.supervision.audit({ id: (await report(city)).id })).rejects.toMatchObject({
      code: 'cases.not_self_handled',
    })
    await intact(city)
  }))

// mission: DC5
test('a report is joined to an open case, and whoever sent it follows that one, also through a second join', () =>
  inCity(async city => {
    const [first, second, third] = [await report(city), await report(city), await report(city)]
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.join({ id: first.id, into: second.id, reason: 'same_thing' })
    await acceptor.ask.supervision.join({ id: second.id, into: third.id, reason: 'same_thing' })
    await expect(
      acceptor.ask.supervision.join({ id: third.id, into: first.id, reason: 'same_thing' }),
    ).rejects.toMatchObject({ code: 'supervision.not_joinable' })
    await expect(
      acceptor.ask.supervision.join({ id: third.id, into: third.id, reason: 'same_thing' }),
    ).rejects.toMatchObject({ code: 'supervision.not_joinable' })
    await acceptor.ask.supervision.accept({ id: third.id })
    const followed = await city.ask.cases.follow({ number: first.number, key: first.followKey })
    expect(followed).toMatchObject({
      number: first.number,
      joinedTo: third.number,
      state: 'accepted',
      own: { description: 'Bags beside the bin' },
    })
    const whole = await acceptor.ask.cases.show({ id: third.id })
    expect(whole.joined.map(({ number }) => number)).toEqual([second.number])
    // A case that was joined is nobody's any more, and its clock stands.
    city.clock.advance(40 * 24 * hour)
    await sweep(city)
    expect((await (await city.as('auditor')).ask.cases.show({ id: first.id })).light).toBeNull()
    await intact(city)
  }))

// mission: DC5, DC4
// mission: DC5
test('accepting cancels an open verification', () =>
  inCity(async city => {
    const { id } = await report(city)
    const [acceptor, inspector] = [await city.as('acceptor'), await city.as('inspector')]
    await acceptor.ask.supervision.askVerify({ id })
    await acceptor.ask.supervision.accept({ id })
    expect((await inspector.ask.cases.list({ queue: 'mine' })).cases).toEqual([])
    await expect(
      inspector.ask.supervision.verify({
        id,
        isTrue: true,
        position: inside,
        pictures: [await uploaded(inspector)],
      }),
    ).rejects.toMatchObject({ code: 'cases.moved_on' })
    expect((await acceptor.ask.cases.show({ id })).task).toBeNull()
  }))

// mission: DC5
// mission: DC5
test('a case is split; the whole waits, closes with its last part, and waits again when one is reopened', () =>
  inCity(async city => {
    const { id } = await report(city)
    const [acceptor, leader, dispatcher] = [
      await city.as('acceptor'),
      await city.as('leader'),
      await city.as('dispatcher'),
    ]
    await acceptor.ask.supervision.accept({ id })
    await filed(city, id)
    const split = await dispatcher.ask.command.split({
      id,
      parts: [
        { description: 'Bags', condition: 1 },
        { kind: { ...garbage, code: '0113' }, description: 'Broken kerb', condition: 1 },
      ],
    })
    expect(split.state).toBe('split')
    const [bags, kerb] = split.parts
    if (!bags || !kerb) throw new Error('two parts were asked for')
    expect(await dispatcher.ask.cases.show({ id: kerb.id })).toMatchObject({
      state: 'filed',
      parent: { id },
      kind: { code: '0113' },
      description: 'Broken kerb',
      address: '1 Shuyuan Lane',
    })
    await expect(dispatcher.ask.command.split({ id: bags.id, parts: [{}, {}] })).rejects.toMatchObject({
      code: 'cases.split_twice',
    })
    const kerbTold = await byForce(city, kerb.id)
    await city.settle()
    expect((await leader.ask.cases.show({ id })).state).toBe('split')
    await byForce(city, bags.id)
    await city.settle()
    const whole = await leader.ask.cases.show({ id })
    expect(whole).toMatchObject({ state: 'checked', children: [{ state: 'closed' }, { state: 'closed' }] })
    expect(kerbTold.state).toBe('closed')
    expect(await leader.ask.supervision.close({ id, outcome: 'fixed' })).toMatchObject({ state: 'closed' })
    await intact(city)
  }))

// mission: DC5
// mission: DC5
// mission: DC5, DC4
test('closing by force takes a second person, and is counted apart', () =>
  inCity(async city => {
    const { id } = await dispatched(city)
    const [leader, second] = [await city.as('leader'), await city.as('leader2')]
    await leader.ask.supervision.askForce({ id, reason: 'no_longer_ours', note: 'moved to the county' })
    await expect(
      leader.ask.supervision.decideForce({ id, granted: true, reason: 'agreed' }),
    ).rejects.toMatchObject({ code: 'cases.second_person' })
    expect((await leader.ask.cases.list({ queue: 'mine' })).cases).toEqual([])
    expect((await second.ask.cases.list({ queue: 'mine' })).cases).toMatchObject([{ id, asked: 'force' }])
    await second.ask.supervision.decideForce({ id, granted: true, reason: 'agreed' })
    expect(await leader.ask.cases.show({ id })).toMatchObject({ state: 'closed', outcome: 'forced' })
    await intact(city)
  }))

// mission: DC5
test('a reporter who says in time that it is not fixed has it reopened; after the window he is heard but it stays closed', () =>
  inCity(async city => {
    const told = await closedReport(city)
    const { id, number, followKey: key } = told
    expect((await city.ask.cases.follow({ number, key })).mayJudge).toBe(true)
    expect(await city.ask.cases.judge({ number, key, fixed: false, reasons: ['badly_done'] })).toEqual({
      reopenAsked: true,
    })
    await expect(city.ask.cases.judge({ number, key, fixed: true })).rejects.toMatchObject({
      code: 'cases.judged_already',
    })
    const leader = await city.as('leader')
    expect((await leader.ask.cases.list({ queue: 'mine' })).cases).toMatchObject([{ id, asked: 'reopen' }])
    // Whoever decides reads what was said.
    expect((await leader.ask.cases.show({ id })).timeline.at(-1)).toMatchObject({
      happened: 'cases.judged',
      judged: { fixed: false, satisfied: null, reasons: ['badly_done'] },
    })
    expect(await leader.ask.supervision.reopen({ id, reason: 'reporter_says_no' })).toMatchObject({
      state: 'filed',
    })
    expect(await leader.ask.cases.show({ id })).toMatchObject({
      reopened: 1,
      outcome: null,
      department: null,
    })
    const other = await closedReport(city)
    city.clock.advance(9 * 24 * hour)
    expect(await city.ask.cases.judge({ number: other.number, key: other.followKey, fixed: false })).toEqual({
      reopenAsked: false,
    })
    await expect(
      (await city.as('leader')).ask.supervision.reopen({ id: other.id, reason: 'reporter_says_no' }),
    ).rejects.toMatchObject({ code: 'cases.not_reopenable' })
    await intact(city)
  }))

// mission: DC5, PA2
// mission: DC5
// mission: DC5
test('kind and place are corrected; the old ones stay in the log, and the limit fixed at filing stays too', () =>
  inCity(async city => {
    const { id } = await dispatched(city)
    const acceptor = await city.as('acceptor')
    const before = await acceptor.ask.cases.show({ id })
    await acceptor.ask.supervision.correct({
      id,
      kind: { ...garbage, code: '0113' },
      where: { longitude: 123.5095, latitude: 29.4935, precision: 'map' },
      address: '9 Linjiang Road',
    })
    const after = await acceptor.ask.cases.show({ id })
    expect(after).toMatchObject({ kind: { code: '0113' }, address: '9 Linjiang Road', filed: before.filed })
    expect(after.grid?.code).not.toBe(before.grid?.code)
    const { rows } = await events(city, id, 'cases.corrected')
    expect(rows[0]).toMatchObject({
      oldKind: 'gbt30428_2_2013/event/0110',
      kind: 'gbt30428_2_2013/event/0113',
    })
    await expect(
      acceptor.ask.supervision.correct({ id, kind: { ...garbage, code: '9999' } }),
    ).rejects.toMatchObject({ code: 'cases.no_kind' })
  }))

// mission: DC5
test('a dispatcher cannot send a case again to who gave it back; the coordinator can insist', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    await works.ask.handling.giveBack({ id, reason: 'other_department' })
    const dispatcher = await city.as('dispatcher')
    const D01 = await department(dispatcher, 'D01')
    await expect(dispatcher.ask.command.dispatch({ id, department: D01 })).rejects.toMatchObject({
      code: 'command.gave_it_back',
    })
    const coordinator = await city.as('coordinator')
    expect(
      await coordinator.ask.command.insist({ id, department: D01, reason: 'is_responsible' }),
    ).toMatchObject({ state: 'dispatched' })
  }))

// mission: DC5
test('many cases take the same step in one call; each that cannot says why', () =>
  inCity(async city => {
    const reports = [await report(city), await report(city), await report(city)]
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.accept({ id: reports[0]?.id ?? '' })
    const nobody = '01a20000-0000-7000-8000-000000000000'
    const { moved, refused } = await acceptor.ask.supervision.acceptMany({
      ids: [...reports.map(({ id }) => id), nobody],
    })
    expect(moved.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
    expect(refused.sort((a, b) => (a.code < b.code ? -1 : 1))).toEqual([
      { id: nobody, code: 'base.not_found' },
      { id: reports[0]?.id, code: 'cases.moved_on' },
    ])
    for (const { id } of reports) await filed(city, id)
    const dispatcher = await city.as('dispatcher')
    const sent = await dispatcher.ask.command.dispatchMany({
      ids: reports.map(({ id }) => id),
      department: await department(dispatcher, 'D01'),
    })
    expect(sent.moved).toHaveLength(3)
    const works = await city.as('works')
    expect((await works.ask.handling.takeMany({ ids: reports.map(({ id }) => id) })).moved).toHaveLength(3)
    // Each has its own clock.
    expect((await works.ask.cases.show({ id: reports[2]?.id ?? '' })).dueAt).toBe('2026-04-01T06:30:00.000Z')
    await intact(city)
  }))

// mission: DC5
test('a note from somebody else does not stop who was about to act', () =>
  inCity(async city => {
    const { id } = await report(city)
    const [acceptor, leader] = [await city.as('acceptor'), await city.as('leader')]
    const { step } = await acceptor.ask.cases.show({ id })
    await leader.ask.cases.note({ id, note: 'The market is near', pictures: [await uploaded(leader)] })
    expect(await acceptor.ask.supervision.accept({ id, seen: step })).toMatchObject({ state: 'accepted' })
    const whole = await leader.ask.cases.show({ id })
    expect(whole.timeline.find(({ happened }) => happened === 'cases.noted')).toMatchObject({
      note: 'The market is near',
    })
    expect(whole.pictures).toMatchObject([{ shows: 'note' }])
  }))

// mission: DC5
test('a check from too far away needs a reason, and says how far', () =>
  inCity(async city => {
    const { id, inspector } = await checking(city)
    const far = { longitude: inside.longitude + 0.005, latitude: inside.latitude }
    const answer = { id, fixed: true, pictures: [await uploaded(inspector)] }
    await expect(inspector.ask.supervision.check({ ...answer, position: far })).rejects.toMatchObject({
      code: 'supervision.too_far',
      data: { allowed: 100 },
    })
    await expect(inspector.ask.supervision.check(answer)).rejects.toMatchObject({
      code: 'supervision.too_far',
      data: { metres: null },
    })
    await inspector.ask.supervision.check({ ...answer, position: far, away: 'seen_from_afar' })
    const { rows } = await events(city, id, 'cases.confirmed')
    expect(rows[0]).toMatchObject({ away: 'seen_from_afar', metres: expect.any(Number) })
    expect(JSON.stringify(rows[0])).not.toContain('123.5')
  }))

// mission: PA2
