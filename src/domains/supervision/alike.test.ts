// What leaves the server about a case that is looked at a second time: to who looks the same as of a first look, field
// by field, and to all others the same as if nobody looked. mission: DC5
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { expect, test } from 'vitest'
import { type City, district, inCity, inside, insideLinjiang, type Person } from '../../../test/city.ts'
import { closedCase, heardBy, look, lookAgain, photo, waitingForCheck } from '../../../test/looks.ts'
import { intact } from '../../../test/walks.ts'

/** One inspector with a first look in Gulou and a second one in Linjiang, both drawn for minutes after they were due. */
async function ofEqualAge(city: City) {
  await lookAgain(city)
  const [inspector, other, leader] = [
    await city.as('inspector'),
    await city.as('inspector2'),
    await city.as('leader'),
  ]
  const { id: second } = await waitingForCheck(city, insideLinjiang)
  await look(other, second, { fixed: true, at: insideLinjiang })
  const { id: first } = await waitingForCheck(city, inside)
  await leader.ask.supervision.close({ id: second, outcome: 'fixed' })
  await city.settle()
  city.clock.advance(4 * 60_000)
  const asked = city.clock.now()
  // As where there was nobody on shift: neither was drawn at the moment when his case came to be looked at.
  await city.door.owner(tx =>
    sql`update cases.task set drawn_at = ${asked}::timestamptz where ended_at is null`.execute(tx),
  )
  city.clock.advance(60_000)
  return { inspector, first, second, asked }
}

/**
 * All that may differ between two cases: ids and numbers, their places, and how long ago each was reported and handled.
 * What was since they were drawn stands as it is.
 */
function told(value: unknown, asked: string): unknown {
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replace(/\d{6}-\d{8}-\d{4}/g, 'number')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, at => (Date.parse(at) < Date.parse(asked) ? 'before' : at))
    .replace(/"region":\{[^}]*\}/g, '"region":{}')
    .replace(/"(?:longitude|latitude)":[\d.]+/g, '"degrees":0')
    .replace(/"grid":\{[^}]*\}/g, '"grid":{}')
  return JSON.parse(text)
}

async function refusalOf(asked: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  return asked.then(
    () => ({ code: 'done', data: null }),
    error => ({ code: error.code, data: error.data ?? null }),
  )
}

// mission: DC5
test('to who looks, the first look and the second are one in every field of everything he is sent', () =>
  inCity(async city => {
    const { inspector, first, second, asked } = await ofEqualAge(city)
    const { ask } = inspector
    const everything = async (id: string) => {
      const whole = await ask.cases.show({ id })
      const rows = await Promise.all(
        (['mine', 'late', 'open', 'ended'] as const).map(async queue => {
          const { cases } = await ask.cases.list({ queue })
          return { queue, row: cases.find(each => each.id === id) ?? null }
        }),
      )
      const refused = await refusalOf(
        ask.supervision.check({
          ...{ id, fixed: true, seen: whole.step + 1, pictures: [await photo(inspector)] },
          away: 'no_access',
        }),
      )
      return told(
        {
          whole,
          rows,
          refused,
          followed: await ask.cases.follow({ number: whole.number }),
          heard: await heardBy(city, inspector, id),
        },
        asked,
      )
    }
    const one = await everything(first)
    expect(await everything(second)).toEqual(one)
    expect(one).toMatchObject({
      whole: {
        state: 'checking',
        stateSince: asked,
        task: { purpose: 'check', drawnAt: asked },
        nextSteps: ['confirm', 'object'],
      },
      refused: { code: 'cases.moved_on', data: { happened: 'cases.passed', at: asked } },
      heard: ['cases.drawn'],
    })
    // The clock of the first one's stage is over before the time that he was given.
    const { dueAt } = await ask.cases.show({ id: first })
    city.clock.advance(Date.parse(dueAt ?? '') - Date.parse(city.clock.now()) - 2 * 60_000)
    const leader = await city.as('leader')
    expect((await leader.ask.cases.list({ queue: 'late' })).cases.map(({ id }) => id)).toEqual([first])
    expect((await ask.cases.list({ queue: 'late' })).cases).toEqual([])
    expect(await everything(second)).toEqual(await everything(first))
    // As long as he has not answered, it stays so: hours later both are late, and both in the same row of the queue.
    city.clock.advance(9 * 3_600_000)
    const later = await everything(first)
    expect(await everything(second)).toEqual(later)
    expect(later).toMatchObject({ whole: { light: 'late' }, rows: [{}, { row: { light: 'late' } }, {}, {}] })

    const { step } = await ask.cases.show({ id: second })
    const answer = async (id: string, at: typeof inside) =>
      told(
        await ask.supervision.check({
          ...{ id, fixed: true, seen: step, position: at, pictures: [await photo(inspector)] },
        }),
        asked,
      )
    expect(await answer(second, insideLinjiang)).toEqual(await answer(first, inside))
    await intact(city)
  }))

