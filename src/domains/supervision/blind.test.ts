// The second look: drawn by the hash of the closing, taken by somebody who cannot tell it from a first one, and
// without force of its own. mission: DC5
import { expect, test } from 'vitest'
import { type City, inCity, inside, insideLinjiang, type Person } from '../../../test/city.ts'
import {
  closedCase,
  drawsFit,
  heardBy,
  look,
  lookAgain,
  photo,
  takeOn,
  waitingForCheck,
} from '../../../test/looks.ts'
import { intact } from '../../../test/walks.ts'
import { drawMissing } from './drawing.ts'

/** What a person gets, with everything that differs from case to case replaced by its kind. */
function shapeOf(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replace(/\d{6}-\d{8}-\d{4}/g, 'number')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
    .replace(/Gulou|Linjiang|鼓楼|临江/g, 'place')
  return JSON.parse(text)
}

async function refusalOf(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => 'done',
    error => shapeOf({ code: error.code, data: error.data ?? null }),
  )
}

/** One inspector with a first look in Gulou and a second one in Linjiang, begun at the same minute. */
async function both(
  city: City,
): Promise<{ inspector: Person; first: string; second: string; shown: string[] }> {
  await lookAgain(city)
  const [inspector, other] = [await city.as('inspector'), await city.as('inspector2')]
  const { id: second } = await waitingForCheck(city, insideLinjiang)
  const { pictures } = await (await city.as('leader')).ask.cases.show({ id: second })
  city.clock.advance(60_000)
  await look(other, second, { fixed: true, at: insideLinjiang })
  const { id: first } = await waitingForCheck(city, inside)
  await (await city.as('leader')).ask.supervision.close({ id: second, outcome: 'fixed' })
  await city.settle()
  return { inspector, first, second, shown: pictures.map(({ file }) => file) }
}

// mission: DC5
test('nothing that is shown, listed, refused or answered tells a second look from a first', () =>
  inCity(async city => {
    const { inspector, first, second, shown } = await both(city)
    const { ask } = inspector
    const [one, two] = await Promise.all([ask.cases.show({ id: first }), ask.cases.show({ id: second })])
    expect(two).toMatchObject({ state: 'checking', nextSteps: ['confirm', 'object'], outcome: null })
    const place = { grid: null, place: null, region: null, address: null }
    expect(shapeOf({ ...two, ...place })).toEqual(shapeOf({ ...one, ...place }))
    // The times fit each other as they do in a first look: since when, drawn, due.
    const spans = ({ stateSince, task, dueAt }: typeof one): number[] =>
      [task?.drawnAt, dueAt].map(at => Date.parse(at ?? '') - Date.parse(stateSince))
    expect(spans(two)).toEqual(spans(one))

    for (const queue of ['mine', 'late', 'open', 'ended'] as const) {
      const { cases } = await ask.cases.list({ queue })
      const found = [first, second].map(id => cases.find(each => each.id === id) ?? null)
      const [listed, again] = found.map(each => each && shapeOf({ ...each, region: null, place: null }))
      expect({ queue, listed: again }).toEqual({ queue, listed })
      expect(found.filter(Boolean)).toHaveLength(queue === 'mine' || queue === 'open' ? 2 : 0)
    }
    for (const file of shown) {
      await expect(ask.cases.picture({ id: second, file })).rejects.toMatchObject({ code: 'base.not_found' })
    }
    const tries: ((id: string) => Promise<unknown>)[] = [
      id => ask.cases.note({ id, note: 'looks done' }),
      async id =>
        ask.supervision.verify({ id, isTrue: true, pictures: [await photo(inspector)], away: 'no_access' }),
      async id => ask.supervision.check({ id, fixed: true, pictures: [await photo(inspector)] }),
      id => ask.supervision.check({ id, fixed: true, pictures: [id], away: 'no_access' }),
      id => ask.supervision.accept({ id }),
      id => ask.supervision.redraw({ id, reason: 'too_far' }),
    ]
    for (const attempt of tries)
      expect(await refusalOf(attempt(second))).toEqual(await refusalOf(attempt(first)))
    const followed = await Promise.all([one, two].map(({ number }) => ask.cases.follow({ number })))
    expect(shapeOf({ ...followed[1], region: null })).toEqual(shapeOf({ ...followed[0], region: null }))

    const answers = [
      await look(inspector, first, { fixed: true, at: inside }),
      await look(inspector, second, { fixed: true, at: insideLinjiang }),
    ]
    expect(shapeOf(answers[1])).toEqual(shapeOf(answers[0]))
    await drawsFit(city)
    await intact(city)
  }))

