// The published figures, against a slow count over generated histories; and who may read what of them. mission: DC5
import fc from 'fast-check'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { expect, test } from 'vitest'
import { type City, district, inCity, inside, insideLinjiang } from '../../../test/city.ts'
import { closedCase, look, lookAgain, photo, waitingForCheck } from '../../../test/looks.ts'
import { report } from '../../../test/walks.ts'
import { record } from '../../base/events.ts'
import type { Figures, Honesty } from './contract/honesty.ts'
import { shareOf } from './rates.ts'

/** One way of a case from dispatch to its end, as events; a case goes several after one another. */
const turn = fc.record({
  department: fc.nat(2),
  inspector: fc.nat(2),
  objected: fc.boolean(),
  away: fc.boolean(),
  ends: fc.constantFrom('fixed', 'fixed', 'fixed', 'gone', 'cannot', 'forced', 'audited', 'gathered', 'open'),
  again: fc.constantFrom('none', 'drawn', 'redrawn', 'yes', 'no'),
})
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never
const history = fc.record({ turns: fc.array(turn, { minLength: 1, maxLength: 3 }), place: fc.boolean() })
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

interface Happening {
  happened: string
  detail: Record<string, unknown>
  post?: string
}
interface People {
  departments: readonly string[]
  inspectors: readonly { post: string; region: string }[]
}

function eventsOf({ turns }: History, { departments, inspectors }: People): Happening[] {
  return turns.flatMap(({ department, inspector, objected, away, ends, again }, round): Happening[] => {
    const post = inspectors[inspector]?.post ?? ''
    const far = away ? { away: 'no_access' } : {}
    const events: Happening[] = [
      ...(round === 0 ? [] : [{ happened: 'cases.reopened', detail: { to: 'filed' } }]),
      { happened: 'cases.dispatched', detail: { to: 'dispatched', department: departments[department] } },
    ]
    if (objected) events.push({ happened: 'cases.objected', post, detail: { to: 'handling', ...far } })
    if (ends === 'open') return events
    if (ends === 'forced' || ends === 'audited') {
      return [
        ...events,
        { happened: `cases.${ends}`, detail: { to: 'closed', outcome: ends === 'forced' ? ends : 'fixed' } },
      ]
    }
    events.push(
      ends === 'gathered'
        ? { happened: 'cases.gathered', detail: { to: 'checked' } }
        : { happened: 'cases.confirmed', post, detail: { to: 'checked', ...far } },
      { happened: 'cases.closed', detail: { to: 'closed', outcome: ends === 'gathered' ? 'fixed' : ends } },
    )
    if (ends === 'cannot' || ends === 'gathered' || again === 'none') return events
    events.push({ happened: 'cases.drawn', detail: { purpose: 'recheck' } })
    if (again === 'redrawn') {
      events.push(
        { happened: 'cases.redraw_asked', detail: {} },
        { happened: 'cases.drawn', detail: { purpose: 'recheck' } },
      )
    }
    if (again === 'yes' || again === 'no') {
      events.push({ happened: 'cases.rechecked', detail: { answer: again === 'yes', ...far } })
    }
    return events
  })
}

const nothing = {
  closed: 0,
  forced: 0,
  selfHandled: 0,
  cannot: 0,
  eligible: 0,
  drawn: 0,
  answered: 0,
  agreeing: 0,
}

/** The slow truth: turn by turn, without a look at the events. */
function countedBy(turns: readonly Turn[]): Figures {
  const figures = { ...nothing }
  for (const { ends, again } of turns) {
    if (ends === 'open') continue
    const isLooked = ends === 'fixed' || ends === 'gone'
    figures.closed += 1
    figures.forced += ends === 'forced' ? 1 : 0
    figures.selfHandled += ends === 'audited' ? 1 : 0
    figures.cannot += ends === 'cannot' ? 1 : 0
    figures.eligible += isLooked ? 1 : 0
    figures.drawn += isLooked && again !== 'none' ? 1 : 0
    figures.answered += isLooked && (again === 'yes' || again === 'no') ? 1 : 0
    figures.agreeing += isLooked && again === 'yes' ? 1 : 0
  }
  return { ...figures, verified: shareOf(figures.agreeing, figures.answered) }
}

