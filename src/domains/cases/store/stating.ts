// Many cases at once whose times are stated: their numbers by the day of each, the rows and first events in one
// statement, and what belongs to them. For imports; one report alone is filing.ts.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type Acting, append, beginChains } from '../../../base/events.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import type { Clock } from '../clocks.ts'
import { reported } from '../steps.ts'
import { committed, type NewCase } from './filing.ts'
import { instantOf, jsonOf } from './move.ts'

export interface StatedCase extends Pick<NewCase, 'source' | 'regionPath' | 'grid' | 'place' | 'address'> {
  id: string
  at: Instant
  kind: KindKey
  description: string
  language: 'zh' | 'en'
}

/** Inserts the cases, their reports and texts, and records them; gives their numbers, in their order. */
export async function insertStated(
  acting: Acting,
  rows: readonly StatedCase[],
  clocks: readonly Clock[],
): Promise<string[]> {
  const { tx, importing } = acting
  if (!importing) throw new Error('times are stated only by an import')
  const ids = rows.map(({ id }) => id)
  const numbers = await countedNumbers(
    tx,
    rows.map(({ at }) => at),
  )
  await beginChains(tx, ids)
  const said = rows.map(({ id, at, description }) =>
    description === '' ? undefined : { ...committedText(description), caseId: id, at },
  )
  const { rows: logged } = await sql`
    with given as (
      select * from unnest(${ids}::uuid[], ${ids.map(() => newId())}::uuid[], ${numbers}::text[],
        ${rows.map(({ at }) => at)}::text[], ${rows.map(({ kind }) => kind.edition)}::text[],
        ${rows.map(({ kind }) => kind.type)}::text[], ${rows.map(({ kind }) => kind.code)}::text[],
        ${rows.map(({ source }) => source)}::text[], ${rows.map(({ regionPath }) => regionPath)}::text[],
        ${rows.map(({ grid }) => grid ?? null)}::uuid[], ${rows.map(({ place }) => place.longitude)}::float8[],
        ${rows.map(({ place }) => place.latitude)}::float8[], ${rows.map(({ place }) => place.precision)}::text[],
        ${rows.map(({ address }) => address)}::text[], ${clocks.map(({ clock }) => jsonOf(clock))}::jsonb[],
        ${clocks.map(({ soon }) => instantOf(soon))}::timestamptz[],
        ${clocks.map(({ late }) => instantOf(late))}::timestamptz[],
        ${rows.map(({ source, kind: { edition, type, code } }, at) =>
          JSON.stringify({
            to: 'reported',
            source,
            kind: `${edition}/${type}/${code}`,
            due: clocks[at]?.late ?? null,
            ...(said[at] && { text: { id: said[at].id, commitment: said[at].commitment } }),
            ...importing.mark,
          }),
        )}::jsonb[])
        as given (id, event, number, at, edition, kind_type, kind, source, region_path, grid, longitude, latitude,
          precision, address, clock, soon, late, detail)
    ),
    added as (
      insert into cases."case" (district, id, number, state, step, edition, kind_type, kind, source, region_path, grid,
        place, place_precision, address, reported_at, state_since, stage, clock, soon_at, late_at, calendar)
      select ${tx.district}, given.id, given.number, 'reported', 1, given.edition, given.kind_type, given.kind,
        given.source, given.region_path, given.grid,
        st_setsrid(st_makepoint(given.longitude, given.latitude), 4326), given.precision, given.address,
        given.at::timestamptz, given.at::timestamptz, ${clocks[0]?.stage ?? null}::text, given.clock, given.soon,
        given.late, ${clocks[0]?.calendar ?? null}::integer
      from given
      returning id
    ),
    entry as (
      select given.id as subject, given.event, given.detail, given.at from given
      join added on added.id = given.id
    ),
    ${append(acting, reported, true)}
    select subject from logged`.execute(tx)
  if (logged.length !== rows.length) throw new Error(`${logged.length} of ${rows.length} reports were kept`)
  await addReports(tx, rows)
  await addTexts(
    tx,
    said.flatMap(text => text ?? []),
  )
  return numbers
}

