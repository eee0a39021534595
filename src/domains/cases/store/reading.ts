// Cases as people read them: queues, one case, its texts, pictures and people.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { CasePicture, CaseSummary, WholeCase } from '../contract.ts'
import type { State } from '../states.ts'
import { hashed } from './filing.ts'
import type { Look } from './tasks.ts'

/** Which cases someone may see at all. */
export interface Sight {
  reach: string
  /** Set for handling posts: only what was dispatched to this organisation. */
  organisation?: string | undefined
  /** An open task of this post leads beyond its reach. */
  post?: string | undefined
  /** Cases that stand among those to be checked for this post, closed ones too, and since when (blinding.ts). */
  looks?: ReadonlyMap<string, Look> | undefined
  /** Whether this post is told of second looks (rules.ts). */
  knows?: boolean | undefined
}

/** The light of the stage that runs, by the row alone. */
export const lightOf = (now: string) => sql`case when held.stage is null then null
    when held.late_at < ${now}::timestamptz then 'late'
    when held.state = 'suspended' or held.stage = 'answer' then 'hold'
    when held.soon_at <= ${now}::timestamptz then 'soon'
    else 'ok' end`

/** `step` is the last one that mattered: what is counted in silence, nobody is to count. */
export const summary = (now: string, { knows = false }: Sight) => sql`
  held.id, held.number, held.state, held.turn as step, held.self_handled as "selfHandled", held.reopened, held.stage,
  held.soon_at as "soonAt", held.late_at as "dueAt", held.provisional,
  ${lightOf(now)} as light,
  coalesce(held.handling_limit->>'unit' = 'urgent_hour', false) as urgent,
  case when held.state = 'filed' then cardinality(held.refused_by) > 0
    when held.state in ('reported', 'accepted') and held.turn > 1 then exists (select from base.event
      where event.district = held.district and event.subject = held.id and event.seq = held.turn
        and event.happened in ('cases.sent_back', 'cases.returned'))
    else false end as returned,
  json_build_object('longitude', st_x(held.place), 'latitude', st_y(held.place),
    'precision', held.place_precision) as place,
  case when held.forcing is not null then 'force'
    when held.reopen = 'reporter' or (held.reopen is not null and ${knows}::boolean) then 'reopen'
    else held.request->>'what' end as asked, held.source, held.address, held.rework,
  held.reported_at as "reportedAt", held.state_since as "stateSince",
  json_build_object('edition', held.edition, 'type', held.kind_type, 'code', held.kind,
    'name', json_build_object('zh', kind.name_zh, 'en', kind.name_en)) as kind,
  json_build_object('zh', region.name_zh, 'en', region.name_en) as region,
  case when organisation.id is not null
    then json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) end as department`

export const named = sql`
  from cases."case" as held
  join catalogue.kind on kind.edition = held.edition and kind.type = held.kind_type and kind.code = held.kind
  join regions.region on region.path = held.region_path
  left join organisations.organisation on organisation.district = held.district
    and organisation.id = held.department`

export function visible(tx: Tx, { reach, organisation, post }: Sight): RawBuilder<unknown> {
  const near = sql`starts_with(held.region_path, ${reach})`
  const led = sql`exists (select from cases.task where task.district = ${tx.district} and task."case" = held.id
    and task.ended_at is null and task.post = ${post ?? null}::uuid)`
  return sql`held.district = ${tx.district} and ${post === undefined ? near : sql`(${near} or ${led})`}
    and (${organisation ?? null}::uuid is null or held.department = ${organisation ?? null}::uuid)`
}

export interface Page {
  cases: CaseSummary[]
  after: string | null
  total: number
}

/** Which cases a page is of: states, and what else waits for whom. */
export interface Wanted {
  states: readonly State[]
  /** Cases about which the centre was asked something: `request`, `forcing` (by somebody else), `reopen`. */
  asked?: { request: boolean; forcingBy: string | undefined; reopen: boolean } | undefined
  /** Cases with an open task of this post. */
  taskOf?: string | undefined
  /** Past the limit of the stage that runs. */
  late?: boolean | undefined
  /** With `late`: these as well. */
  lateToo?: readonly string[] | undefined
  /** Not those that wait for a reporter or an inspector. */
  unheld?: boolean | undefined
}

