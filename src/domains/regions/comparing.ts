// The district's own tree beside the national code list: what is missing, what has another name, what the list does not
// have. Pure.
import type { Listed } from './contract/list.ts'
import type { KeptRegion } from './contract/tree.ts'
import { shortName } from './naming.ts'
import type { RegionRow } from './planning.ts'

export interface Comparison {
  missing: Listed[]
  renamed: (Listed & { now: string })[]
  notListed: Pick<KeptRegion, 'code' | 'level' | 'name'>[]
  same: number
}

/** Closed regions of the tree count as not there; a committee's name and the short one that people say are one. */
export function compared(tree: readonly KeptRegion[], list: readonly Listed[]): Comparison {
  const open = new Map(tree.filter(({ closedAt }) => closedAt === null).map(each => [each.code, each]))
  const told: Comparison = { missing: [], renamed: [], notListed: [], same: 0 }
  const listed = new Set<string>()
  for (const each of list.filter(({ level }) => level === 'subdistrict' || level === 'community')) {
    listed.add(each.code)
    const own = open.get(each.code)
    if (!own) told.missing.push(each)
    else if (shortName(own.name.zh) !== shortName(each.name.zh))
      told.renamed.push({ ...each, now: own.name.zh })
    else told.same += 1
  }
  for (const { code, level, name } of open.values()) {
    if ((level === 'subdistrict' || level === 'community') && !listed.has(code))
      told.notListed.push({ code, level, name })
  }
  return told
}

/** As rows of a sheet, under the names that people say. */
export function asRows(list: readonly Listed[]): RegionRow[] {
  return list.map(({ code, name }, at) => ({
    row: at + 1,
    code,
    parent: '',
    level: '',
    zh: shortName(name.zh),
    en: name.en,
  }))
}
