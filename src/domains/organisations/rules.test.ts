// Which rule fires, against everything that rules and questions can be; gaps against a brute search; and the
// sheet there and back.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Region } from '../regions/contract.ts'
import type { Rule, RuleDraft } from './contract.ts'
import { covering } from './covering.ts'
import {
  changed,
  conditionsOf,
  firing,
  kindRank,
  known,
  maintainerRank,
  matches,
  type NamedKind,
  propose,
  type Question,
} from './rules.ts'
import { fromSheet, toSheet } from './sheet.ts'

const district = '990103'
const organisations = ['o1', 'o2', 'o3', 'o4']
const edition = 'e'
const codes = ['0101', '0102', '0201']
const regions: Region[] = [
  { code: '99', parent: null, level: 'province', path: '', name: { zh: '省', en: 'Province' } },
  region(district, '99', 'district', `${district}/`),
  ...['001', '002'].flatMap(town => {
    const code = `${district}${town}`
    const path = `${district}/${code}/`
    return [
      region(code, district, 'subdistrict', path),
      ...['001', '002'].map(place => region(`${code}${place}`, code, 'community', `${path}${code}${place}/`)),
    ]
  }),
]
const communities = regions.filter(({ level }) => level === 'community')
const kinds = codes.flatMap(code => [kind('part', code), kind('event', code)])
const here = known({
  kinds,
  regions,
  organisations: organisations.map((id, at) => ({
    id,
    code: `D0${at}`,
    name: { zh: `部门${at}`, en: `Department ${at}` },
    closedAt: null,
  })),
})

const drafts: fc.Arbitrary<RuleDraft> = fc
  .record({
    kind: fc.oneof(
      fc.constant(null),
      fc.record({ edition: fc.constant(edition), type: type(), code: fc.constantFrom(...codes) }),
      fc.record({ edition: fc.constant(edition), type: type(), class: fc.constantFrom('01', '02') }),
    ),
    region: fc.constantFrom(null, ...regions.filter(({ path }) => path !== '').map(({ code }) => code)),
    maintainer: fc.constantFrom(null, null, ...organisations),
    to: fc.constantFrom(...organisations, 'maintainer'),
  })
  .map(draft => (draft.to === 'maintainer' ? { ...draft, maintainer: null } : draft))

/** Sets as the database lets them stand: no two with the same conditions. */
const sets: fc.Arbitrary<Rule[]> = fc
  .uniqueArray(drafts, { selector: conditionsOf, maxLength: 14 })
  .chain(some =>
    fc.tuple(
      ...some.map(draft => fc.nat(3).map(day => ({ draft, since: `2026-01-0${day + 1}T00:00:00.000Z` }))),
    ),
  )
  .map(some =>
    some.map(({ draft, since }, at) => ({ ...draft, id: `r${at}`, number: at + 1, version: 1, since })),
  )

const questions: fc.Arbitrary<Question> = fc.record({
  kind: fc.record({ edition: fc.constant(edition), type: type(), code: fc.constantFrom(...codes) }),
  regionPath: fc.constantFrom(...communities.map(({ path }) => path)),
  maintainer: fc.constantFrom(undefined, undefined, ...organisations),
})
const closings = fc.subarray(organisations).map(some => new Set(some))

test('the result never depends on the order of the rows', () => {
  fc.assert(
    fc.property(
      sets.chain(rules =>
        fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
      ),
      questions,
      closings,
      ([rules, shuffled], question, closed) => {
        expect(propose(shuffled, question, closed)).toEqual(propose(rules, question, closed))
        expect(firing(shuffled, closed)(question)).toEqual(propose(rules, question, closed).winner)
      },
    ),
  )
})

test('every rule that matches is the winner or a loser with its reason, and no other rule is either', () => {
  fc.assert(
    fc.property(sets, questions, closings, (rules, question, closed) => {
      const { winner, losers } = propose(rules, question, closed)
      const named = [...(winner ? [winner.rule.id] : []), ...losers.map(({ rule }) => rule.id)]
      const matching = rules.filter(rule => matches(rule, question)).map(({ id }) => id)
      expect([...named].sort()).toEqual([...matching].sort())
      for (const { organisation, lost } of losers) expect(lost === 'closed').toBe(closed.has(organisation))
      if (winner) expect(closed.has(winner.organisation)).toBe(false)
      else expect(losers.every(({ lost }) => lost === 'closed')).toBe(true)
    }),
  )
})

test('no rule that lost asks for more than the winner by the order maintainer, kind, region', () => {
  const rank = (rule: Rule): number =>
    maintainerRank(rule) * 100 + kindRank(rule) * 10 + (rule.region === null ? 0 : rule.region.length / 3)
  fc.assert(
    fc.property(sets, questions, (rules, question) => {
      const { winner, losers } = propose(rules, question)
      // Conditions are not said twice, so two rules that match never stand equal.
      for (const { rule } of losers) expect(rank(rule)).toBeLessThan(winner ? rank(winner.rule) : 0)
    }),
    // Two rules that match the same question are rare among these.
    { numRuns: 2000 },
  )
})

