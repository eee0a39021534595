// Who should be sent a case, and why: the rules of responsibility, what lies across a border nearby, and where
// cases like it went. And what changed rules would have done, in counts.
import { v7 as newId } from 'uuid'
import { instant } from '../../base/clock.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import {
  mostRules,
  type NamedRule,
  type Rule,
  type RuleChange,
  ruleRefusals,
} from '../organisations/contract.ts'
import {
  changed,
  closedOf,
  firing,
  isSaidTwice,
  type Known,
  ofDistrict,
  type Proposed,
  propose,
  said,
  withNames,
  wrongWith,
} from '../organisations/rules.ts'
import { knownHere, rulesInForce } from '../organisations/store/rules.ts'
import type { Candidate, Proposal, Trial } from './proposals.ts'
import {
  type Asked,
  asked,
  type CasesAlike,
  casesAlike,
  type Experience,
  experience,
  regionsNear,
} from './store/proposing.ts'

/** How far a border may be for the department behind it to be named too: the surveys of borders err by as much. */
export const nearMetres = 50
/** From how many cases experience is told. */
export const experienced = 20
const month = 30 * 24 * 3_600_000
/** So many rows of moves are told, those of most cases first; the sums are of all. */
const mostMoves = 500

export async function proposalFor({ tx, actor }: Ctx, id: string): Promise<Proposal> {
  const row = await asked(tx, actor?.reach ?? '', id)
  if (!row) throw refusal('base.not_found')
  const quarter = quarterOf(row.regionPath)
  return ranked({
    row,
    rules: await rulesInForce(tx),
    here: await knownHere(tx),
    near: await regionsNear(tx, row, nearMetres),
    told: await experience(tx, row, { within: quarter.path, most: experienced }),
  })
}

export interface Sources {
  row: Asked
  rules: readonly Rule[]
  here: Known
  near: readonly { path: string; code: string; metres: number }[]
  told: Experience
}

/** Puts the sources in order: the rule that fires, then borders, then rules that lost, then experience. */
export function ranked({ row, rules, here, near, told }: Sources): Proposal {
  const closed = closedOf([...here.organisations.values()])
  const { winner, losers } = propose(rules, row, closed)
  const refused = new Set(row.refusedBy)
  const found = new Map<string, Candidate>()
  const add = (id: string, by: Candidate['by'], of: { rule?: Rule; near?: Candidate['near'] } = {}): void => {
    const department = organisationOf(here, id)
    if (!department || closed.has(id) || found.has(id)) return
    const { sent, back } = told.departments.find(each => each.id === id) ?? { sent: 0, back: 0 }
    found.set(id, {
      department,
      by,
      rule: of.rule ? withNames(of.rule, here) : null,
      near: of.near ?? null,
      sent,
      back,
      gaveBack: refused.has(id),
    })
  }
  if (winner) add(winner.organisation, 'rule', winner)
  for (const { path, code, metres } of near) {
    const across = propose(rules, { ...row, regionPath: path }, closed).winner
    const region = here.regions.get(code)?.name
    if (across && region) add(across.organisation, 'border', { rule: across.rule, near: { region, metres } })
  }
  for (const { rule, organisation } of losers) add(organisation, 'other_rule', { rule })
  const byKept = [...told.departments].sort((a, b) => b.sent - b.back - (a.sent - a.back))
  for (const { id } of byKept) add(id, 'experience')
  // Whoever was chosen by hand and gave it back is told too, though nothing else names him.
  for (const id of row.refusedBy) add(id, 'experience')
  const candidates = [...found.values()]
  const proposed = winner && !refused.has(winner.organisation) ? winner : undefined
  const department = proposed && organisationOf(here, proposed.organisation)
  return {
    proposed:
      proposed && department ? { department, rule: withNames(proposed.rule, here), why: proposed.why } : null,
    none: proposed ? null : winner ? 'gave_back' : losers.length > 0 ? 'closed' : 'no_rule',
    ranked: [...candidates.filter(each => !each.gaveBack), ...candidates.filter(each => each.gaveBack)],
    losers: losers.map(({ rule, organisation, lost }) => ({
      rule: withNames(rule, here),
      department: organisationOf(here, organisation) ?? null,
      lost,
    })),
    experience: {
      cases: told.cases,
      region: here.regions.get(quarterOf(row.regionPath).code)?.name ?? null,
    },
  }
}