export function wantedBy(
  { states, asked, late, lateToo = [], unheld }: Wanted,
  now: string,
  { looks }: Sight,
  tasks: readonly string[],
): RawBuilder<unknown> {
  const looked = [...(looks?.keys() ?? [])]
  const own = inStates(states, looked)
  const any = [
    // By their ids: with a subquery here the database would look through all cases.
    sql`held.id = any(${tasks}::uuid[])`,
    unheld
      ? sql`(${own} and held.stage is distinct from 'verify' and held.stage is distinct from 'answer')`
      : own,
  ]
  if (asked?.request) any.push(sql`held.request is not null`)
  if (asked?.reopen) any.push(sql`held.reopen is not null`)
  if (asked?.forcingBy !== undefined)
    any.push(sql`(held.forcing is not null and held.forcing <> ${asked.forcingBy}::uuid)`)
  const wanted = sql`(${sql.join(any, sql` or `)})`
  if (!late) return wanted
  const isLate = sql`held.late_at < ${now}::timestamptz`
  // What he is to look at has the time that he is given, whatever its own clock says.
  return looked.length === 0
    ? sql`${wanted} and ${isLate}`
    : sql`${wanted} and ((${isLate} and held.id <> all(${looked}::uuid[])) or held.id = any(${lateToo}::uuid[]))`
}

