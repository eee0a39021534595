// The ways back: returns with their reasons, rework, and ends without a check. mission: DC5
import { expect, test } from 'vitest'
import { inCity, inside } from '../city.ts'
import { checking, department, filed, handling, intact, report, uploaded } from '../walks.ts'

// mission: DC5
test('a case goes back as often as it must, nothing is wiped on the way, and the log still verifies', () =>
  inCity(async city => {
    const { id, number } = await report(city)
    const [acceptor, leader, dispatcher, works, sanitation, coordinator] = [
      await city.as('acceptor'),
      await city.as('leader'),
      await city.as('dispatcher'),
      await city.as('works'),
      await city.as('sanitation'),
      await city.as('coordinator'),
    ]
    await acceptor.ask.supervision.accept({ id })
    await leader.ask.supervision.sendBack({ id, reason: 'unclear', note: 'which side of the street?' })
    await acceptor.ask.supervision.accept({ id })
    await filed(city, id)
    await dispatcher.ask.command.returnToFiling({ id, reason: 'wrong_kind' })
    await filed(city, id)
    await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D02') })
    await sanitation.ask.handling.take({ id })
    await sanitation.ask.handling.giveBack({ id, reason: 'other_department' })
    // The department that gave it back has nothing more to do with it; the log says that it had.
    await expect(sanitation.ask.cases.show({ id })).rejects.toMatchObject({ code: 'base.not_found' })
    await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D01') })
    await works.ask.handling.take({ id })
    await works.ask.handling.finish({ id, pictures: [await uploaded(works)] })
    await coordinator.ask.command.redo({ id, reason: 'no_proof' })
    expect(await works.ask.cases.show({ id })).toMatchObject({ state: 'handling', rework: 1 })

    const { timeline, pictures } = await leader.ask.cases.show({ id })
    expect(timeline.flatMap(({ happened, reason }) => (reason ? [`${happened} ${reason}`] : []))).toEqual([
      'cases.sent_back unclear',
      'cases.returned wrong_kind',
      'cases.given_back other_department',
      'cases.sent_to_rework no_proof',
    ])
    expect(timeline.find(({ happened }) => happened === 'cases.sent_back')?.note).toBe(
      'which side of the street?',
    )
    expect(pictures).toHaveLength(1)
    const followed = await city.ask.cases.follow({ number })
    expect(followed.timeline.find(({ happened }) => happened === 'cases.given_back')?.reason).toBe(
      'other_department',
    )
    await intact(city)
  }))

test('what the shift leader discards is over, and its reporter reads why', () =>
  inCity(async city => {
    const { id, number } = await report(city)
    await (await city.as('acceptor')).ask.supervision.accept({ id })
    await (await city.as('leader')).ask.supervision.discard({ id, reason: 'not_ours' })
    const { state, timeline } = await city.ask.cases.follow({ number })
    expect({ state, reason: timeline.at(-1)?.reason }).toEqual({ state: 'void', reason: 'not_ours' })
    const page = await (await city.page(`/follow/${number}?lang=en`)).text()
    expect(page).toContain('turn to the office in charge')
  }))

// mission: DC5
test('a check that finds it not fixed sends the case back to the same department and counts one rework', () =>
  inCity(async city => {
    const { id, inspector, works } = await checking(city)
    await inspector.ask.supervision.check({
      id,
      fixed: false,
      note: 'still there',
      position: inside,
      pictures: [await uploaded(inspector)],
    })
    const whole = await works.ask.cases.show({ id })
    expect(whole).toMatchObject({
      state: 'handling',
      rework: 1,
      nextSteps: ['finish', 'giveBack', 'askExtension', 'askSuspension', 'note'],
    })
    await intact(city)
  }))

test('nothing is finished or checked without a picture, nor sent to a department that is none', () =>
  inCity(async city => {
    const { id, works } = await handling(city)
    await expect(works.ask.handling.finish({ id, pictures: [] })).rejects.toMatchObject({
      code: 'handling.needs_after',
    })
    const checked = await checking(city)
    await expect(
      checked.inspector.ask.supervision.check({ id: checked.id, fixed: true, pictures: [] }),
    ).rejects.toMatchObject({ code: 'base.bad_input' })
    const { id: other } = await report(city)
    await (await city.as('acceptor')).ask.supervision.accept({ id: other })
    await filed(city, other)
    await expect(
      (await city.as('dispatcher')).ask.command.dispatch({ id: other, department: other }),
    ).rejects.toMatchObject({ code: 'command.no_department' })
  }))
