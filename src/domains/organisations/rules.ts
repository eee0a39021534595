// Who is responsible for a kind of thing in a place: which rule fires, what every other matching rule lost by,
// and whether a rule can be kept at all. Pure decisions; the most specific rule wins, whatever the order of rows.
import type { Kind, KindKey } from '../catalogue/contract.ts'
import type { Region } from '../regions/contract.ts'
import type {
  KindCondition,
  NamedRule,
  Organisation,
  Rule,
  RuleChange,
  RuleDraft,
  WrongRule,
} from './contract.ts'

export const organisationKinds = ['department', 'contractor'] as const

export interface Question {
  kind: KindKey
  /** The codes from the district down, each followed by a slash. */
  regionPath: string
  /** Who maintains the part, where the case is about a part that has a maintainer. */
  maintainer?: string | undefined
}

/** Which conditions of a rule were met; what it does not ask for is not among them. */
export const conditions = ['maintainer', 'kind', 'class', 'region'] as const
export type Condition = (typeof conditions)[number]

/** What a matching rule lost by: its organisation is closed, or another is more specific in this. */
export const losses = ['closed', 'maintainer', 'kind', 'region', 'older'] as const
export type Loss = (typeof losses)[number]

export interface Proposed {
  rule: Rule
  organisation: string
  why: Condition[]
}

export interface Overruled {
  rule: Rule
  organisation: string
  lost: Loss
}

/**
 * Which rule fires. The rules that match are put in a total order, by the first of these that differs:
 * 1. the part's maintainer: a named one before "whoever it is" before none;
 * 2. the kind: one kind before its class before any kind;
 * 3. the region: the deeper one first, none last;
 * 4. the newer version, then the larger number, then the id.
 * Of two different rules that match, the database keeps none with the same conditions, so 4 only decides among
 * rules that are tried and not kept. The first one whose organisation is open wins; every other one is among the
 * losers, in the same order.
 */
export function propose(
  rules: readonly Rule[],
  question: Question,
  closed: ReadonlySet<string> = new Set(),
): { winner: Proposed | undefined; losers: Overruled[] } {
  const matching = rules.flatMap(rule => {
    const organisation = rule.to === 'maintainer' ? question.maintainer : rule.to
    return organisation !== undefined && matches(rule, question) ? [{ rule, organisation }] : []
  })
  matching.sort((a, b) => order(a.rule, b.rule, question.regionPath))
  const first = matching.find(({ organisation }) => !closed.has(organisation))
  return {
    winner: first && { ...first, why: why(first.rule) },
    losers: matching
      .filter(each => each !== first)
      .map(each => ({
        ...each,
        lost: closed.has(each.organisation) ? 'closed' : lost(each.rule, first?.rule, question.regionPath),
      })),
  }
}

/** The winner for one question after another: the rules are sifted once for each kind. */
export function firing(
  rules: readonly Rule[],
  closed: ReadonlySet<string>,
): (question: Question) => Proposed | undefined {
  const sifted = new Map<string, Rule[]>()
  return question => {
    const key = said(question.kind)
    const relevant = sifted.get(key) ?? rules.filter(({ kind }) => matchesKind(kind, question.kind))
    sifted.set(key, relevant)
    return propose(relevant, question, closed).winner
  }
}

export function matches(
  { kind, region, maintainer, to }: RuleDraft,
  { kind: asked, regionPath, maintainer: known }: Question,
): boolean {
  return (
    matchesKind(kind, asked) &&
    (region === null || depth(region, regionPath) > 0) &&
    (maintainer === null || maintainer === known) &&
    (to !== 'maintainer' || known !== undefined)
  )
}

export function matchesKind(condition: KindCondition | null, kind: KindKey): boolean {
  if (condition === null) return true
  if (condition.edition !== kind.edition || condition.type !== kind.type) return false
  return 'code' in condition ? condition.code === kind.code : kind.code.startsWith(condition.class)
}

export function why({ kind, region, maintainer, to }: RuleDraft): Condition[] {
  return [
    ...(maintainer !== null || to === 'maintainer' ? (['maintainer'] as const) : []),
    ...(kind === null ? [] : ([isOneKind(kind) ? 'kind' : 'class'] as const)),
    ...(region === null ? [] : (['region'] as const)),
  ]
}

/** 2 for a named maintainer, 1 for whoever it is, 0 where the rule does not ask. */
export function maintainerRank({ maintainer, to }: RuleDraft): number {
  if (maintainer !== null) return 2
  return to === 'maintainer' ? 1 : 0
}

/** 2 for one kind, 1 for a class, 0 for any kind. */
export function kindRank({ kind }: RuleDraft): number {
  if (kind === null) return 0
  return isOneKind(kind) ? 2 : 1
}

/** How deep in the tree the region lies on this path, from 1; 0 when it is none or not on it. */
function depth(region: string | null, path: string): number {
  return region === null ? 0 : path.split('/').indexOf(region) + 1
}

