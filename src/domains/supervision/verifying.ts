// What verify-draws does: takes every case of a district from the event log and draws its inspectors again.
import type { Tx } from '../../base/db.ts'
import type { InSnapshot } from '../../base/verify.ts'
import { type ChainEvent, chainsOf } from '../cases/store/events.ts'
import { type Known, redraw } from './redrawing.ts'
import { allInspectors, allShares, casesAfter } from './store/drawing.ts'
import { stillWaiting } from './store/rechecks.ts'

export interface DrawFindings {
  cases: number
  draws: number
  closings: number
  chosen: number
  /** Numbers of cases that wait for a second inspector: there is nobody to draw yet. */
  waiting: string[]
  /** In words for the operator; the first is the first draw that does not fit, in the order of cases. */
  broken: string[]
}

const handful = 200

/**
 * Trusts the hashes as they are stored; that they are the right ones is what verify-log finds out. Works beside a
 * running server: a handful of cases at a time, each handful as of one instant.
 */
export async function verifyDraws(inSnapshot: InSnapshot): Promise<DrawFindings> {
  const findings: DrawFindings = { cases: 0, draws: 0, closings: 0, chosen: 0, waiting: [], broken: [] }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const last = await inSnapshot(async tx => {
      const cases = await casesAfter(tx, after, handful)
      await verifySome(tx, cases, findings)
      return cases.length < handful ? undefined : cases.at(-1)?.id
    })
    if (last === undefined) return findings
    after = last
  }
}

async function verifySome(
  tx: Tx,
  cases: readonly { id: string; number: string }[],
  findings: DrawFindings,
): Promise<void> {
  const ids = cases.map(({ id }) => id)
  const chains = await chainsOf(tx, ids)
  const related = await withRelatives(tx, chains)
  const waiting = await stillWaiting(tx, ids)
  const inspectors = await allInspectors(tx)
  const shares = await allShares(tx)
  for (const { id, number } of cases) {
    const known: Known = {
      inspector: (post, at) => {
        const found = inspectors.get(post)
        if (!found) return undefined
        const { account, from, until } = found
        const isOver = until !== null && Date.parse(until) <= Date.parse(at)
        return { account, held: Date.parse(from) <= Date.parse(at) && !isOver }
      },
      reporters: at => reportersOf(related, id, at),
      rulebook: at => shares.find(({ from }) => Date.parse(from) <= Date.parse(at)),
    }
    const { draws, closings, chosen, due, broken } = redraw(chains.get(id) ?? [], known)
    findings.cases += 1
    findings.draws += draws
    findings.closings += closings
    findings.chosen += chosen
    for (const wrong of broken) findings.broken.push(`case ${number} (${id}), ${wrong}`)
    if (due && waiting.has(id)) findings.waiting.push(number)
    if (due && !waiting.has(id))
      findings.broken.push(
        `case ${number} (${id}): should have been looked at a second time and was not drawn`,
      )
  }
}

/** The same chains with those of wholes and of joined cases, as far as they lead. */
async function withRelatives(
  tx: Tx,
  chains: ReadonlyMap<string, ChainEvent[]>,
): Promise<ReadonlyMap<string, ChainEvent[]>> {
  const all = new Map(chains)
  let open = [...chains.keys()]
  while (open.length > 0) {
    const next = open.flatMap(id => related(all.get(id) ?? []).map(([other]) => other))
    const missing = [...new Set(next)].filter(id => !all.has(id))
    for (const [id, chain] of await chainsOf(tx, missing)) all.set(id, chain)
    open = missing.filter(id => all.has(id))
  }
  return all
}

/** The whole of a part, and what was joined to a case, with the time of the event that says so. */
function related(chain: readonly ChainEvent[]): [id: string, at: string][] {
  return chain.flatMap(({ happened, recordedAt, detail }): [string, string][] => {
    const other =
      happened === 'cases.split_off'
        ? detail.whole
        : happened === 'cases.joined_by'
          ? detail.other
          : undefined
    return typeof other === 'string' ? [[other, recordedAt]] : []
  })
}

function reportersOf(
  chains: ReadonlyMap<string, ChainEvent[]>,
  id: string,
  at: string,
  seen = new Set<string>(),
): Set<string> {
  const accounts = new Set<string>()
  if (seen.has(id)) return accounts
  seen.add(id)
  const chain = chains.get(id) ?? []
  const [first] = chain
  if (first?.happened === 'cases.reported' && first.account !== null) accounts.add(first.account)
  for (const [other, since] of related(chain)) {
    if (Date.parse(since) > Date.parse(at)) continue
    for (const account of reportersOf(chains, other, at, seen)) accounts.add(account)
  }
  return accounts
}