async function peopleOf(city: City): Promise<People> {
  const departments = await (await city.as('dispatcher')).ask.organisations.list()
  const posts = await Promise.all(
    (['inspector', 'inspector2'] as const).map(async login => (await city.as(login)).ask.identity.me()),
  )
  const { identity } = (await city.as('admin')).ask
  // One whose post is in a community: he counts for its subdistrict.
  const account = (await identity.accounts()).find(({ login }) => login === 'demo.inspector2')
  const third = await identity.givePost({
    account: account?.id ?? '',
    role: 'inspector',
    region: '990103002001',
  })
  return {
    departments: departments.slice(0, 3).map(({ id }) => id),
    inspectors: [
      ...posts.map(({ post }) => ({ post: post.id, region: post.region.name.en })),
      { post: third.id, region: posts[1]?.post.region.name.en ?? '' },
    ],
  }
}

// mission: DC5
test('every figure of generated histories is what a slow count of them gives', () =>
  inCity(async city => {
    const people = await peopleOf(city)
    const evaluator = await city.as('evaluator')
    let year = 2027
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 6 }), async histories => {
        // Each run has a year of its own; and nobody reports so much at once.
        year += 1
        city.clock.advance(600_000)
        const [from, until] = [`${year}-01-01T00:00:00Z`, `${year + 1}-01-01T00:00:00Z`]
        for (const each of histories) {
          const { id } = await report(city, each.place ? inside : insideLinjiang)
          let at = Date.parse(from)
          await city.door.within({ district }, async tx => {
            for (const { happened, detail, post } of eventsOf(each, people)) {
              at += 60_000
              const actor = post === undefined ? undefined : { account: newId(), post }
              await record({ tx, now: new Date(at).toISOString(), actor }, { subject: id, happened, detail })
            }
          })
        }
        const found = await evaluator.ask.supervision.honesty({ from, until })
        const turns = histories.flatMap(each => each.turns)
        expect(found.total).toEqual(countedBy(turns))
        expect(tableOf(found.byDepartment.map(({ department: _, ...figures }) => figures))).toEqual(
          tableOf(grouped(turns, ({ department }) => String(department))),
        )
        const regionOf = ({ inspector, ends }: Turn): string =>
          ['fixed', 'gone', 'cannot'].includes(ends) ? (people.inspectors[inspector]?.region ?? '') : ''
        expect(
          Object.fromEntries(found.byRegion.map(({ region, ...figures }) => [region?.en ?? '', figures])),
        ).toEqual(
          Object.fromEntries(
            [
              ...Map.groupBy(
                turns.filter(({ ends }) => ends !== 'open'),
                regionOf,
              ),
            ].map(([name, some]) => [name, countedBy(some)]),
          ),
        )
        const looked = turns.filter(({ ends }) => ['fixed', 'gone', 'cannot'].includes(ends))
        expect(tableOf((found.byInspector ?? []).map(({ name: _, ...figures }) => figures))).toEqual(
          tableOf(grouped(looked, ({ inspector }) => String(inspector))),
        )
        const events = histories.flatMap(each => eventsOf(each, people))
        const answers = events.filter(({ happened }) => /objected|confirmed|rechecked/.test(happened))
        expect(found.answers).toEqual({
          given: answers.length,
          away: answers.filter(({ detail }) => detail.away).length,
        })
        expect(found.redrawn).toBe(events.filter(({ happened }) => happened === 'cases.redraw_asked').length)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  }))

function grouped(turns: readonly Turn[], by: (turn: Turn) => string): Figures[] {
  const ended = turns.filter(({ ends }) => ends !== 'open')
  return [...Map.groupBy(ended, by).values()].map(countedBy)
}

/** The same rows in one order. */
function tableOf(rows: readonly object[]): string[] {
  return rows
    .map(row => JSON.stringify(row, Object.keys(nothing).concat('verified', 'share', 'low', 'high')))
    .sort()
}

const period = (city: City) => ({
  from: '2026-03-01T00:00:00Z',
  until: new Date(Date.parse(city.clock.now()) + 1).toISOString(),
})

