// The proposal for a case, and rules tried on the cases of last month, against asking case by case.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type City,
  district,
  garbage,
  inCity,
  inside,
  insideLinjiang,
  type Person,
} from '../../../test/city.ts'
import { department, filed } from '../../../test/walks.ts'
import type { KindKey } from '../catalogue/contract.ts'
import type { Rule, RuleChange, RuleDraft } from '../organisations/contract.ts'
import { known, matches, propose } from '../organisations/rules.ts'
import { tried } from './proposing.ts'

const edition = garbage.edition
const brokenRoad = { edition, type: 'event', code: '0113' } as const
const uncovered = { edition, type: 'event', code: '0602' } as const
/** Just west of the border between the two subdistricts, found in the grids below. */
const linjiang = '990103002'

test('a case is proposed to the department of the rule that fires, with what the others lost by', () =>
  inCity(async city => {
    const { id } = await reported(city, brokenRoad, insideLinjiang)
    const dispatcher = await city.as('dispatcher')
    const proposal = await dispatcher.ask.command.proposal({ id })
    expect(proposal.proposed).toMatchObject({
      department: { code: 'D06' },
      why: ['kind', 'region'],
      rule: { names: { kind: { en: 'Road damage' }, region: { en: 'Linjiang Subdistrict' } } },
    })
    expect(proposal.none).toBeNull()
    expect(proposal.losers.map(({ department: of, lost }) => [of?.code, lost])).toEqual([
      ['D01', 'region'],
      ['D02', 'kind'],
    ])
    expect(proposal.ranked.map(({ department: of, by }) => [of.code, by])).toEqual([
      ['D06', 'rule'],
      ['D01', 'other_rule'],
      ['D02', 'other_rule'],
    ])
    const elsewhere = await reported(city, brokenRoad, inside)
    expect((await dispatcher.ask.command.proposal(elsewhere)).proposed?.department.code).toBe('D01')
  }))

test('where no rule fires, none is proposed and it says why', () =>
  inCity(async city => {
    const { id } = await reported(city, uncovered, inside)
    const { ask } = await city.as('dispatcher')
    expect(await ask.command.proposal({ id })).toMatchObject({ proposed: null, none: 'no_rule', ranked: [] })
  }))

test('a closed department is not proposed, and the rule that names it is told as broken', () =>
  inCity(async city => {
    const [admin, dispatcher] = [await city.as('admin'), await city.as('dispatcher')]
    const { id } = await reported(city, garbage, inside)
    const sanitation = await department(dispatcher, 'D02')
    await admin.ask.organisations.close({ id: sanitation })
    expect(await dispatcher.ask.command.proposal({ id })).toMatchObject({
      proposed: null,
      none: 'closed',
      losers: [{ lost: 'closed', department: { code: 'D02' } }],
      ranked: [],
    })
    await accepted(city, id)
    await expect(dispatcher.ask.command.dispatch({ id, department: sanitation })).rejects.toMatchObject({
      code: 'command.no_department',
    })
  }))

test('who gave the case back is not proposed for it again, and experience counts what came back', () =>
  inCity(async city => {
    const dispatcher = await city.as('dispatcher')
    const works = await city.as('works')
    const [d1, d2] = [await department(dispatcher, 'D01'), await department(dispatcher, 'D02')]
    const [first, second] = [await reported(city, garbage, inside), await reported(city, garbage, inside)]
    for (const { id } of [first, second]) await accepted(city, id)
    await dispatcher.ask.command.dispatch({ id: first.id, department: d1 })
    await works.ask.handling.giveBack({ id: first.id, reason: 'other_department' })
    expect((await dispatcher.ask.command.proposal(first)).ranked).toMatchObject([
      { department: { code: 'D02' }, by: 'rule', gaveBack: false },
      { department: { code: 'D01' }, gaveBack: true },
    ])
    await dispatcher.ask.command.dispatch({ id: first.id, department: d2 })
    const seen = await dispatcher.ask.command.proposal(second)
    expect(seen.experience).toMatchObject({ cases: 1, region: { en: 'Gulou Subdistrict' } })
    expect(seen.ranked.map(({ department: { code }, by, sent, back }) => [code, by, sent, back])).toEqual([
      ['D02', 'rule', 1, 0],
      ['D01', 'experience', 1, 1],
    ])
    // Another kind and another subdistrict have an experience of their own.
    const apart = await reported(city, garbage, insideLinjiang)
    expect((await dispatcher.ask.command.proposal(apart)).experience.cases).toBe(0)
    await dispatcher.ask.command.dispatch({ id: second.id, department: d2 })
    await (await city.as('sanitation')).ask.handling.giveBack({ id: second.id, reason: 'other_department' })
    const again = await dispatcher.ask.command.proposal(second)
    expect(again).toMatchObject({ proposed: null, none: 'gave_back' })
    expect(again.ranked.at(-1)).toMatchObject({ department: { code: 'D02' }, gaveBack: true })
  }))

