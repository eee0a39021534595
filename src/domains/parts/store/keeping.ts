// Parts as they are written: numbers given out, new rows, and versions that end. Bulk statements only, because a
// survey brings a hundred thousand at once.
import { type RawBuilder, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'
import type { Datum } from '../../../geo/formats/datums.ts'
import type { RefusedRow } from '../planning.ts'
import { lastSequence, writePartCode } from '../rules.ts'
import type { PlacedPart } from './placing.ts'
import { nextRevision } from './revisions.ts'

export type Numbered = PlacedPart & { id: string; part: PlacedPart['part'] & { code: string } }

interface Numbers {
  (placed: readonly PlacedPart[]): { numbered: Numbered[]; refused: RefusedRow[] }
  /** Keeps what was given out, and what was brought along. */
  keep(tx: Tx, fresh: readonly Numbered[]): Promise<void>
}

/**
 * Gives out numbers of these kinds. The counters are held from here to the end of the transaction, so that no two
 * give the same one; a number brought along counts as given.
 */
export async function numbersAfter(tx: Tx, kinds: readonly string[], dryRun: boolean): Promise<Numbers> {
  const last = new Map<string, number>()
  if (!dryRun && kinds.length > 0) {
    await sql`
      insert into parts.counter (district, kind, last)
      select ${tx.district}, given.kind, 0 from unnest(${kinds}::text[]) as given (kind)
      on conflict do nothing`.execute(tx)
  }
  const { rows } = await sql<{ kind: string; last: number }>`
    select counter.kind, counter.last from parts.counter
    where counter.district = ${tx.district} and counter.kind = any(${kinds}::text[])
    order by counter.kind
    ${dryRun ? sql`` : sql`for update`}`.execute(tx)
  for (const { kind, last: given } of rows) last.set(kind, given)

  const give = (placed: readonly PlacedPart[]): { numbered: Numbered[]; refused: RefusedRow[] } => {
    const numbered: Numbered[] = []
    const refused: RefusedRow[] = []
    for (const { part } of placed) {
      if (part.code !== null) last.set(part.kind, Math.max(last.get(part.kind) ?? 0, sequenceOf(part.code)))
    }
    for (const each of placed) {
      const { part, row } = each
      if (part.code !== null) {
        numbered.push({ ...each, id: idOf(each), part: { ...part, code: part.code } })
        continue
      }
      const sequence = (last.get(part.kind) ?? 0) + 1
      if (sequence > lastSequence) refused.push({ row, code: '', why: 'numbers_used_up', said: part.kind })
      else {
        last.set(part.kind, sequence)
        const code = writePartCode({ district: tx.district, kind: part.kind, sequence })
        numbered.push({ ...each, id: idOf(each), part: { ...part, code } })
      }
    }
    return { numbered, refused }
  }
  return Object.assign(give, {
    keep: async (within: Tx, fresh: readonly Numbered[]) => {
      const most = new Map<string, number>()
      for (const { part } of fresh)
        most.set(part.kind, Math.max(most.get(part.kind) ?? 0, sequenceOf(part.code)))
      await sql`
        update parts.counter set last = greatest(counter.last, given.last)
        from unnest(${[...most.keys()]}::text[], ${[...most.values()]}::integer[]) as given (kind, last)
        where counter.district = ${within.district} and counter.kind = given.kind`.execute(within)
    },
  })
}

function idOf({ before }: PlacedPart): string {
  return before?.id ?? newId()
}

function sequenceOf(code: string): number {
  return Number(code.slice(10))
}

export interface KeptImport {
  id: string
  file: string
  datum: Datum
  added: number
  changed: number
  refused: number
  digest: string
}

export async function keepImport(
  { tx, now, actor }: Acting,
  { id, file, datum, added, changed, refused, digest }: KeptImport,
): Promise<void> {
  await sql`
    insert into parts.import (district, id, file, datum, added, changed, refused, digest, imported_at, post)
    values (${tx.district}, ${id}, ${file.slice(0, 200)}, ${datum}, ${added}, ${changed}, ${refused}, ${digest},
      ${now}::timestamptz, ${actor?.post ?? null}::uuid)`.execute(tx)
}

/** The columns of many parts as one row set `given`. */
function givenParts(parts: readonly Numbered[]): RawBuilder<unknown> {
  const column = <T>(of: (part: Numbered['part']) => T): T[] => parts.map(({ part }) => of(part))
  return sql`unnest(
    ${parts.map(({ id }) => id)}::uuid[],
    ${column(part => part.code)}::text[], ${column(part => part.edition)}::text[],
    ${column(part => part.kind)}::text[], ${column(part => part.name)}::text[],
    ${parts.map(({ geojson }) => geojson)}::text[],
    ${parts.map(({ longitude }) => longitude)}::float8[], ${parts.map(({ latitude }) => latitude)}::float8[],
    ${column(part => part.accuracy)}::text[], ${parts.map(({ regionPath }) => regionPath)}::text[],
    ${column(part => part.supervising)}::uuid[], ${column(part => part.owning)}::uuid[],
    ${column(part => part.maintaining)}::uuid[], ${column(part => part.state)}::text[],
    ${column(part => part.installedOn)}::date[], ${column(part => part.surveyedOn)}::date[],
    ${column(part => part.source)}::text[], ${column(part => part.note)}::text[],
    ${column(part => JSON.stringify(part.attributes))}::text[], ${column(part => part.origin)}::text[]
  ) as given (id, code, edition, kind, name, geojson, longitude, latitude, accuracy, region_path, supervising, owning,
    maintaining, state, installed_on, surveyed_on, source, note, attributes, origin)`
}

const shape = sql`st_setsrid(st_geomfromgeojson(given.geojson), 4326)`
const place = sql`st_setsrid(st_makepoint(given.longitude, given.latitude), 4326)`

export async function writeNew(
  { tx, now, actor }: Acting,
  parts: readonly Numbered[],
  origin: string | null,
): Promise<void> {
  if (parts.length === 0) return
  const revision = await nextRevision(tx)
  await sql`
    insert into parts.part (district, id, code, edition, kind, name, shape, place, accuracy, region_path, supervising,
      owning, maintaining, state, installed_on, surveyed_on, source, note, attributes, origin, version, added_at,
      changed_at, changed_by, import, revision)
    select ${tx.district}, given.id, given.code, given.edition, given.kind, given.name, ${shape}, ${place},
      given.accuracy, given.region_path, given.supervising, given.owning, given.maintaining, given.state,
      given.installed_on, given.surveyed_on, given.source, given.note, given.attributes::jsonb, given.origin, 1,
      ${now}::timestamptz, ${now}::timestamptz, ${actor?.post ?? null}::uuid, ${origin}::uuid, ${revision}
    from ${givenParts(parts)}`.execute(tx)
}

/** Ends the versions that were, and begins the next. */
export async function writeChanged(
  { tx, now, actor }: Acting,
  parts: readonly Numbered[],
  origin: string | null,
): Promise<void> {
  if (parts.length === 0) return
  await endVersions(
    tx,
    now,
    parts.map(({ before }) => before?.id ?? ''),
  )
  const revision = await nextRevision(tx)
  await sql`
    update parts.part set name = given.name, shape = ${shape}, place = ${place}, accuracy = given.accuracy,
      region_path = given.region_path, supervising = given.supervising, owning = given.owning,
      maintaining = given.maintaining, state = given.state, installed_on = given.installed_on,
      surveyed_on = given.surveyed_on, source = given.source, note = given.note,
      attributes = given.attributes::jsonb, origin = given.origin, version = part.version + 1,
      changed_at = ${now}::timestamptz, changed_by = ${actor?.post ?? null}::uuid, import = ${origin}::uuid,
      revision = ${revision}, retired_at = null, undone = false
    from ${givenParts(parts)}
    where part.district = ${tx.district} and part.id = given.id`.execute(tx)
}

/** Keeps what the present versions say, before they are changed. */
export async function endVersions(tx: Tx, now: Instant, ids: readonly string[]): Promise<void> {
  await endVersionsWhere(tx, now, sql`part.district = ${tx.district} and part.id = any(${ids}::uuid[])`)
}

export async function endVersionsWhere(tx: Tx, now: Instant, where: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into parts.past (district, part, version, said, since, until, post, import)
    select part.district, part.id, part.version,
      jsonb_build_object('name', part.name, 'shape', st_asgeojson(part.shape, 7)::jsonb, 'accuracy', part.accuracy,
        'state', part.state, 'supervising', part.supervising, 'owning', part.owning, 'maintaining', part.maintaining,
        'installedOn', part.installed_on, 'surveyedOn', part.surveyed_on, 'source', part.source, 'note', part.note,
        'attributes', part.attributes, 'origin', part.origin, 'retired', part.retired_at is not null),
      part.changed_at, ${now}::timestamptz, part.changed_by, part.import
    from parts.part
    where ${where}`.execute(tx)
}

/** Takes a part out of use, or back into it; its code is never given again. */
export async function setRetired({ tx, now, actor }: Acting, id: string, at: Instant | null): Promise<void> {
  // The part before the number, as everybody takes them.
  await sql`
    select from parts.part where part.district = ${tx.district} and part.id = ${id} for no key update`.execute(
    tx,
  )
  await endVersions(tx, now, [id])
  const revision = await nextRevision(tx)
  await sql`
    update parts.part set retired_at = ${at}::timestamptz, undone = false, version = part.version + 1,
      changed_at = ${now}::timestamptz, changed_by = ${actor?.post ?? null}::uuid, import = null,
      revision = ${revision}
    where part.district = ${tx.district} and part.id = ${id}`.execute(tx)
}