test('a rule that is added and more specific wins wherever it matches, and changes nothing elsewhere', () => {
  fc.assert(
    fc.property(sets, questions, questions, (rules, question, other) => {
      const fresh: Rule = {
        kind: question.kind,
        region: question.regionPath.split('/').at(-2) ?? null,
        maintainer: question.maintainer ?? null,
        to: 'o4',
        id: 'new',
        number: 99,
        version: 1,
        since: '2026-02-01T00:00:00.000Z',
      }
      const rest = rules.filter(rule => conditionsOf(rule) !== conditionsOf(fresh))
      const both = [fresh, ...rest]
      expect(propose(both, question).winner?.rule.id).toBe('new')
      if (!matches(fresh, other)) expect(propose(both, other)).toEqual(propose(rest, other))
    }),
  )
})

test('a rule for whoever maintains the part names the maintainer, and nobody where there is none', () => {
  const whoever = rule({ to: 'maintainer' })
  const byKind = rule({ kind: { edition, type: 'part', code: '0101' }, to: 'o1' })
  const question = { kind: { edition, type: 'part', code: '0101' } as const, regionPath: `${district}/` }
  expect(propose([byKind, whoever], { ...question, maintainer: 'o3' })).toMatchObject({
    winner: { organisation: 'o3', why: ['maintainer'] },
    losers: [{ organisation: 'o1', lost: 'maintainer' }],
  })
  expect(propose([byKind, whoever], question).winner?.organisation).toBe('o1')
})

test('of two that name the maintainer, the one that names him by name wins over whoever it is', () => {
  const question = {
    kind: { edition, type: 'part', code: '0101' } as const,
    regionPath: `${district}/`,
    maintainer: 'o3',
  }
  const { winner } = propose([rule({ to: 'maintainer' }), rule({ maintainer: 'o3', to: 'o2' })], question)
  expect(winner).toMatchObject({ organisation: 'o2' })
})

test('a class holds for its own edition and type only', () => {
  const byClass = rule({ kind: { edition, type: 'event', class: '01' }, to: 'o1' })
  const ask = (kind: Question['kind']) => propose([byClass], { kind, regionPath: `${district}/` }).winner
  expect(ask({ edition, type: 'event', code: '0102' })).toBeDefined()
  expect(ask({ edition, type: 'event', code: '0201' })).toBeUndefined()
  expect(ask({ edition, type: 'part', code: '0102' })).toBeUndefined()
  expect(ask({ edition: 'another', type: 'event', code: '0102' })).toBeUndefined()
})

test('the report of gaps, idle and broken rules agrees with asking for every kind in every community', () => {
  fc.assert(
    fc.property(sets, closings, (rules, closed) => {
      const report = covering(rules, { kinds, regions, closed })
      const winners = new Set<string>()
      let uncovered = 0
      for (const each of kinds) {
        for (const { path } of communities) {
          const { winner } = propose(rules, { kind: each, regionPath: path }, closed)
          if (winner) winners.add(winner.rule.id)
          else uncovered += 1
        }
      }
      const told = report.gaps.flatMap(gap => gap.regions.map(each => each.communities))
      expect(told.reduce((sum, count) => sum + count, 0)).toBe(uncovered)
      for (const { everywhere, regions: open } of report.gaps) {
        expect(everywhere).toBe(open.reduce((sum, each) => sum + each.communities, 0) === communities.length)
      }
      const isPlain = (each: Rule) => maintainerRank(each) === 0
      expect(report.broken).toEqual(rules.filter(({ to }) => closed.has(to)).map(({ id }) => id))
      expect(report.idle).toEqual(
        rules
          .filter(each => isPlain(each) && !closed.has(each.to) && !winners.has(each.id))
          .map(({ id }) => id),
      )
    }),
    { numRuns: 60 },
  )
})

test('a rule by kind over one by subdistrict is told as contested, the other way round it is not', () => {
  const byKind = rule({ kind: { edition, type: 'part', code: '0101' }, to: 'o1' })
  const byTown = rule({ region: `${district}001`, to: 'o2' })
  const both = rule({ kind: { edition, type: 'part', code: '0101' }, region: `${district}001`, to: 'o3' })
  const report = (rules: Rule[]) => covering(rules, { kinds, regions, closed: new Set() }).contested
  expect(report([byKind, byTown])).toEqual([{ wins: byKind.id, loses: byTown.id }])
  expect(report([byKind, both])).toEqual([])
})