/** The cases that a post has an open task about. */
export async function casesOfTasks(tx: Tx, post: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select task."case" as id from cases.task
    where task.district = ${tx.district} and task.post = ${post}::uuid and task.ended_at is null`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A case that somebody is to look at stands among those that are to be checked, for him. */
export function inStates(states: readonly State[], looked: readonly string[]): RawBuilder<unknown> {
  const all = sql`held.state = any(${states}::text[])`
  if (looked.length === 0) return all
  return states.includes('checking')
    ? sql`(${all} or held.id = any(${looked}::uuid[]))`
    : sql`(${all} and held.id <> all(${looked}::uuid[]))`
}

/** The instant that stands for “no clock presses”: after every other. */
const never = '9999-12-31T23:59:59.999Z'

/** When it is due, for the order of a queue; what stands still or has no limit comes last. */
function due({ dues = new Map() }: Pick<AskedPage, 'dues'>): RawBuilder<unknown> {
  const own = sql`case when held.state = 'suspended' or held.stage = 'answer' then null else held.late_at end`
  if (dues.size === 0) return sql`coalesce(${own}, ${never}::timestamptz)`
  return sql`coalesce((${[...dues.values()]}::timestamptz[])[array_position(${[...dues.keys()]}::uuid[], held.id)], ${own},
    ${never}::timestamptz)`
}

/** Counting stops here: beyond it nobody needs the exact number, and everybody would wait for it. */
export const mostCounted = 10_000

export interface AskedPage {
  wanted: Wanted
  /** What presses most comes first; otherwise the newest. */
  waiting: boolean
  /** When those are due of which the row itself does not tell (blinding.ts). */
  dues?: ReadonlyMap<string, string> | undefined
  after?: string | undefined
  limit: number
}

/** A page of cases: what is due first for a queue, the newest first otherwise. `total` ends above `mostCounted`. */
export async function page(tx: Tx, now: string, sight: Sight, asked: AskedPage): Promise<Page> {
  const { wanted, waiting, dues, after, limit } = asked
  const [from, id] = after?.split('/') ?? []
  const waits = due(asked)
  const tasks = wanted.taskOf === undefined ? [] : await casesOfTasks(tx, wanted.taskOf)
  // The contract has looked at the cursor: an instant and an id.
  const begin =
    from === undefined
      ? sql``
      : waiting
        ? sql`and (${waits}, held.id) > (${from}::timestamptz, ${id}::uuid)`
        : sql`and (held.reported_at, held.id) < (${from}::timestamptz, ${id}::uuid)`
  const order = waiting ? sql`${waits}, held.id` : sql`held.reported_at desc, held.id desc`
  const { rows } = await sql<CaseSummary>`
    select ${summary(now, sight)} ${named}
    where ${visible(tx, sight)} and ${wantedBy(wanted, now, sight, tasks)} ${begin}
    order by ${order}
    limit ${limit + 1}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from (
      select from cases."case" as held
      where ${visible(tx, sight)} and ${wantedBy(wanted, now, sight, tasks)}
      limit ${mostCounted + 1}
    ) as counted`.execute(tx)
  const cases = rows.slice(0, limit)
  const last = cases.at(-1)
  return {
    cases,
    after:
      rows.length > limit && last
        ? `${waiting ? (dues?.get(last.id) ?? dueOf(last)) : last.reportedAt}/${last.id}`
        : null,
    total: counted[0]?.total ?? 0,
  }
}

function dueOf({ state, stage, dueAt }: CaseSummary): string {
  return state === 'suspended' || stage === 'answer' ? never : (dueAt ?? never)
}

export type CaseRow = CaseSummary & Pick<WholeCase, 'grid' | 'part' | 'outcome'>

export async function one(
  tx: Tx,
  now: string,
  sight: Sight,
  by: { id: string } | { number: string },
): Promise<CaseRow | undefined> {
  const key = 'id' in by ? sql`held.id = ${by.id}::uuid` : sql`held.number = ${by.number}`
  const { rows } = await sql<CaseRow>`
    select ${summary(now, sight)}, held.outcome,
      case when grid.id is not null then json_build_object('code', grid.code, 'name', grid.name) end as grid,
      case when part.id is not null then json_build_object('code', part.code, 'name', part.name) end as part
    ${named}
    left join grids.grid on grid.district = held.district and grid.id = held.grid
    left join parts.part on part.district = held.district and part.id = held.part
    where ${visible(tx, sight)} and ${key}`.execute(tx)
  return rows[0]
}

/** Where a case lies, as it was said. */
export async function placeOf(
  tx: Tx,
  caseId: string,
): Promise<{ address: string; longitude: number; latitude: number; precision: string } | undefined> {
  const { rows } = await sql<{ address: string; longitude: number; latitude: number; precision: string }>`
    select held.address, st_x(held.place) as longitude, st_y(held.place) as latitude,
      held.place_precision as precision
    from cases."case" as held
    where held.district = ${tx.district} and held.id = ${caseId}::uuid`.execute(tx)
  return rows[0]
}

/** What was written about a case, by the id that its events name; a null body was erased. */
export async function texts(tx: Tx, caseId: string): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; body: string | null }>`
    select text.id, text.body from cases.text
    where text.district = ${tx.district} and text."case" = ${caseId}`.execute(tx)
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** Those of a second look, which bear the time of its answer, only for those who are told of it. */
export async function pictures(
  tx: Tx,
  caseId: string,
  { knows = false }: Partial<Sight>,
): Promise<CasePicture[]> {
  const { rows } = await sql<CasePicture>`
    select picture.file, picture.shows, picture.taken_at as "takenAt" from cases.picture
    where picture.district = ${tx.district} and picture."case" = ${caseId}
      and (${knows}::boolean or picture.shows <> 'check' or not exists (
        select from base.event where event.district = ${tx.district} and event.subject = ${caseId}
          and event.happened = 'cases.rechecked' and event.at = picture.taken_at))
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

/** The report of a case that this key was given for. */
export async function reportOf(tx: Tx, caseId: string, followKey: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select report.id from cases.report
    where report.district = ${tx.district} and report."case" = ${caseId}
      and report.follow_hash = ${hashed(followKey)}`.execute(tx)
  return rows[0]?.id
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