/** The next numbers of the day on which each was reported, by the district's own time. */
async function countedNumbers(tx: Tx, times: readonly Instant[]): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    with given as (
      select given.at, given.place, (given.at at time zone district.time_zone)::date as day
      from unnest(${times}::timestamptz[]) with ordinality as given (at, place)
      join regions.district on district.code = ${tx.district}
    ),
    counted as (
      insert into cases.counter as counter (district, day, last)
      select ${tx.district}, given.day, count(*)::integer from given group by given.day order by given.day
      on conflict (district, day) do update set last = counter.last + excluded.last
      returning day, last
    ),
    numbered as (
      select given.place, given.day, counted.last - count(*) over (partition by given.day)
        + row_number() over (partition by given.day order by given.at, given.place) as number
      from given join counted on counted.day = given.day
    )
    select ${tx.district} || '-' || to_char(numbered.day, 'YYYYMMDD') || '-'
      || lpad(numbered.number::text, greatest(4, length(numbered.number::text)), '0') as number
    from numbered
    order by numbered.place`.execute(tx)
  return rows.map(({ number }) => number)
}

/** Nobody has the key of these links: the hash is no hash of anything. */
async function addReports(tx: Tx, rows: readonly StatedCase[]): Promise<void> {
  await sql`
    insert into cases.report (district, id, "case", source, follow_hash, language, reported_at)
    select ${tx.district}, given.id, given."case", given.source, given.hash, given.language, given.at
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ source }) => source)}::text[], ${rows.map(() => randomBytes(32))}::bytea[],
      ${rows.map(({ language }) => language)}::text[], ${rows.map(({ at }) => at)}::timestamptz[])
      as given (id, "case", source, hash, language, at)`.execute(tx)
}

export interface StatedText {
  id: string
  commitment: string
  salt: Buffer
  body: string
  caseId: string
  at: Instant
}

/** A text with what an event says of it. */
export function committedText(body: string): Pick<StatedText, 'id' | 'commitment' | 'salt' | 'body'> {
  const salt = randomBytes(16)
  return { id: newId(), salt, body, commitment: committed(salt, body) }
}

export async function addTexts(tx: Tx, texts: readonly StatedText[]): Promise<void> {
  await sql`
    insert into cases.text (district, id, "case", salt, body, written_at)
    select ${tx.district}, given.* from unnest(${texts.map(({ id }) => id)}::uuid[],
      ${texts.map(({ caseId }) => caseId)}::uuid[], ${texts.map(({ salt }) => salt)}::bytea[],
      ${texts.map(({ body }) => body)}::text[], ${texts.map(({ at }) => at)}::timestamptz[]) as given`.execute(
    tx,
  )
}

/** Checks that took place elsewhere: nobody was drawn for them, and each is answered as it is opened. */
export async function openTasks(
  tx: Tx,
  post: string,
  checks: readonly { caseId: string; at: Instant }[],
): Promise<void> {
  await sql`
    insert into cases.task (district, id, "case", purpose, post, drawn_at)
    select ${tx.district}, given.id, given."case", 'check', ${post}::uuid, given.at
    from unnest(${checks.map(() => newId())}::uuid[], ${checks.map(({ caseId }) => caseId)}::uuid[],
      ${checks.map(({ at }) => at)}::timestamptz[]) as given (id, "case", at)`.execute(tx)
}

export async function answerTasks(tx: Tx, post: string, cases: readonly string[]): Promise<void> {
  await sql`
    update cases.task set ended_at = task.drawn_at, answer = true
    where task.district = ${tx.district} and task."case" = any(${cases}::uuid[]) and task.post = ${post}::uuid
      and task.ended_at is null`.execute(tx)
}
