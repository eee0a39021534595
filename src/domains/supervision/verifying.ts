// What verify-draws does: takes every case of a district from the event log and draws its inspectors again.
import type { Tx } from '../../base/db.ts'
import type { InSnapshot } from '../../base/verify.ts'
import { type ChainEvent, chainsOf } from '../cases/store/events.ts'
import { type Known, redraw } from './redrawing.ts'
import { allInspectors, allShares, casesAfter, type ShareFrom } from './store/drawing.ts'
import { stillWaiting } from './store/rechecks.ts'

export interface DrawFindings {
  cases: number
  draws: number
  closings: number
  /** Of those: by the first release, before draws were recorded. */
  before: number
  /** Brought by an import, beside the closings: nobody was drawn for them here. */
  imported: number
  chosen: number
  /** Numbers of cases that wait for a second inspector: there is nobody to draw yet. */
  waiting: string[]
  /** In words for the operator; the first is the first draw that does not fit, in the order of cases. */
  broken: string[]
}

const handful = 200
/** A transaction takes half a minute at most: so late it may not have seen what another one wrote. */
const longestMs = 30_000

/**
 * Trusts the hashes as they are stored; that they are the right ones is what verify-log finds out. Works beside a
 * running server: a handful of cases at a time, each handful as of one instant.
 */
export async function verifyDraws(inSnapshot: InSnapshot): Promise<DrawFindings> {
  const findings: DrawFindings = {
    ...{ cases: 0, draws: 0, closings: 0, before: 0, imported: 0, chosen: 0 },
    waiting: [],
    broken: [],
  }
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
        const isOver = until !== null && Date.parse(until) <= Date.parse(at) - longestMs
        return { account, held: Date.parse(from) <= Date.parse(at) && !isOver }
      },
      reporters: event => reportersOf(related, id, event),
      rulebooks: at => inForce(shares, Date.parse(at)),
    }
    const { draws, closings, before, imported, chosen, due, broken } = redraw(chains.get(id) ?? [], known)
    findings.cases += 1
    findings.draws += draws
    findings.closings += closings
    findings.before += before
    findings.imported += imported
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
    const next = open.flatMap(id => related(all.get(id) ?? []))
    const missing = [...new Set(next)].filter(id => !all.has(id))
    for (const [id, chain] of await chainsOf(tx, missing)) all.set(id, chain)
    open = missing.filter(id => all.has(id))
  }
  return all
}

/** The whole of a part, and what was joined to a case. */
function related(chain: readonly ChainEvent[]): string[] {
  return chain.flatMap(({ happened, detail }) => {
    const other =
      happened === 'cases.split_off'
        ? detail.whole
        : happened === 'cases.joined_by'
          ? detail.other
          : undefined
    return typeof other === 'string' ? [other] : []
  })
}

/** Who had reported a case before this event of it. */
function reportersOf(chains: ReadonlyMap<string, ChainEvent[]>, id: string, event: ChainEvent): Set<string> {
  const accounts = new Set<string>()
  const seen = new Set<string>()
  const until = Date.parse(event.recordedAt) - longestMs
  const follow = (other: string, chain: readonly ChainEvent[]): void => {
    if (seen.has(other)) return
    seen.add(other)
    const [first] = chain
    if (first?.happened === 'cases.reported' && first.account !== null) accounts.add(first.account)
    for (const next of related(chain)) {
      follow(
        next,
        chains.get(next)?.filter(({ recordedAt, seq }) => seq === 1 || Date.parse(recordedAt) <= until) ?? [],
      )
    }
  }
  follow(
    id,
    (chains.get(id) ?? []).filter(({ seq }) => seq < event.seq),
  )
  return accounts
}

/** The version in force, and those that it followed a moment before; `shares` begin with the newest. */
function inForce(shares: readonly ShareFrom[], at: number): ShareFrom[] {
  const begun = shares.filter(({ from }) => Date.parse(from) <= at)
  return begun.filter((_, newer) => newer === 0 || Date.parse(begun[newer - 1]?.from ?? '') > at - longestMs)
}
