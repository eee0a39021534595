// The thread from report to closing, and what may not happen on the way. mission: DC4, DC5
import { expect, test } from 'vitest'
import { garbage, inCity, inside, insideLinjiang, outside } from '../city.ts'
import { checking, department, dispatched, filed, handling, intact, report, uploaded } from '../walks.ts'

// mission: DC5
test('a resident’s report passes every post and is closed, and he can follow each step', () =>
  inCity(async city => {
    const { id, number, followKey } = await report(city)
    const [acceptor, leader, dispatcher, works, coordinator, inspector] = await Promise.all([
      city.as('acceptor'),
      city.as('leader'),
      city.as('dispatcher'),
      city.as('works'),
      city.as('coordinator'),
      city.as('inspector'),
    ])
    await acceptor.ask.supervision.accept({ id })
    await filed(city, id)
    await dispatcher.ask.command.dispatch({
      id,
      department: await department(dispatcher, 'D01'),
      note: 'before noon',
    })
    await works.ask.handling.take({ id })
    await works.ask.handling.finish({ id, pictures: [await uploaded(works, '#226622')] })
    await coordinator.ask.command.pass({ id })
    await city.settle()
    await inspector.ask.supervision.check({
      id,
      fixed: true,
      position: inside,
      pictures: [await uploaded(inspector, '#222266')],
    })
    const closed = await leader.ask.supervision.close({ id, outcome: 'fixed' })
    expect(closed).toMatchObject({ number, state: 'closed', step: 10 })

    const whole = await leader.ask.cases.show({ id })
    expect(whole.timeline.map(({ happened }) => happened)).toEqual([
      'cases.reported',
      'cases.accepted',
      'cases.filed',
      'cases.dispatched',
      'cases.taken',
      'cases.finished',
      'cases.passed',
      'cases.confirmed',
      'cases.closed',
    ])
    expect(whole).toMatchObject({
      outcome: 'fixed',
      description: 'Bags beside the bin',
      grid: { code: expect.stringMatching(/^990103001/) },
    })
    expect(whole.pictures.map(({ shows }) => shows)).toEqual(['after', 'check'])

    const followed = await city.ask.cases.follow({ number, key: followKey })
    expect(followed.timeline.at(-1)).toMatchObject({
      happened: 'cases.closed',
      role: 'shift_leader',
      reason: 'fixed',
    })
    expect(followed.own).toMatchObject({ description: 'Bags beside the bin' })
    await intact(city)
  }))

// mission: DC4
test('a department does not learn who checked, and the inspector does not see its picture before he has answered', () =>
  inCity(async city => {
    const { id, inspector, works } = await checking(city)
    const before = await inspector.ask.cases.show({ id })
    expect(before.pictures.map(({ shows }) => shows)).not.toContain('after')
    const hidden = (await works.ask.cases.show({ id })).pictures.find(({ shows }) => shows === 'after')
    await expect(inspector.ask.cases.picture({ id, file: hidden?.file ?? '' })).rejects.toMatchObject({
      code: 'base.not_found',
    })
    await inspector.ask.supervision.check({
      id,
      fixed: false,
      position: inside,
      pictures: [await uploaded(inspector)],
    })
    const entry = (await works.ask.cases.show({ id })).timeline.at(-1)
    expect(entry).toMatchObject({ happened: 'cases.objected', role: 'inspector', name: null })
  }))

test('whoever comes second is told who was first, and nothing changes', () =>
  inCity(async city => {
    const { id } = await report(city)
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.accept({ id })
    await expect(acceptor.ask.supervision.refuse({ id, reason: 'not_ours' })).rejects.toMatchObject({
      code: 'cases.moved_on',
      status: 409,
      data: { state: 'accepted', happened: 'cases.accepted', role: 'acceptor', name: expect.any(String) },
    })
    expect(await acceptor.ask.cases.show({ id })).toMatchObject({ state: 'accepted', step: 2 })
  }))

test('a step on an outdated screen is refused', () =>
  inCity(async city => {
    const { id } = await report(city)
    const acceptor = await city.as('acceptor')
    await expect(acceptor.ask.supervision.accept({ id, seen: 7 })).rejects.toMatchObject({
      code: 'cases.moved_on',
    })
    await acceptor.ask.supervision.accept({ id, seen: 1 })
  }))

