// Splitting: what parts are filed under, by the whole's own rulebook, and whom they are sent to. mission: DC5
import { expect, test } from 'vitest'
import { type City, garbage, inCity, type Person } from '../../../test/city.ts'
import { department, events, filed, intact, report } from '../../../test/walks.ts'

const kerb = { ...garbage, code: '0113' }

async function waiting(city: City): Promise<{ id: string; dispatcher: Person }> {
  const { id } = await report(city)
  await (await city.as('acceptor')).ask.supervision.accept({ id })
  await filed(city, id)
  return { id, dispatcher: await city.as('dispatcher') }
}

const eightDays = { value: 8, unit: 'calendar_day' } as const

/** A later rulebook with another fallback and one more kind, which it gives. */
async function published(city: City) {
  const ask = (await city.as('admin')).ask.catalogue
  const { revision } = await ask.openDraft()
  const { edition: _, ...rules } = await ask.rules({ version: 'draft' })
  const set = await ask.setRules({ ...rules, edition: garbage.edition, revision, fallback: eightDays })
  const { edition, type } = garbage
  const name = { zh: '别的', en: 'Other' }
  const added = await ask.addKind({ revision: set.revision, edition, type, class: '01', name })
  await ask.publish({ revision: added.revision, validFrom: null })
  await city.settle()
  return { edition, type, code: added.code }
}

test('parts are filed by the rulebook of the whole, whatever was published since', () =>
  inCity(async city => {
    const { id, dispatcher } = await waiting(city)
    const whole = await dispatcher.ask.cases.show({ id })
    const leader = await city.as('leader')
    await published(city)
    city.clock.advance(2000)
    const other = await report(city)
    await (await city.as('acceptor')).ask.supervision.accept({ id: other.id })
    expect((await leader.ask.supervision.conditions({ id: other.id })).fallback).toEqual(eightDays)
    const same = await dispatcher.ask.command.partConditions({ id, ...garbage })
    expect(same.inherited).toEqual({ condition: whole.filed?.condition, limit: whole.filed?.limit })
    const offered = await dispatcher.ask.command.partConditions({ id, ...kerb })
    expect(offered.inherited).toBeNull()
    // The fallback, too, is the whole's own.
    expect(offered.fallback).not.toEqual(eightDays)
    const [first, last] = [offered.conditions[0], offered.conditions.at(-1)]
    if (!first || !last || first.seq === last.seq) throw new Error('this kind has several conditions')
    await expect(dispatcher.ask.command.split({ id, parts: [{ kind: kerb }, {}] })).rejects.toMatchObject({
      code: 'command.needs_condition',
    })
    await expect(
      dispatcher.ask.command.split({ id, parts: [{ kind: kerb, condition: 99 }, {}] }),
    ).rejects.toMatchObject({ code: 'command.no_condition' })
    const split = await dispatcher.ask.command.split({
      id,
      parts: [{ kind: kerb, condition: last.seq }, { description: 'The rest' }],
    })
    const shown = await Promise.all(split.parts.map(part => dispatcher.ask.cases.show({ id: part.id })))
    expect(shown.map(part => part.filed)).toEqual([
      {
        rulebook: whole.filed?.rulebook,
        condition: last.seq,
        name: last.name,
        closing: last.closing,
        limit: last.limit,
        area: offered.area,
      },
      whole.filed,
    ])
    expect(shown[0]?.nextSteps).not.toContain('split')
    await intact(city)
  }))

test('a part of a kind that came with a later rulebook takes the fallback of the whole’s own', () =>
  inCity(async city => {
    const { id, dispatcher } = await waiting(city)
    const added = await published(city)
    city.clock.advance(2000)
    const { conditions, fallback, inherited } = await dispatcher.ask.command.partConditions({ id, ...added })
    expect({ conditions, inherited }).toEqual({ conditions: [], inherited: null })
    const split = await dispatcher.ask.command.split({ id, parts: [{ kind: added }, {}] })
    const part = await dispatcher.ask.cases.show({ id: split.parts[0]?.id ?? '' })
    expect(part.filed).toMatchObject({ condition: null, limit: fallback })
    expect(fallback).not.toEqual(eightDays)
  }))

