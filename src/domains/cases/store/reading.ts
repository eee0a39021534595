// Cases as people read them: queues, one case, its texts, pictures and people.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { CasePicture, CaseSummary, WholeCase } from '../contract.ts'
import type { State } from '../rules.ts'
import { hashed } from './filing.ts'

/** Which cases someone may see at all. */
export interface Sight {
  reach: string
  /** Set for handling posts: only what was dispatched to this organisation. */
  organisation?: string | undefined
}

const summary = sql`
  held.id, held.number, held.state, held.step, held.source, held.address, held.rework,
  held.reported_at as "reportedAt", held.state_since as "stateSince",
  json_build_object('edition', held.edition, 'type', held.kind_type, 'code', held.kind,
    'name', json_build_object('zh', kind.name_zh, 'en', kind.name_en)) as kind,
  json_build_object('zh', region.name_zh, 'en', region.name_en) as region,
  case when organisation.id is not null
    then json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) end as department`

const named = sql`
  from cases."case" as held
  join catalogue.kind on kind.edition = held.edition and kind.type = held.kind_type and kind.code = held.kind
  join regions.region on region.path = held.region_path
  left join organisations.organisation on organisation.district = held.district
    and organisation.id = held.department`

function visible(tx: Tx, { reach, organisation }: Sight): RawBuilder<unknown> {
  return sql`held.district = ${tx.district} and starts_with(held.region_path, ${reach})
    and (${organisation ?? null}::uuid is null or held.department = ${organisation ?? null}::uuid)`
}

export interface Page {
  cases: CaseSummary[]
  after: string | null
  total: number
}

/** A page of cases in these states: the longest waiting first for a queue, the newest first otherwise. */
export async function page(
  tx: Tx,
  sight: Sight,
  {
    wanted,
    waiting,
    after,
    limit,
  }: { wanted: readonly State[]; waiting: boolean; after?: string | undefined; limit: number },
): Promise<Page> {
  const [since, id] = after?.split('/') ?? []
  // The contract has looked at the cursor: an instant and an id.
  const begin =
    since === undefined
      ? sql``
      : waiting
        ? sql`and (held.state_since, held.id) > (${since}::timestamptz, ${id}::uuid)`
        : sql`and (held.reported_at, held.id) < (${since}::timestamptz, ${id}::uuid)`
  const order = waiting ? sql`held.state_since, held.id` : sql`held.reported_at desc, held.id desc`
  const { rows } = await sql<CaseSummary>`
    select ${summary} ${named}
    where ${visible(tx, sight)} and held.state = any(${wanted}::text[]) ${begin}
    order by ${order}
    limit ${limit + 1}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from cases."case" as held
    where ${visible(tx, sight)} and held.state = any(${wanted}::text[])`.execute(tx)
  const cases = rows.slice(0, limit)
  const last = cases.at(-1)
  return {
    cases,
    after: rows.length > limit && last ? `${waiting ? last.stateSince : last.reportedAt}/${last.id}` : null,
    total: counted[0]?.total ?? 0,
  }
}

export type CaseRow = Omit<WholeCase, 'contact' | 'pictures' | 'timeline' | 'nextSteps' | 'description'> & {
  departmentId: string | null
}

export async function one(
  tx: Tx,
  sight: Sight,
  by: { id: string } | { number: string },
): Promise<CaseRow | undefined> {
  const key = 'id' in by ? sql`held.id = ${by.id}::uuid` : sql`held.number = ${by.number}`
  const { rows } = await sql<CaseRow>`
    select ${summary}, held.outcome, held.department as "departmentId",
      json_build_object('longitude', st_x(held.place), 'latitude', st_y(held.place),
        'precision', held.place_precision) as place,
      case when grid.id is not null then json_build_object('code', grid.code, 'name', grid.name) end as grid
    ${named}
    left join grids.grid on grid.district = held.district and grid.id = held.grid
    where ${visible(tx, sight)} and ${key}`.execute(tx)
  return rows[0]
}

/** What was written about a case, by the id that its events name; a null body was erased. */
export async function texts(tx: Tx, caseId: string): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; body: string | null }>`
    select text.id, text.body from cases.text
    where text.district = ${tx.district} and text."case" = ${caseId}`.execute(tx)
  return new Map(rows.map(({ id, body }) => [id, body]))
}

export async function pictures(tx: Tx, caseId: string): Promise<CasePicture[]> {
  const { rows } = await sql<CasePicture>`
    select picture.file, picture.shows, picture.taken_at as "takenAt" from cases.picture
    where picture.district = ${tx.district} and picture."case" = ${caseId}
    order by picture.taken_at, picture.file`.execute(tx)
  return rows
}

/** How the reporter can be reached, if he said so. */
export async function contact(
  tx: Tx,
  caseId: string,
): Promise<{ name: string | null; reach: string | null } | undefined> {
  const { rows } = await sql<{ name: string | null; reach: string | null }>`
    select report.contact_name as name, report.contact as reach from cases.report
    where report.district = ${tx.district} and report."case" = ${caseId}
      and (report.contact_name is not null or report.contact is not null)
    order by report.reported_at
    limit 1`.execute(tx)
  return rows[0]
}

/** Whether this key was given to a reporter of the case. */
export async function isReporter(tx: Tx, caseId: string, followKey: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from cases.report
    where report.district = ${tx.district} and report."case" = ${caseId}
      and report.follow_hash = ${hashed(followKey)}`.execute(tx)
  return rows.length > 0
}

/** Metres on the spheroid between a case and where somebody stands, whole. */
export async function metresFrom(
  tx: Tx,
  caseId: string,
  { longitude, latitude }: { longitude: number; latitude: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ metres: number }>`
    select round(st_distance(held.place::geography,
      st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)::geography))::integer as metres
    from cases."case" as held
    where held.district = ${tx.district} and held.id = ${caseId}`.execute(tx)
  return rows[0]?.metres
}
