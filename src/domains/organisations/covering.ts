// What a set of rules leaves open: kinds that nobody answers for somewhere, rules that name nobody or never
// win, and pairs where one rule is more specific by kind and another by region.
import type { Region } from '../regions/contract.ts'
import type { Coverage, Rule } from './contract.ts'
import { firing, kindRank, maintainerRank, type NamedKind, said } from './rules.ts'

/** So many pairs are told; a set with more of them is looked at from the start anyway. */
const mostContested = 200

/**
 * Asked for every kind in every region that has none below it, without a maintainer: who maintains a part is
 * known only when a case names one, so a rule that needs it covers nothing by itself.
 */
export function covering(
  rules: readonly Rule[],
  {
    kinds,
    regions,
    closed,
  }: { kinds: readonly NamedKind[]; regions: readonly Region[]; closed: ReadonlySet<string> },
): Coverage {
  const leaves = leavesOf(regions)
  const quarters = new Map<string, { region: Region; leaves: Region[] }>()
  for (const leaf of leaves) {
    const region = quarterOf(leaf, regions)
    const quarter = quarters.get(region.code) ?? { region, leaves: [] }
    quarter.leaves.push(leaf)
    quarters.set(region.code, quarter)
  }
  const fires = firing(
    rules.filter(rule => maintainerRank(rule) === 0),
    closed,
  )
  const winning = new Set<string>()
  const gaps: Coverage['gaps'] = []
  for (const kind of kinds) {
    const open: Coverage['gaps'][number]['regions'] = []
    for (const { region, leaves: below } of quarters.values()) {
      let uncovered = 0
      for (const leaf of below) {
        const winner = fires({ kind, regionPath: leaf.path })
        if (winner) winning.add(winner.rule.id)
        else uncovered += 1
      }
      if (uncovered > 0)
        open.push({ code: region.code, name: region.name, communities: uncovered, of: below.length })
    }
    if (open.length === 0) continue
    const { edition, type, code, name } = kind
    gaps.push({
      kind: { edition, type, code, name },
      everywhere: open.reduce((sum, { communities }) => sum + communities, 0) === leaves.length,
      regions: open,
    })
  }
  const broken = rules.filter(({ to }) => closed.has(to)).map(({ id }) => id)
  return {
    kinds: kinds.length,
    communities: leaves.length,
    gaps,
    broken,
    idle: rules
      .filter(rule => maintainerRank(rule) === 0 && !winning.has(rule.id) && !closed.has(rule.to))
      .map(({ id }) => id),
    contested: contested(rules, regions, closed),
  }
}

/** The subdistrict of a region, or whatever stands in its place: the second of its path, else the first. */
export function quarterOf({ path, ...region }: Region, regions: readonly Region[]): Region {
  const [first, second] = path.split('/').filter(code => code !== '')
  return regions.find(({ code }) => code === (second ?? first)) ?? { path, ...region }
}

function leavesOf(regions: readonly Region[]): Region[] {
  const parents = new Set(regions.map(({ parent }) => parent))
  // Province and city stand above the district and are nobody's place.
  return regions.filter(({ code, path }) => !parents.has(code) && code.length >= 6 && path !== '')
}

function contested(
  rules: readonly Rule[],
  regions: readonly Region[],
  closed: ReadonlySet<string>,
): Coverage['contested'] {
  const paths = new Map(regions.map(({ code, path }) => [code, path]))
  const isWithin = (inner: string, outer: string | null): boolean =>
    outer === null || (inner !== outer && (paths.get(inner) ?? '').includes(`${outer}/`))
  const found: Coverage['contested'] = []
  const open = rules.filter(({ to }) => !closed.has(to))
  const placed = open.filter(({ region }) => region !== null)
  for (const loses of placed) {
    for (const wins of open) {
      if (found.length === mostContested) return found
      if (
        loses.region !== null &&
        wins.to !== loses.to &&
        wins.maintainer === loses.maintainer &&
        maintainerRank(wins) === maintainerRank(loses) &&
        kindRank(wins) > kindRank(loses) &&
        isWithin(loses.region, wins.region) &&
        isKindWithin(wins, loses)
      )
        found.push({ wins: wins.id, loses: loses.id })
    }
  }
  return found
}

/** Whether everything the narrow rule holds for, by kind, the wide one holds for as well. */
function isKindWithin({ kind }: Rule, { kind: wide }: Rule): boolean {
  return wide === null || (kind !== null && said(kind).startsWith(said(wide)))
}