test('a part that names its department is sent there at once; whoever is unknown refuses all', () =>
  inCity(async city => {
    const { id, dispatcher } = await waiting(city)
    const [works, gone] = [await department(dispatcher, 'D01'), '00000000-0000-7000-8000-000000000000']
    await expect(
      dispatcher.ask.command.split({ id, parts: [{ department: works }, { department: gone }] }),
    ).rejects.toMatchObject({ code: 'command.no_department' })
    expect((await dispatcher.ask.cases.show({ id })).state).toBe('filed')
    const split = await dispatcher.ask.command.split({ id, parts: [{ department: works }, {}] })
    const [sent, waits] = split.parts
    if (!sent || !waits) throw new Error('two parts were asked for')
    expect(await dispatcher.ask.cases.show({ id: sent.id })).toMatchObject({
      state: 'dispatched',
      stage: 'handle',
      children: [],
    })
    expect((await dispatcher.ask.cases.show({ id: waits.id })).state).toBe('filed')
    expect((await events(city, sent.id, 'cases.dispatched')).rows).toMatchObject([{ department: works }])
    await (await city.as('works')).ask.handling.take({ id: sent.id })
    await intact(city)
  }))

test('what a part can be filed under is for dispatchers who see the whole', () =>
  inCity(async city => {
    const { id } = await waiting(city)
    for (const login of ['leader', 'acceptor', 'works', 'coordinator'] as const) {
      await expect(
        (await city.as(login)).ask.command.partConditions({ id, ...garbage }),
      ).rejects.toMatchObject({ code: 'base.not_allowed' })
    }
  }))

test('a dispatch says which rule named whom, and whether it was followed; the timeline shows it to the house', () =>
  inCity(async city => {
    const [one, two, three] = [await waiting(city), await waiting(city), await waiting(city)]
    const { dispatcher } = one
    const { proposed } = await dispatcher.ask.command.proposal({ id: one.id })
    if (!proposed) throw new Error('the demo city has a rule for it')
    const { id: rule, number, version } = proposed.rule
    const codes = (await dispatcher.ask.organisations.list()).map(({ id }) => id)
    const other = codes.find(code => code !== proposed.department.id) ?? ''
    await dispatcher.ask.command.dispatch({ id: one.id, department: proposed.department.id })
    await dispatcher.ask.command.dispatch({ id: two.id, department: other })
    await dispatcher.ask.command.dispatchMany({ ids: [three.id], department: other })
    const told = async (id: string) =>
      (await events(city, id, 'cases.dispatched')).rows.map(({ proposal }) => proposal)
    expect(await told(one.id)).toEqual([{ rule, number, version, followed: true }])
    expect(await told(two.id)).toEqual([{ rule, number, version, followed: false }])
    expect(await told(three.id)).toEqual([{ rule, number, version, followed: false }])
    const { timeline } = await dispatcher.ask.cases.show({ id: two.id })
    expect(timeline.at(-1)?.rule).toEqual({ number, version, followed: false })
    expect(timeline.filter(entry => entry.rule !== null)).toHaveLength(1)
    await intact(city)
  }))

test('many cases are dispatched in one call, each by the rule of its own kind; each that cannot says why', () =>
  inCity(async city => {
    const [one, two, dispatched] = [await waiting(city), await waiting(city), await waiting(city)]
    const { dispatcher } = one
    const works = await department(dispatcher, 'D01')
    // Of another kind, so that what its event says differs.
    await (await city.as('acceptor')).ask.supervision.correct({ id: two.id, kind: kerb })
    await dispatcher.ask.command.dispatch({ id: dispatched.id, department: works })
    const back = await waiting(city)
    await dispatcher.ask.command.dispatch({ id: back.id, department: works })
    await (await city.as('works')).ask.handling.giveBack({ id: back.id, reason: 'no_access' })
    const nowhere = '00000000-0000-7000-8000-000000000000'
    const ids = [one.id, two.id, dispatched.id, back.id, nowhere]
    const { moved, refused } = await dispatcher.ask.command.dispatchMany({ ids, department: works })
    expect(moved.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    expect(refused).toEqual([
      { id: dispatched.id, code: 'cases.moved_on' },
      { id: back.id, code: 'command.gave_it_back' },
      { id: nowhere, code: 'base.not_found' },
    ])
    for (const { id } of [one, two]) {
      expect((await events(city, id, 'cases.dispatched')).rows).toHaveLength(1)
    }
    await intact(city)
  }))