function order(a: Rule, b: Rule, path: string): number {
  return (
    maintainerRank(b) - maintainerRank(a) ||
    kindRank(b) - kindRank(a) ||
    depth(b.region, path) - depth(a.region, path) ||
    Date.parse(b.since) - Date.parse(a.since) ||
    b.number - a.number ||
    (a.id < b.id ? 1 : -1)
  )
}

function lost(rule: Rule, winner: Rule | undefined, path: string): Loss {
  if (winner === undefined) return 'closed'
  if (maintainerRank(rule) !== maintainerRank(winner)) return 'maintainer'
  if (kindRank(rule) !== kindRank(winner)) return 'kind'
  return depth(rule.region, path) === depth(winner.region, path) ? 'older' : 'region'
}

function isOneKind(kind: KindCondition): kind is KindKey {
  return 'code' in kind
}

/** What a rule needs to know of a kind. */
export type NamedKind = KindKey & Pick<Kind, 'class' | 'name'>

/** What rules may speak of, by key. */
export interface Known {
  kinds: ReadonlyMap<string, NamedKind>
  classes: ReadonlyMap<string, Kind['class']>
  regions: ReadonlyMap<string, Region>
  organisations: ReadonlyMap<string, Organisation & { closedAt: string | null }>
}

export function known({
  kinds,
  regions,
  organisations,
}: {
  kinds: readonly NamedKind[]
  regions: readonly Region[]
  organisations: readonly (Organisation & { closedAt: string | null })[]
}): Known {
  return {
    kinds: new Map(kinds.map(kind => [said(kind), kind])),
    classes: new Map(
      kinds.map(kind => [said({ ...oneClass(kind), class: kind.code.slice(0, 2) }), kind.class]),
    ),
    regions: new Map(regions.map(region => [region.code, region])),
    organisations: new Map(organisations.map(each => [each.id, each])),
  }
}

function oneClass({ edition, type }: KindKey) {
  return { edition, type }
}

/** A condition on the kind as one text, to be compared and to stand in a sheet. */
export function said(kind: KindCondition | null): string {
  if (kind === null) return ''
  return `${kind.edition}/${kind.type}/${isOneKind(kind) ? kind.code : kind.class}`
}

/** The conditions as one text: what two rules in force may not have in common. */
export function conditionsOf({ kind, region, maintainer, to }: RuleDraft): string {
  return [said(kind), region ?? '', maintainer ?? '', to === 'maintainer' ? 'maintainer' : ''].join(' ')
}

/** Why a rule cannot be kept, and what of it is wrong; undefined when it can. */
export function wrongWith(
  { kind, region, maintainer, to }: RuleDraft,
  { kinds, classes, regions, organisations }: Known,
): WrongRule | undefined {
  if (kind !== null && !(isOneKind(kind) ? kinds : classes).has(said(kind)))
    return 'organisations.no_such_kind'
  if (region !== null && !regions.has(region)) return 'organisations.no_such_region'
  if (to === 'maintainer' && maintainer !== null) return 'organisations.maintainer_twice'
  for (const id of [maintainer, to === 'maintainer' ? null : to]) {
    const found = id === null ? undefined : organisations.get(id)
    if (id !== null && !found) return 'organisations.no_such_organisation'
    if (found?.closedAt) return 'organisations.closed'
  }
  return undefined
}

export function withNames<R extends Rule>(
  each: R,
  { kinds, classes, regions, organisations }: Known,
): R & NamedRule {
  const { kind, region, maintainer, to } = each
  const name = (id: string | null) => (id === null ? null : (organisations.get(id)?.name ?? null))
  return {
    ...each,
    names: {
      kind:
        kind === null
          ? null
          : ((isOneKind(kind) ? kinds.get(said(kind))?.name : classes.get(said(kind))) ?? null),
      region: (region !== null && regions.get(region)?.name) || null,
      maintainer: name(maintainer),
      to: to === 'maintainer' ? null : name(to),
    },
  }
}

/** The rules as they would be after these changes; added ones have the number 0. */
export function changed(
  rules: readonly Rule[],
  changes: readonly RuleChange[],
  { since, newId }: { since: string; newId: () => string },
): Rule[] {
  const kept = new Map(rules.map(each => [each.id, each]))
  for (const change of changes) {
    if (change.what === 'add') {
      const id = newId()
      kept.set(id, { ...change.rule, id, number: 0, version: 1, since })
      continue
    }
    const before = kept.get(change.id)
    if (change.what === 'end') kept.delete(change.id)
    else if (before) kept.set(change.id, { ...before, ...change.rule, version: before.version + 1, since })
  }
  return [...kept.values()]
}

/** The district itself as a region is no condition: the same rule could otherwise be said in two ways. */
export function ofDistrict(draft: RuleDraft, district: string): RuleDraft {
  return draft.region === district ? { ...draft, region: null } : draft
}

/** Whether two of these rules have the same conditions. */
export function isSaidTwice(rules: readonly RuleDraft[]): boolean {
  return new Set(rules.map(conditionsOf)).size < rules.length
}

/** The closed ones: rules that name them are broken. */
export function closedOf(organisations: readonly { id: string; closedAt: string | null }[]): Set<string> {
  return new Set(organisations.filter(({ closedAt }) => closedAt !== null).map(({ id }) => id))
}