test('hours later both are late alike', () =>
  inCity(async city => {
    const { first, second } = await both(city)
    city.clock.advance(8 * 3_600_000)
    const { ask } = await city.as('inspector')
    const { cases } = await ask.cases.list({ queue: 'late' })
    expect(cases.map(({ id }) => id).sort()).toEqual([first, second].sort())
    expect(new Set(cases.map(({ light }) => light))).toEqual(new Set(['late']))
  }))

test('the handler, the residents and the live stream hear nothing of a second look', () =>
  inCity(async city => {
    await lookAgain(city)
    const { id } = await closedCase(city, { by: await city.as('inspector') })
    await look(await city.as('inspector2'), id, { fixed: true, at: inside })
    await city.settle()
    for (const login of ['works', 'coordinator', 'acceptor', 'observer'] as const) {
      const heard = await heardBy(city, await city.as(login), id)
      expect({ login, last: heard.slice(-3) }).toEqual({
        login,
        last: ['cases.passed', 'cases.confirmed', 'cases.closed'],
      })
    }
    expect((await heardBy(city, await city.as('leader'), id)).slice(-2)).toEqual([
      'cases.drawn',
      'cases.rechecked',
    ])

    const { timeline, number, task } = await (await city.as('works')).ask.cases.show({ id })
    expect({
      task,
      seen: timeline.map(({ happened }) => happened).filter(each => /drawn|recheck/.test(each)),
    }).toEqual({
      task: null,
      seen: [],
    })
    const followed = await city.ask.cases.follow({ number })
    expect(followed.timeline.filter(({ happened }) => /drawn|recheck/.test(happened))).toEqual([])
    const audited = await (await city.as('auditor')).ask.cases.show({ id })
    expect(audited.timeline.map(({ happened }) => happened)).toContain('cases.rechecked')
  }))

// mission: DC5
test('a second look that says no asks for reopening and flags the first; nothing moves by itself', () =>
  inCity(async city => {
    await lookAgain(city)
    const { id } = await closedCase(city, { by: await city.as('inspector') })
    await look(await city.as('inspector2'), id, { fixed: false, at: inside })
    await city.settle()
    const leader = await city.as('leader')
    expect(await leader.ask.cases.show({ id })).toMatchObject({
      state: 'closed',
      asked: 'reopen',
      task: null,
    })
    const { flags } = await (await city.as('evaluator')).ask.supervision.flags({ what: 'recheck_differs' })
    expect(flags).toMatchObject([{ case: { id }, purpose: 'check', name: '林小满', verdict: null }])
    await leader.ask.supervision.reopen({ id, reason: 'recheck_says_no' })
    expect(await leader.ask.cases.show({ id })).toMatchObject({ state: 'filed', reopened: 1, asked: null })
    await drawsFit(city)
    await intact(city)
  }))