/** All that somebody who is not to know is shown of a case. */
async function shownTo(city: City, person: Person, id: string) {
  const whole = await person.ask.cases.show({ id })
  const { cases } = await person.ask.cases.list({ queue: 'ended' })
  return {
    whole,
    row: cases.find(each => each.id === id),
    followed: await city.ask.cases.follow({ number: whole.number }),
  }
}

// mission: DC5
test('nobody else sees from any field that a second look was drawn, answered or kept without consequence', () =>
  inCity(async city => {
    await lookAgain(city, 0)
    const [inspector, leader] = [await city.as('inspector'), await city.as('leader')]
    await closedCase(city, { by: inspector })
    await lookAgain(city)
    const { id: again } = await waitingForCheck(city)
    await look(inspector, again, { fixed: true, at: inside })
    await leader.ask.supervision.close({ id: again, outcome: 'fixed' })
    const others = ['works', 'coordinator', 'dispatcher', 'acceptor', 'inspector'] as const
    const people = await Promise.all(others.map(login => city.as(login)))
    const shown = () => Promise.all(people.map(person => shownTo(city, person, again)))
    const before = await shown()
    for (const { whole } of before) {
      expect(whole.timeline.map(({ seq }) => seq)).toEqual(whole.timeline.map((_, place) => place + 1))
    }
    city.clock.advance(60_000)
    await city.settle()
    expect(await shown()).toEqual(before)
    const second = await city.as('inspector2')
    expect((await second.ask.cases.show({ id: again })).task).toMatchObject({ own: true })
    city.clock.advance(60_000)
    await look(second, again, { fixed: false, at: inside })
    await city.settle()
    expect(await shown()).toEqual(before)
    // Those who decide do see it, and what the leader had seen before is not outdated by it.
    const whole = await leader.ask.cases.show({ id: again })
    expect(whole).toMatchObject({ asked: 'reopen', step: before[0]?.whole.step })
    expect(whole.timeline.at(-1)?.happened).toBe('cases.rechecked')
    expect(whole.pictures.filter(({ shows }) => shows === 'check')).toHaveLength(2)
    const seen = before[0]?.whole.step
    await leader.ask.supervision.keepClosed({ id: again, reason: 'is_fixed', seen })
    await city.settle()
    expect(await shown()).toEqual(before)
    await intact(city)
  }))

test('a step that matters outdates what was seen, one that is hidden does not', () =>
  inCity(async city => {
    await lookAgain(city)
    const { id } = await closedCase(city, { by: await city.as('inspector') })
    const leader = await city.as('leader')
    const { step } = await leader.ask.cases.show({ id })
    await look(await city.as('inspector2'), id, { fixed: false, at: inside })
    expect(
      await refusalOf(leader.ask.supervision.reopen({ id, reason: 'recheck_says_no', seen: step - 1 })),
    ).toMatchObject({ code: 'cases.moved_on', data: { happened: 'cases.closed' } })
    await leader.ask.supervision.reopen({ id, reason: 'recheck_says_no', seen: step })
    const dispatcher = await city.as('dispatcher')
    const [department] = await dispatcher.ask.organisations.list()
    expect(
      await refusalOf(dispatcher.ask.command.dispatch({ id, department: department?.id ?? '', seen: step })),
    ).toMatchObject({ code: 'cases.moved_on', data: { happened: 'cases.reopened' } })
  }))

test('on the live stream each hears only what he may read', () =>
  inCity(async city => {
    let hear: (payload: string) => void = () => {}
    await city.house.live.open({
      listen: async (_, { heard }) => {
        hear = heard
      },
    })
    const [works, evaluator, inspector] = [
      await city.as('works'),
      await city.as('evaluator'),
      await city.as('inspector'),
    ]
    const post = (await inspector.ask.identity.me()).post?.id ?? ''
    const ids = Array.from({ length: 4 }, () => newId())
    const first = async (person: Person): Promise<string> => {
      const stop = new AbortController()
      const stream = await person.ask.live.follow(undefined, { signal: stop.signal, lastEventId: ids[0] })
      for await (const news of stream) {
        stop.abort()
        return news.kind === 'news' ? news.happened : news.kind
      }
      return ''
    }
    const changes = [
      ['cases.reported', {}],
      ['supervision.duty_begun', { posts: [post], may: [] }],
      ['supervision.flag_raised', { may: ['supervision.evaluate'] }],
      ['cases.closed', { without: 'supervision.check' }],
    ] as const
    for (const [nth, [happened, to]] of changes.entries())
      hear(JSON.stringify({ id: ids[nth], district, happened, subject: post, to }))
    expect(await first(works)).toBe('cases.closed')
    expect(await first(evaluator)).toBe('supervision.flag_raised')
    expect(await first(inspector)).toBe('supervision.duty_begun')
  }))