test('a double click gives the first answer again, and another body with the same key is refused', () =>
  inCity(async city => {
    const { id } = await report(city)
    const acceptor = await city.as('acceptor')
    const once = acceptor.keyed('the-same-click')
    const first = await once.supervision.accept({ id })
    expect(await once.supervision.accept({ id })).toEqual(first)
    await expect(once.supervision.accept({ id, note: 'other' })).rejects.toMatchObject({
      code: 'base.key_reused',
    })
    expect((await acceptor.ask.cases.show({ id })).timeline).toHaveLength(2)
  }))

test('a place outside every grid is refused with the distance to the nearest', () =>
  inCity(async city => {
    await expect(report(city, outside)).rejects.toMatchObject({
      code: 'grids.outside',
      data: { metres: expect.any(Number) },
    })
  }))

test('a report that knows only the community stands in it without a grid', () =>
  inCity(async city => {
    const { id } = await city.ask.cases.report({ kind: garbage, where: { region: '990103002003' } })
    const whole = await (await city.as('acceptor')).ask.cases.show({ id })
    expect(whole).toMatchObject({
      grid: null,
      region: { en: 'Bailu Community' },
      place: { precision: 'region' },
    })
  }))

test('regions are reached by the codes from the district down', () =>
  inCity(async ({ ask }) => {
    const paths = (await ask.regions.list()).map(({ path }) => path)
    expect(paths.slice(0, 3)).toEqual(['990103/', '990103/990103001/', '990103/990103001/990103001001/'])
  }))

test('a post reaches only what lies below its region, and a department only what was sent to it', () =>
  inCity(async city => {
    const { id } = await checking(city)
    const [elsewhere, sanitation] = [await city.as('inspector2'), await city.as('sanitation')]
    for (const stranger of [elsewhere, sanitation]) {
      await expect(stranger.ask.cases.show({ id })).rejects.toMatchObject({ code: 'base.not_found' })
      expect((await stranger.ask.cases.list({ queue: 'open' })).cases).toEqual([])
    }
    await expect(
      elsewhere.ask.supervision.check({ id, fixed: true, pictures: [await uploaded(elsewhere)] }),
    ).rejects.toMatchObject({
      code: 'base.not_found',
    })
  }))

// mission: DC4
test('an acceptor of one subdistrict takes no step in another, nor a department on another’s case', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const password = 'a long new password'
    const { id: account } = await admin.ask.identity.openAccount({ login: 'lin.jiang', name: 'L', password })
    await admin.ask.identity.givePost({ account, role: 'acceptor', region: '990103002' })
    const { token } = await city.ask.identity.signIn({ login: 'lin.jiang', password, carry: 'bearer' })
    const accept = (id: string) =>
      city.page(`/api/cases/${id}/acceptance`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{}',
      })
    expect((await accept((await report(city)).id)).status).toBe(404)
    expect((await accept((await report(city, insideLinjiang)).id)).status).toBe(200)

    const { id } = await dispatched(city)
    const sanitation = await city.as('sanitation')
    await expect(sanitation.ask.handling.take({ id })).rejects.toMatchObject({ code: 'base.not_found' })
  }))

test('an upload belongs to who sent it and can be used once', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    const [mine, foreign] = [await uploaded(works), await uploaded(await city.as('acceptor'))]
    await expect(works.ask.handling.finish({ id, pictures: [foreign] })).rejects.toMatchObject({
      code: 'files.not_yours',
    })
    await works.ask.handling.finish({ id, pictures: [mine] })
    const again = await report(city)
    await expect(
      city.ask.cases.report({ kind: garbage, where: { ...inside, precision: 'map' }, pictures: [mine] }),
    ).rejects.toMatchObject({
      code: 'files.not_yours',
    })
    expect(again.number).toMatch(/-0002$/)
  }))

test('case numbers count up within a day of the district’s own time zone', () =>
  inCity(async city => {
    expect((await report(city)).number).toBe('990103-20260401-0001')
    expect((await report(city)).number).toBe('990103-20260401-0002')
    city.clock.advance(15 * 3_600_000)
    expect((await report(city)).number).toBe('990103-20260402-0001')
  }))
