// The published figures: how far what was closed can be relied on, by department and by where the first inspector
// works; by person only for whoever judges.
import type { Instant } from '../../base/clock.ts'
import { refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import { organisations } from '../organisations/store.ts'
import type { Figures, Honesty } from './contract/honesty.ts'
import { shareOf } from './rates.ts'
import { flagKinds } from './rules.ts'
import {
  type Closings,
  closingsIn,
  countsIn,
  type FirstInspector,
  firstInspectors,
  flagsIn,
} from './store/honesty.ts'

export async function honesty(
  { tx, actor }: Ctx,
  { from, until }: { from: Instant; until: Instant },
): Promise<Honesty> {
  if (!actor) throw refusal('base.not_signed_in')
  const period = { from, until, reach: actor.reach }
  const closings = await closingsIn(tx, period)
  const departments = new Map((await organisations(tx)).map(({ id, name }) => [id, name]))
  const looked = closings.flatMap(({ inspector }) => inspector ?? [])
  const inspectors = new Map((await firstInspectors(tx, looked)).map(each => [each.post, each]))
  const first = ({ inspector }: Closings): FirstInspector | undefined => inspectors.get(inspector ?? '')
  const counted = await flagsIn(tx, period)
  return {
    from,
    until,
    total: summed(closings),
    ...(await countsIn(tx, period)),
    byDepartment: groups(closings, ({ department }) => department ?? '').map(([id, figures]) => ({
      department: departments.get(id) ?? null,
      ...figures,
    })),
    byRegion: groups(closings, each => first(each)?.region.code ?? '').map(([code, figures, some]) => ({
      region: (code !== '' && first(some)?.region.name) || null,
      ...figures,
    })),
    byInspector: actor.permissions.has('supervision.evaluate')
      ? groups(
          closings.filter(each => first(each)),
          ({ inspector }) => inspector ?? '',
        ).map(([, figures, some]) => ({ name: first(some)?.name ?? '', ...figures }))
      : null,
    flags: flagKinds.map(what => {
      const of = (verdict: string): number =>
        counted.find(each => each.what === what && each.verdict === verdict)?.count ?? 0
      return { what, open: of('open'), sound: of('sound'), careless: of('careless'), false: of('false') }
    }),
  }
}

/** By key, in its order; what has none comes last. */
function groups(
  closings: readonly Closings[],
  keyOf: (closings: Closings) => string,
): [key: string, figures: Figures, some: Closings][] {
  return [...Map.groupBy(closings, keyOf)]
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .flatMap(([key, rows]) => (rows[0] ? [[key, summed(rows), rows[0]]] : []))
}

function summed(rows: readonly Closings[]): Figures {
  const sum = (of: (row: Closings) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const answered = sum(row => row.answered)
  const agreeing = sum(row => row.agreeing)
  return {
    closed: sum(row => row.closed),
    forced: sum(row => row.forced),
    selfHandled: sum(row => row.selfHandled),
    cannot: sum(row => row.cannot),
    eligible: sum(row => row.eligible),
    drawn: sum(row => row.drawn),
    answered,
    agreeing,
    verified: shareOf(agreeing, answered),
  }
}
