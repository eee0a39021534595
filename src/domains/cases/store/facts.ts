// What decides about the next step of a case: the facts that rules.ts asks, and what clocks are planned from.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Limit } from '../../../base/limits.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import type { Stage } from '../clock.ts'
import type { Rested } from '../clocks.ts'
import type { Facts } from '../rules.ts'
import type { Purpose, StageName, State } from '../states.ts'
import type { Sight } from './reading.ts'

/** One case as a step sees it; instants of clocks are UTC milliseconds. */
export interface Held {
  id: string
  number: string
  state: State
  step: number
  /** The last step that mattered: what people are shown as the step of the case. */
  turn: number
  kind: KindKey
  regionPath: string
  grid: string | null
  area: 'A' | 'B' | 'C'
  department: string | null
  refusedBy: string[]
  limit: Limit | null
  rulebook: number | null
  /** As the rulebook says that it was filed under. */
  mostExtensions: number | null
  condition: number | null
  filedAs: KindKey | null
  stage: StageName | null
  clock: Stage | null
  rest: Rested | null
  soonAt: string | null
  lateAt: string | null
  provisional: boolean
  request: Request | null
  forcing: string | null
  extensions: number
  suspensions: number
  selfHandled: boolean
  openChildren: number
  parent: string | null
  reopen: 'reporter' | 'recheck' | null
  closedAt: string | null
  told: number
  task: { id: string; purpose: Purpose; post: string; drawnAt: string } | null
}

export type Request =
  | { what: 'extension'; add: Limit; reason: string; at: string }
  | { what: 'suspension'; until: string; reason: string; at: string }

/** The cases of these ids that can be seen, as steps see them. */
export async function held(
  tx: Tx,
  ids: readonly string[],
  { reach, organisation, post }: Partial<Sight>,
): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select held.id, held.number, held.state, held.step, held.turn, held.region_path as "regionPath", held.grid,
      json_build_object('edition', held.edition, 'type', held.kind_type, 'code', held.kind) as kind,
      coalesce(held.area, grid.area, 'A') as area, held.department, held.refused_by as "refusedBy",
      held.handling_limit as "limit", held.rulebook, held.condition,
      (select filed.most_extensions from catalogue.rulebook as filed where filed.district = ${tx.district}
        and filed.version = held.rulebook) as "mostExtensions",
      case when held.filed_as is not null then json_build_object('edition', split_part(held.filed_as, '/', 1),
        'type', split_part(held.filed_as, '/', 2), 'code', split_part(held.filed_as, '/', 3)) end as "filedAs",
      held.stage, held.clock, held.rest,
      held.soon_at as "soonAt", held.late_at as "lateAt", held.provisional,
      held.request, held.forcing, held.extensions, held.suspensions, held.self_handled as "selfHandled",
      held.parent, held.reopen, held.closed_at as "closedAt", held.told,
      (select count(*)::integer from cases."case" as child where child.district = ${tx.district}
        and child.parent = held.id and child.state not in ('closed', 'void', 'joined')) as "openChildren",
      (select json_build_object('id', task.id, 'purpose', task.purpose, 'post', task.post,
        'drawnAt', base.instant(task.drawn_at)) from cases.task
        where task.district = ${tx.district} and task."case" = held.id and task.ended_at is null) as task
    from cases."case" as held
    left join grids.grid on grid.district = held.district and grid.id = held.grid
    where held.district = ${tx.district} and ${ids.length === 1 ? sql`held.id = ${ids[0]}::uuid` : sql`held.id = any(${ids}::uuid[])`}
      and (starts_with(held.region_path, ${reach ?? ''}) or exists (
        select from cases.task where task.district = ${tx.district} and task."case" = held.id
          and task.ended_at is null and task.post = ${post ?? null}::uuid))
      and (${organisation ?? null}::uuid is null or held.department = ${organisation ?? null}::uuid)
    order by held.id`.execute(tx.often)
  return rows
}

/** The facts of a case for somebody; `mostExtensions` where it was filed under no rulebook. */
export function factsOf(
  held: Held,
  who: { account: string; post: string } | undefined,
  now: string,
  mostExtensions: number,
): Facts {
  const { state, stage, selfHandled, task, request, lateAt, extensions, suspensions, forcing, reopen } = held
  return {
    state,
    stage,
    selfHandled,
    task: task && { purpose: task.purpose, own: task.post === who?.post },
    request: request?.what ?? null,
    inTime: lateAt === null || Date.parse(lateAt) >= Date.parse(now),
    extensionsLeft: extensions < (held.mostExtensions ?? mostExtensions),
    suspensions,
    forcing: forcing === null ? 'nobody' : forcing === who?.account ? 'self' : 'another',
    givenBack: held.refusedBy.length > 0,
    whole: held.parent === null,
    openChildren: held.openChildren,
    reopen,
  }
}