// mission: DC5
test('what people did in a day stands in the figures: looks, second looks, distance, flags and who found it', () =>
  inCity(async city => {
    await lookAgain(city)
    const [inspector, other] = [await city.as('inspector'), await city.as('inspector2')]
    const { id } = await closedCase(city, { by: inspector })
    await look(other, id, { fixed: true, at: inside })
    const { id: second } = await closedCase(city, { by: other, at: insideLinjiang })
    await look(inspector, second, { fixed: false, at: insideLinjiang })
    const { id: far } = await waitingForCheck(city)
    await inspector.ask.supervision.check({
      id: far,
      fixed: true,
      away: 'no_signal',
      pictures: [await photo(inspector)],
    })
    await inspector.ask.cases.report({
      kind: { edition: 'gbt30428_2_2013', type: 'event', code: '0110' },
      where: { ...inside, precision: 'map' },
    })
    await city.settle()
    const found = await (await city.as('evaluator')).ask.supervision.honesty(period(city))
    const flags = (all: Honesty['flags']) => all.filter(({ open }) => open > 0).map(({ what }) => what)
    expect(found).toMatchObject({
      total: { closed: 2, eligible: 2, drawn: 2, answered: 2, agreeing: 1, verified: shareOf(1, 2) },
      answers: { given: 5, away: 1 },
      reports: { made: 4, public: 3 },
      waiting: 0,
      redrawn: 0,
    })
    expect(found.byDepartment).toHaveLength(1)
    expect(found.byRegion.map(({ region, agreeing }) => [region?.en, agreeing])).toEqual([
      ['Gulou Subdistrict', 1],
      ['Linjiang Subdistrict', 0],
    ])
    expect(found.byInspector?.map(({ name }) => name).sort()).toEqual(['林小满', '贺远'])
    expect(flags(found.flags)).toEqual(expect.arrayContaining(['no_position', 'recheck_differs']))

    const audited = await (await city.as('auditor')).ask.supervision.honesty(period(city))
    expect(audited).toEqual({ ...found, byInspector: null })
    for (const login of ['leader', 'inspector', 'works', 'commander', 'admin'] as const) {
      await expect((await city.as(login)).ask.supervision.honesty(period(city))).rejects.toMatchObject({
        code: 'base.not_allowed',
      })
    }
  }))

test('whoever evaluates one subdistrict sees the figures and flags of that one', () =>
  inCity(async city => {
    await closedCase(city, { by: await city.as('inspector') })
    const inspector = await city.as('inspector2')
    const { id } = await waitingForCheck(city, insideLinjiang)
    await inspector.ask.supervision.check({
      id,
      fixed: true,
      away: 'no_signal',
      pictures: [await photo(inspector)],
    })
    await city.settle()
    const evaluator = await city.as('evaluator')
    const { post } = await evaluator.ask.identity.me()
    const move = (to: string) =>
      city.door.owner(tx =>
        sql`update identity.post set (region, reach) = (select code, path from regions.region where code = ${to})
          where id = ${post.id}`.execute(tx),
      )
    await move('990103001')
    const { forgetRecognised } = await import('../identity/recognising.ts')
    forgetRecognised()
    expect(await evaluator.ask.supervision.honesty(period(city))).toMatchObject({
      total: { closed: 1 },
      answers: { given: 1, away: 0 },
    })
    expect((await evaluator.ask.supervision.flags({})).total).toBe(0)
    await move('990103002')
    forgetRecognised()
    expect(await evaluator.ask.supervision.honesty(period(city))).toMatchObject({
      total: { closed: 0, verified: null },
      answers: { given: 1, away: 1 },
    })
    expect((await evaluator.ask.supervision.flags({})).total).toBe(1)
  }))

test('a period that ends before it begins, or is longer than four hundred days, is refused', () =>
  inCity(async city => {
    const { ask } = await city.as('auditor')
    for (const wrong of [
      { from: '2026-04-02T00:00:00Z', until: '2026-04-01T00:00:00Z' },
      { from: '2025-01-01T00:00:00Z', until: '2026-04-01T00:00:00Z' },
    ]) {
      await expect(ask.supervision.honesty(wrong)).rejects.toMatchObject({ code: 'base.bad_input' })
    }
  }))
