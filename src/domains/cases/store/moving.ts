// One step of a case, or of many at once, as one statement: lock, check, move, chain the event, tell the
// subscribers. What does not match is simply not moved; the caller then asks why.
import { type RawBuilder, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { type Acting, append } from '../../../base/events.ts'
import { type State, type Step, type StepName, steps } from '../rules.ts'

export interface Move {
  ids: readonly string[]
  step: StepName
  /** Only cases whose region begins with this path. */
  reach: string
  /** Only cases of this organisation, for steps that are its own. */
  organisation?: string | undefined
  /** Only if the case still has this many events. */
  seen?: number | undefined
  department?: string | undefined
  outcome?: string | undefined
  /** Codes, ids and hashes for the event; no personal data, no free text. */
  detail?: Readonly<Record<string, unknown>>
}

export interface Moved {
  id: string
  number: string
  state: State
  step: number
}

/** Moves those cases that the table allows to be moved and answers with them; the others stay untouched. */
export async function move(acting: Acting, { ids, ...move }: Move): Promise<Moved[]> {
  const { tx, now } = acting
  const step: Step = steps[move.step]
  const detail = JSON.stringify({ ...move.detail, to: step.to })
  const { rows } = await sql<Moved & { logged: number }>`
    with taken as (
      select held.id, held.state, wanted.event
      from ${wanted(ids)} as wanted
      join cases."case" as held on held.district = ${tx.district} and held.id = wanted.id
      where held.state = any(${step.from}::text[])
        and starts_with(held.region_path, ${move.reach})
        and (${step.own ?? false}::boolean = false or held.department = ${move.organisation ?? null}::uuid)
        and (${move.seen ?? null}::integer is null or held.step = ${move.seen ?? null}::integer)
      order by held.id
      for update of held
    ),
    moved as (
      update cases."case" as held set
        state = ${step.to},
        step = held.step + 1,
        state_since = ${now}::timestamptz,
        department = case when ${step.releases ?? false}::boolean then null
          else coalesce(${move.department ?? null}::uuid, held.department) end,
        outcome = coalesce(${move.outcome ?? null}::text, held.outcome),
        rework = held.rework + ${step.rework ? 1 : 0}::integer,
        closed_at = case when ${step.to} = 'closed' then ${now}::timestamptz end
      from taken
      where held.district = ${tx.district} and held.id = taken.id
      returning held.id, held.number, held.state, held.step, taken.state as was, taken.event
    ),
    entry as (
      select moved.id as subject, moved.event, jsonb_build_object('from', moved.was) || ${detail}::jsonb as detail
      from moved
    ),
    ${append(acting, step.happened)}
    select moved.id, moved.number, moved.state, moved.step, (select count(*) from logged) as logged
    from moved`.execute(tx.often)
  return rows.map(({ logged, ...moved }) => {
    if (logged !== rows.length) throw new Error(`a case without a chain was moved: ${moved.id}`)
    return moved
  })
}

/**
 * The cases that are asked for, each with the id of the event that it will leave. One alone is written as
 * a row: of an array the planner does not know the length, and would plan it anew every time.
 */
function wanted(ids: readonly string[]): RawBuilder<unknown> {
  const distinct = [...new Set(ids)]
  if (distinct.length === 1) return sql`(select ${distinct[0]}::uuid as id, ${newId()}::uuid as event)`
  const events = distinct.map(() => newId())
  return sql`(select unnest(${distinct}::uuid[]) as id, unnest(${events}::uuid[]) as event)`
}