test('within fifty metres of a border the department behind it is named with the distance, beyond it is not', () =>
  inCity(async city => {
    const { ask } = await city.as('dispatcher')
    const near = await atBorder(city, 20)
    const { id } = await reported(city, brokenRoad, near)
    const { proposed, ranked } = await ask.command.proposal({ id })
    expect(proposed?.department.code).toBe('D01')
    const behind = ranked.find(({ by }) => by === 'border')
    expect(behind).toMatchObject({ department: { code: 'D06' }, near: { metres: expect.any(Number) } })
    expect(behind?.near?.metres).toBeGreaterThan(10)
    expect(behind?.near?.metres).toBeLessThanOrEqual(20)
    const far = await reported(city, brokenRoad, await atBorder(city, 80))
    expect((await ask.command.proposal(far)).ranked.some(({ by }) => by === 'border')).toBe(false)
  }))

test('a proposal is for dispatchers, and a trial for administrators, who see no case in it', () =>
  inCity(async city => {
    const { id, number } = await reported(city, garbage, inside)
    for (const login of ['admin', 'leader', 'works', 'coordinator', 'acceptor'] as const) {
      const { ask } = await city.as(login)
      await expect(ask.command.proposal({ id })).rejects.toMatchObject({ code: 'base.not_allowed' })
    }
    for (const login of ['dispatcher', 'leader', 'works'] as const) {
      const { ask } = await city.as(login)
      await expect(ask.command.tryRules({ changes: [] })).rejects.toMatchObject({ code: 'base.not_allowed' })
    }
    const dispatcher = await city.as('dispatcher')
    await expect(
      dispatcher.ask.command.proposal({ id: '01890000-0000-7000-8000-000000000001' }),
    ).rejects.toMatchObject({ code: 'base.not_found' })
    await accepted(city, id)
    const { ask } = await city.as('admin')
    const answer = JSON.stringify(await ask.command.tryRules({ changes: [] }))
    for (const secret of [id, number, 'Shuyuan Lane', 'Bags']) expect(answer).not.toContain(secret)
    expect(JSON.parse(answer)).toMatchObject({ cases: 1, moved: 0 })
  }))

test('a trial counts the cases of the last thirty days that changed rules would have sent elsewhere', () =>
  inCity(async city => {
    const dispatcher = await city.as('dispatcher')
    await dispatchedTo(city, dispatcher, garbage, inside, 'D02')
    city.clock.advance(31 * 24 * 3_600_000)
    const again = await city.as('dispatcher')
    const cases = [
      await dispatchedTo(city, again, garbage, inside, 'D02'),
      await dispatchedTo(city, again, garbage, inside, 'D04'),
      await dispatchedTo(city, again, garbage, insideLinjiang, 'D02'),
      await dispatchedTo(city, again, brokenRoad, insideLinjiang, 'D06'),
    ]
    expect(cases.length).toBe(4)
    const waiting = await reported(city, garbage, inside)
    await accepted(city, waiting.id)
    await reported(city, garbage, inside)
    const [d4, d6] = [await department(again, 'D04'), await department(again, 'D06')]
    const { ask } = await city.as('admin')
    const ofFirm = (await ask.organisations.rules()).find(
      ({ to, kind }) => to === d6 && kind !== null && 'code' in kind,
    )
    const changes: RuleChange[] = [
      { what: 'add', rule: { kind: garbage, region: '990103001', maintainer: null, to: d4 } },
      { what: 'end', id: ofFirm?.id ?? '', version: ofFirm?.version ?? 0 },
    ]
    const trial = await ask.command.tryRules({ changes })
    // Three of garbage in Gulou (one of them waits to be dispatched), and the broken road.
    expect(trial).toMatchObject({ cases: 5, moved: 4 })
    expect(
      trial.moves.map(({ region, from, to, cases: count, withFrom, withTo }) => [
        region?.en,
        from.department?.code,
        to.department?.code,
        to.rule?.number,
        count,
        withFrom,
        withTo,
      ]),
    ).toEqual([
      ['Gulou Subdistrict', 'D02', 'D04', 0, 3, 1, 1],
      ['Linjiang Subdistrict', 'D06', 'D01', expect.any(Number), 1, 1, 0],
    ])
    expect(trial.departments).toEqual([
      { department: expect.objectContaining({ code: 'D01' }), before: 0, after: 1, inFact: 0 },
      { department: expect.objectContaining({ code: 'D02' }), before: 4, after: 1, inFact: 2 },
      { department: expect.objectContaining({ code: 'D04' }), before: 0, after: 3, inFact: 1 },
      { department: expect.objectContaining({ code: 'D06' }), before: 1, after: 0, inFact: 1 },
      { department: null, before: 0, after: 0, inFact: 1 },
    ])
    // Trying kept nothing.
    expect((await ask.organisations.rules()).some(({ to, kind }) => to === d4 && kind === garbage)).toBe(
      false,
    )
    expect((await ask.organisations.rules()).some(({ id }) => id === ofFirm?.id)).toBe(true)
  }))

