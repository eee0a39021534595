// The parts of a case that was split, and cases that belong together: as they are inserted, locked and found.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../../base/db.ts'
import { type Acting, record } from '../../../base/events.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import { begun } from '../clocks.ts'
import type { Measures } from '../planning.ts'
import type { State } from '../states.ts'
import { splitOff } from '../steps.ts'
import { countedNumber, say } from './filing.ts'
import type { Filing } from './move.ts'
import type { Sight } from './reading.ts'

export interface NewPart {
  whole: string
  kind: KindKey
  description: string
  filing: Filing
}

/** A filed case with the place and the pictures of the whole. */
export async function insertPart(
  acting: Acting,
  { rulebook, calendar }: Measures,
  { whole, kind, description, filing }: NewPart,
): Promise<{ id: string; number: string }> {
  const { tx, now } = acting
  const id = newId()
  const clock = begun('dispatch', rulebook.stages.dispatch, calendar, Date.parse(now))
  const at = (milliseconds: number | null) =>
    milliseconds === null ? null : new Date(milliseconds).toISOString()
  const { rows } = await sql<{ number: string }>`
    with counted as (${countedNumber(tx, now)})
    insert into cases."case" (district, id, number, state, step, edition, kind_type, kind, source, region_path, grid,
      place, place_precision, address, reported_at, state_since, parent, rulebook, condition, filed_as, area,
      handling_limit,
      stage, clock, soon_at, late_at, tell_at, provisional, calendar, part)
    select whole.district, ${id}, counted.number, 'filed', 1, ${kind.edition}, ${kind.type}, ${kind.code}, whole.source,
      whole.region_path, whole.grid, whole.place, whole.place_precision, whole.address, whole.reported_at,
      ${now}::timestamptz, whole.id, ${filing.rulebook}, ${filing.condition}, ${filing.filedAs}, ${filing.area},
      ${filing.limit ? JSON.stringify(filing.limit) : null}::jsonb, ${clock.stage}, ${JSON.stringify(clock.clock)}::jsonb,
      ${at(clock.soon)}::timestamptz, ${at(clock.late)}::timestamptz, ${at(clock.tell)}::timestamptz,
      ${clock.provisional}, ${clock.calendar},
      -- What is another kind of thing is not about that part.
      case when (whole.edition, whole.kind_type, whole.kind) = (${kind.edition}, ${kind.type}, ${kind.code}) then whole.part end
    from cases."case" as whole, counted
    where whole.district = ${tx.district} and whole.id = ${whole}
    returning number`.execute(tx)
  const number = rows[0]?.number
  if (number === undefined) throw new Error('the part was not kept')
  await sql`
    insert into cases.picture (district, "case", file, shows, taken_at)
    select picture.district, ${id}, picture.file, picture.shows, picture.taken_at from cases.picture
    where picture.district = ${tx.district} and picture."case" = ${whole}`.execute(tx)
  const text = description === '' ? undefined : await say(tx, now, id, description)
  await record(acting, {
    subject: id,
    happened: splitOff,
    detail: {
      to: 'filed',
      whole,
      kind: `${kind.edition}/${kind.type}/${kind.code}`,
      ...filing,
      due: clock.late,
      ...(text && { text }),
    },
  })
  return { id, number }
}

/** Locks cases in the order of their ids, as every step does. */
export async function lockAll(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    select held.id from cases."case" as held
    where held.district = ${tx.district} and held.id = any(${ids}::uuid[])
    order by held.id for no key update`.execute(tx)
}

export interface Relative {
  id: string
  number: string
  state: State
  how: 'parent' | 'child' | 'joinedTo' | 'joined'
}

/** The whole or the parts of a case, and what was joined, as far as somebody may see them. */
export async function relatives(tx: Tx, caseId: string, sight: Sight): Promise<Relative[]> {
  const { rows } = await sql<Relative>`
    select other.id, other.number, other.state, case
        when other.id = held.parent then 'parent'
        when other.parent = held.id then 'child'
        when other.id = held.joined_to then 'joinedTo'
        else 'joined' end as how
    from cases."case" as held
    join cases."case" as other on other.district = held.district
      and (other.id = held.parent or other.parent = held.id or other.id = held.joined_to or other.joined_to = held.id)
    where held.district = ${tx.district} and held.id = ${caseId} and starts_with(other.region_path, ${sight.reach})
      and (${sight.organisation ?? null}::uuid is null or other.department = ${sight.organisation ?? null}::uuid)
    order by other.number`.execute(tx)
  return rows
}