test('a sheet brings back the same rules, whatever their order', () => {
  fc.assert(
    fc.property(sets, rules => {
      const sheet = toSheet(rules, here)
      const options = { known: here, endOthers: true, district }
      const plain = rules.map(each => (each.region === district ? { ...each, region: null } : each))
      // The district as a region is the same as none, so such a pair would be said twice.
      fc.pre(new Set(plain.map(conditionsOf)).size === plain.length)
      expect(fromSheet(sheet, { ...options, rules: plain })).toEqual({
        changes: [],
        refused: [],
        unchanged: plain.length,
      })
      const fresh = fromSheet(sheet, { ...options, rules: [] })
      const added = fresh?.changes.flatMap(change => (change.what === 'add' ? [change.rule] : []))
      expect(added?.map(conditionsOf)).toEqual(plain.map(conditionsOf))
      expect(added?.map(({ to }) => to)).toEqual(plain.map(({ to }) => to))
    }),
  )
})

test('each bad line of a sheet is told with its line and cell, and zeros a spreadsheet ate are put back', () => {
  const head = 'edition,type,class,kind,region,maintainer,organisation'
  const lines = [
    'e,part,,101,,,D00',
    'e,event,1,,990103001,,D01',
    'e,part,,9999,,,D00',
    'e,part,01,0101,,,D00',
    ',part,,,,,D00',
    'e,part,,0102,110101,,D00',
    'e,part,,0102,,,nobody',
    'e,part,,0102,,D02,maintainer',
    'e,part,,0101,,,D02',
    ',,,,,,',
    'e,part,,,,,D00',
  ]
  const read = fromSheet([head, ...lines].join('\n'), { rules: [], known: here, endOthers: false, district })
  expect(read?.changes.map(change => change.what === 'add' && change.rule)).toEqual([
    { kind: { edition, type: 'part', code: '0101' }, region: null, maintainer: null, to: 'o1' },
    { kind: { edition, type: 'event', class: '01' }, region: '990103001', maintainer: null, to: 'o2' },
  ])
  expect(read?.refused).toEqual([
    { line: 4, code: 'organisations.no_such_kind', cell: 'part 9999' },
    { line: 5, code: 'organisations.bad_kind_cells', cell: 'e part 01 0101' },
    { line: 6, code: 'organisations.bad_kind_cells', cell: 'part' },
    { line: 7, code: 'organisations.no_such_region', cell: '110101' },
    { line: 8, code: 'organisations.no_such_organisation', cell: 'nobody' },
    { line: 9, code: 'organisations.maintainer_twice', cell: 'D02' },
    { line: 10, code: 'organisations.rule_exists', cell: '' },
    { line: 12, code: 'organisations.bad_kind_cells', cell: 'e part' },
  ])
  expect(fromSheet('a,b\n1,2', { rules: [], known: here, endOthers: false, district })).toBeUndefined()
})

test('a name that a spreadsheet would run as a formula is defused', () => {
  const evil = known({
    kinds,
    regions,
    organisations: [{ id: 'o1', code: 'D00', name: { zh: '=1+1', en: '' }, closedAt: null }],
  })
  expect(toSheet([rule({ to: 'o1' })], evil)).toContain(",'=1+1")
})

test('changes are applied to what stands: added, changed with the next version, ended', () => {
  const [a, b] = [rule({ to: 'o1', region: `${district}001` }), rule({ to: 'o2' })]
  const after = changed(
    [a, b],
    [
      { what: 'add', rule: { kind: null, region: `${district}002`, maintainer: null, to: 'o3' } },
      { what: 'change', id: a.id, version: 1, rule: { ...a, to: 'o4' } },
      { what: 'end', id: b.id, version: 1 },
    ],
    { since: '2026-03-01T00:00:00.000Z', newId: () => 'fresh' },
  )
  expect(after.map(({ id, version, to, number }) => [id, version, to, number])).toEqual([
    [a.id, 2, 'o4', a.number],
    ['fresh', 1, 'o3', 0],
  ])
})

let numbered = 0

function rule(draft: Partial<RuleDraft> & Pick<RuleDraft, 'to'>): Rule {
  numbered += 1
  return {
    kind: null,
    region: null,
    maintainer: null,
    ...draft,
    id: `rule-${numbered}`,
    number: numbered,
    version: 1,
    since: '2026-01-01T00:00:00.000Z',
  }
}

function region(code: string, parent: string, level: Region['level'], path: string): Region {
  return { code, parent, level, path, name: { zh: code, en: code } }
}

function type(): fc.Arbitrary<'part' | 'event'> {
  return fc.constantFrom('part', 'event')
}

function kind(of: 'part' | 'event', code: string): NamedKind {
  const name = { zh: code, en: code }
  return { edition, type: of, code, name, class: name }
}