test('no share, no second look; and none where it was closed as beyond repair', () =>
  inCity(async city => {
    await lookAgain(city, 0)
    const leader = await city.as('leader')
    const inspector = await city.as('inspector')
    const { id } = await closedCase(city, { by: inspector })
    expect((await leader.ask.cases.show({ id })).task).toBeNull()
    city.clock.advance(60_000)
    await lookAgain(city, 1)
    const { id: other } = await waitingForCheck(city)
    await look(inspector, other, { fixed: true, at: inside })
    await leader.ask.supervision.close({ id: other, outcome: 'cannot' })
    await city.settle()
    expect((await leader.ask.cases.show({ id: other })).task).toBeNull()
    await drawsFit(city)
  }))

test('the task ends when the case is opened again, or joined, before somebody has looked', () =>
  inCity(async city => {
    await lookAgain(city)
    const { id } = await closedCase(city, { by: await city.as('inspector') })
    const second = await city.as('inspector2')
    expect((await second.ask.cases.list({})).cases).toHaveLength(1)
    const {
      number,
      id: reported,
      followKey,
    } = await city.ask.cases.report({
      kind: { edition: 'gbt30428_2_2013', type: 'event', code: '0110' },
      where: { ...inside, precision: 'map' },
    })
    expect(number).not.toBe('')
    const leader = await city.as('leader')
    await askReopening(city, id)
    await leader.ask.supervision.reopen({ id, reason: 'reporter_says_no' })
    await city.settle()
    expect((await second.ask.cases.list({})).cases).toEqual([])
    await expect(look(second, id, { fixed: true, at: inside })).rejects.toMatchObject({
      code: 'base.not_found',
    })

    // A first look too: the case that it is asked about is joined to another.
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.askVerify({ id: reported })
    await acceptor.ask.supervision.join({ id: reported, into: id, reason: 'same_thing' })
    await city.settle()
    expect(followKey).not.toBe('')
    expect((await acceptor.ask.cases.show({ id: reported })).task).toBeNull()
    await drawsFit(city)
    await intact(city)
  }))

test('neither the first one nor a reporter, of what was joined either, is ever drawn to look again; where nobody is left it waits', () =>
  inCity(async city => {
    await lookAgain(city)
    // The other inspector has reported the same; his report was joined.
    const { id } = await waitingForCheck(city)
    const other = await city.as('inspector2')
    const { id: reported } = await other.ask.cases.report({
      kind: { edition: 'gbt30428_2_2013', type: 'event', code: '0110' },
      where: { ...inside, precision: 'map' },
    })
    await (await city.as('acceptor')).ask.supervision.join({ id: reported, into: id, reason: 'same_thing' })
    await look(await city.as('inspector'), id, { fixed: true, at: inside })
    const leader = await city.as('leader')
    await leader.ask.supervision.close({ id, outcome: 'fixed' })
    await city.settle()
    expect((await leader.ask.cases.show({ id })).task).toBeNull()
    const evaluator = await city.as('evaluator')
    city.clock.advance(1)
    const today = { from: '2026-03-01T00:00:00Z', until: city.clock.now() }
    expect(await evaluator.ask.supervision.honesty(today)).toMatchObject({ waiting: 1, total: { drawn: 0 } })
    await drawsFit(city)

    const third = await takeOn(city, 'third.inspector')
    const again = await city.door.within({ district: '990103' }, tx => drawMissing(tx, city.clock.now()))
    expect(again).toBe(true)
    expect((await leader.ask.cases.show({ id })).task).toMatchObject({
      purpose: 'recheck',
      name: 'third.inspector',
    })
    await look(third, id, { fixed: true, at: inside })
    expect(await evaluator.ask.supervision.honesty({ ...today, until: city.clock.now() })).toMatchObject({
      waiting: 0,
      total: { closed: 1, eligible: 1, drawn: 1, answered: 1, agreeing: 1 },
    })
    await drawsFit(city)
    await intact(city)
  }))

/** The reporter of a closed case says that it is not fixed. */
async function askReopening(city: City, id: string): Promise<void> {
  const { sql } = await import('kysely')
  await city.door.owner(tx => sql`update cases."case" set reopen = 'reporter' where id = ${id}`.execute(tx))
}