test('a trial refuses what could not be kept', () =>
  inCity(async city => {
    const { ask } = await city.as('admin')
    const to = await department(await city.as('dispatcher'), 'D01')
    const rule: RuleDraft = { kind: null, region: null, maintainer: null, to }
    const add = { what: 'add', rule } as const
    await expect(ask.command.tryRules({ changes: [add, add] })).rejects.toMatchObject({
      code: 'organisations.rule_exists',
    })
    await expect(
      ask.command.tryRules({ changes: [add, { what: 'add', rule: { ...rule, region: district } }] }),
    ).rejects.toMatchObject({ code: 'organisations.rule_exists' })
    const [first] = await ask.organisations.rules()
    await expect(
      ask.command.tryRules({ changes: [{ what: 'end', id: first?.id ?? '', version: 7 }] }),
    ).rejects.toMatchObject({ code: 'organisations.rule_changed' })
  }))

test('the sums of a trial agree with asking both sets of rules for every case by itself', () => {
  const departments = ['a', 'b', 'c']
  const here = known({
    kinds: [],
    regions: [],
    organisations: departments.map(id => ({ id, code: id, name: { zh: id, en: id }, closedAt: null })),
  })
  const kinds = ['0101', '0102', '0201'].map((code): KindKey => ({ edition, type: 'event', code }))
  const paths = ['990103/990103001/990103001001/', '990103/990103001/990103001002/', '990103/990103002/']
  const draft = fc.record({
    kind: fc.constantFrom(null, ...kinds, { edition, type: 'event' as const, class: '01' }),
    region: fc.constantFrom(null, '990103001', '990103001002', linjiang),
    maintainer: fc.constant(null),
    to: fc.constantFrom(...departments),
  })
  const rules = fc
    .uniqueArray(draft, { selector: each => JSON.stringify([each.kind, each.region]), maxLength: 8 })
    .map(drafts =>
      drafts.map(
        (each, at): Rule => ({ ...each, id: `${at}`, number: at, version: 1, since: '2026-01-01T00:00:00Z' }),
      ),
    )
  const cases = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      regionPath: fc.constantFrom(...paths),
      department: fc.constantFrom(null, ...departments),
      cases: fc.nat(20),
    }),
  )
  fc.assert(
    fc.property(rules, rules, cases, (before, after, alike) => {
      const trial = tried({ before, after, here, alike, since: '' })
      // Slowly and without the core: the matching rule with the most specific kind, then region.
      const slow = (set: Rule[], { kind, regionPath }: { kind: KindKey; regionPath: string }) =>
        set
          .filter(rule => matches(rule, { kind, regionPath }))
          .sort((a, b) => weight(b) - weight(a))
          .at(0)?.to ?? null
      let moved = 0
      const sums: Record<string, [number, number, number]> = {}
      for (const each of alike) {
        const [from, to] = [slow(before, each), slow(after, each)]
        if (from !== to) moved += each.cases
        for (const [at, id] of [from, to, each.department].entries()) {
          sums[id ?? ''] ??= [0, 0, 0]
          const sum = sums[id ?? '']
          if (sum) sum[at] = (sum[at] ?? 0) + each.cases
        }
      }
      expect(trial.moved).toBe(moved)
      expect(trial.cases).toBe(alike.reduce((sum, each) => sum + each.cases, 0))
      expect(trial.moves.reduce((sum, each) => sum + each.cases, 0)).toBe(moved)
      expect(
        Object.fromEntries(
          trial.departments.map(each => [each.department?.id ?? '', [each.before, each.after, each.inFact]]),
        ),
      ).toEqual(sums)
      expect(
        propose(before, { kind: { edition, type: 'part', code: '0101' }, regionPath: '1/' }).winner?.why ??
          [],
      ).toEqual([])
    }),
  )
})

function weight({ kind, region }: RuleDraft): number {
  return (kind === null ? 0 : 'code' in kind ? 200 : 100) + (region?.length ?? 0)
}

type Place = { longitude: number; latitude: number }

function reported({ ask }: City, kind: KindKey, at: Place) {
  return ask.cases.report({
    kind,
    where: { ...at, precision: 'map' },
    address: '1 Shuyuan Lane',
    description: 'Bags',
  })
}

async function accepted(city: City, id: string): Promise<void> {
  await (await city.as('acceptor')).ask.supervision.accept({ id })
  await filed(city, id)
}

async function dispatchedTo(city: City, dispatcher: Person, kind: KindKey, at: Place, code: string) {
  const { id } = await reported(city, kind, at)
  await accepted(city, id)
  await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, code) })
  return { id }
}

/** A place in Gulou so many metres west of the border to Linjiang, in the latitude of `inside`. */
async function atBorder({ ask }: City, metres: number): Promise<Place> {
  const { latitude } = inside
  const region = async (longitude: number) => (await ask.grids.locate({ longitude, latitude })).regionPath
  let [west, east] = [inside.longitude, insideLinjiang.longitude]
  while (east - west > 1e-7) {
    const middle = (west + east) / 2
    if ((await region(middle)).includes(linjiang)) east = middle
    else west = middle
  }
  const degree = 111_320 * Math.cos((latitude * Math.PI) / 180)
  return { longitude: west - metres / degree, latitude }
}