/** The rules as changed, against the cases of the last thirty days. */
export async function trialFor({ tx, now }: Ctx, changes: readonly RuleChange[]): Promise<Trial> {
  const rules = await rulesInForce(tx)
  const here = await knownHere(tx)
  const wanted = changes.map(change =>
    change.what === 'end' ? change : { ...change, rule: ofDistrict(change.rule, tx.district) },
  )
  for (const change of wanted) {
    const wrong = change.what === 'end' ? undefined : wrongWith(change.rule, here)
    if (wrong) throw refused(wrong)
    const isMissed = ({ id, version }: { id: string; version: number }) =>
      !rules.some(rule => rule.id === id && rule.version === version)
    if (change.what !== 'add' && isMissed(change)) throw refused('organisations.rule_changed')
  }
  const after = changed(rules, wanted, { since: now, newId })
  if (isSaidTwice(after)) throw refused('organisations.rule_exists')
  if (after.length > mostRules) throw refused('organisations.too_many_rules')
  const since = instant(Date.parse(now) - month)
  return tried({ before: rules, after, here, alike: await casesAlike(tx, since, now), since })
}

/** Of the cases, counted by what is alike, how many the rules before and after send where. */
export function tried({
  before,
  after,
  here,
  alike,
  since,
}: {
  before: readonly Rule[]
  after: readonly Rule[]
  here: Known
  alike: readonly CasesAlike[]
  since: string
}): Trial {
  const closed = closedOf([...here.organisations.values()])
  const moves = new Map<string, Trial['moves'][number]>()
  const sums = new Map<string | null, { before: number; after: number; inFact: number }>()
  const count = (id: string | null, which: 'before' | 'after' | 'inFact', cases: number): void => {
    const sum = sums.get(id) ?? { before: 0, after: 0, inFact: 0 }
    sum[which] += cases
    sums.set(id, sum)
  }
  const choice = (fired: Proposed | undefined): { department: Found; rule: NamedRule | null } => ({
    department: (fired && organisationOf(here, fired.organisation)) ?? null,
    rule: fired ? withNames(fired.rule, here) : null,
  })
  const [firesBefore, firesAfter] = [firing(before, closed), firing(after, closed)]
  for (const { kind, regionPath, department, maintainer, cases } of alike) {
    const from = firesBefore({ kind, regionPath, maintainer })
    const to = firesAfter({ kind, regionPath, maintainer })
    count(from?.organisation ?? null, 'before', cases)
    count(to?.organisation ?? null, 'after', cases)
    count(department, 'inFact', cases)
    if (from?.organisation === to?.organisation) continue
    const quarter = quarterOf(regionPath)
    const key = [said(kind), quarter.path, from?.rule.id, to?.rule.id].join(' ')
    const move = moves.get(key) ?? {
      kind: { ...kind, name: here.kinds.get(said(kind))?.name ?? null },
      region: here.regions.get(quarter.code)?.name ?? null,
      from: choice(from),
      to: choice(to),
      cases: 0,
      withFrom: 0,
      withTo: 0,
    }
    move.cases += cases
    if (department !== null && department === from?.organisation) move.withFrom += cases
    if (department !== null && department === to?.organisation) move.withTo += cases
    moves.set(key, move)
  }
  const all = [...moves.values()].sort((a, b) => b.cases - a.cases)
  const sum = (of: readonly { cases: number }[]) => of.reduce((so, { cases }) => so + cases, 0)
  return {
    since,
    cases: sum(alike),
    moved: sum(all),
    moves: all.slice(0, mostMoves),
    departments: [...sums]
      .map(([id, counts]) => ({ department: id === null ? null : organisationOf(here, id), ...counts }))
      .sort((a, b) => order(a.department, b.department)),
  }
}

type Found = { id: string; code: string; name: { zh: string; en: string } } | null

function organisationOf({ organisations }: Known, id: string): Found {
  const found = organisations.get(id)
  return found ? { id: found.id, code: found.code, name: found.name } : null
}

/** By code, and nobody last. */
function order(a: Found, b: Found): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a.code < b.code ? -1 : 1
}

/** The subdistrict of a path, or the district where it ends there. */
function quarterOf(path: string): { path: string; code: string } {
  const codes = path
    .split('/')
    .filter(code => code !== '')
    .slice(0, 2)
  return { path: `${codes.join('/')}/`, code: codes.at(-1) ?? '' }
}

function refused(code: keyof typeof ruleRefusals): Refusal {
  return new Refusal(code, ruleRefusals[code].status)
}
