// The national code list as it is kept: one row a code and name, from the edition that brought it to the one that
// took it away.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Edition, Listed } from '../contract/list.ts'
import { type Difference, type ListedRow, pairsOf, type Sought } from '../listing.ts'
import { englishOf, lettersOf } from '../naming.ts'

export async function editions(tx: Tx): Promise<Edition[]> {
  const { rows } = await sql<Edition>`
    select edition.name, to_char(edition.since, 'YYYY-MM-DD') as since, edition.imported_at as "importedAt",
      edition.rows, edition.added, edition.renamed, edition.ended
    from regions.edition
    order by edition.since desc`.execute(tx)
  return rows
}

/** The names that hold since the newest edition, by code. */
export async function listedNames(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select listed.code, listed.name from regions.listed where listed.until is null`.execute(tx)
  return new Map(rows.map(({ code, name }) => [code, name]))
}

const atOnce = 5000

/** Writes an edition that follows every other; `rowOf` knows each code of it. */
export async function putEdition(
  tx: Tx,
  { name, since, now }: { name: string; since: string; now: Instant },
  { added, renamed, moved, ended, unchanged }: Difference,
  rowOf: (code: string) => ListedRow,
  told: (written: number, all: number) => void,
): Promise<void> {
  const rows = added.length + renamed.length + moved.length + unchanged
  await sql`
    insert into regions.edition (since, name, imported_at, rows, added, renamed, ended)
    values (${since}::date, ${name}, ${now}::timestamptz, ${rows}, ${added.length}, ${renamed.length}, ${ended.length})`.execute(
    tx,
  )
  for (const codes of lots([...renamed, ...ended])) {
    await sql`
      update regions.listed set until = ${since}::date
      where listed.code = any(${codes}::text[]) and listed.until is null`.execute(tx)
  }
  for (const codes of lots(moved)) {
    const moving = codes.map(rowOf)
    await sql`
      update regions.listed set whole = given.whole, pairs = given.pairs::integer[]
      from unnest(${codes}::text[], ${moving.map(({ whole }) => whole)}::text[],
        ${moving.map(({ whole }) => written(pairsOf(whole)))}::text[]) as given (code, whole, pairs)
      where listed.code = given.code and listed.until is null`.execute(tx)
  }
  const fresh = [...added, ...renamed]
  let done = 0
  for (const codes of lots(fresh)) {
    await insert(tx, since, codes.map(rowOf))
    done += codes.length
    told(done, fresh.length)
  }
}

/** Takes the newest edition back, as if it had never been imported; what it found as it is stays as it is. */
export async function dropEdition(tx: Tx, since: string): Promise<void> {
  await sql`delete from regions.listed where listed.since = ${since}::date`.execute(tx)
  await sql`update regions.listed set until = null where listed.until = ${since}::date`.execute(tx)
  await sql`delete from regions.edition where edition.since = ${since}::date`.execute(tx)
}

async function insert(tx: Tx, since: string, rows: readonly ListedRow[]): Promise<void> {
  const letters = rows.map(({ name }) => lettersOf(name))
  await sql`
    insert into regions.listed (code, since, level, name, name_en, whole, letters, initials, pairs)
    select given.code, ${since}::date, given.level, given.name, given.name_en, given.whole, given.letters,
      given.initials, given.pairs::integer[]
    from unnest(${rows.map(({ code }) => code)}::text[], ${rows.map(({ level }) => level)}::text[],
      ${rows.map(({ name }) => name)}::text[], ${rows.map(({ name }) => englishOf(name))}::text[],
      ${rows.map(({ whole }) => whole)}::text[], ${letters.map(each => each.letters)}::text[],
      ${letters.map(({ initials }) => initials)}::text[],
      ${rows.map(({ whole }) => written(pairsOf(whole)))}::text[]
    ) as given (code, level, name, name_en, whole, letters, initials, pairs)`.execute(tx)
}

/** Arrays of several lengths cannot be one array of arrays. */
function written(pairs: readonly number[]): string {
  return `{${pairs.join(',')}}`
}

function lots(codes: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(codes.length / atOnce) }, (_, at) =>
    codes.slice(at * atOnce, (at + 1) * atOnce),
  )
}

const columns = sql`
  listed.code, listed.level, json_build_object('zh', listed.name, 'en', listed.name_en) as name, listed.whole,
  to_char(listed.since, 'YYYY-MM-DD') as since, to_char(listed.until, 'YYYY-MM-DD') as until`

const holds = (on: string) =>
  sql`listed.since <= ${on}::date and (listed.until is null or listed.until > ${on}::date)`

/** Wide ones first, then those whose own name is nearest to what was typed. */
export async function findListed(
  tx: Tx,
  sought: Sought,
  { on, limit }: { on: string; limit: number },
): Promise<Listed[]> {
  if (sought.by === 'words') return byWords(tx, sought, { on, limit })
  // One letter begins too many names: then only districts and what is above them are looked through.
  const wide =
    sought.by === 'letters' && sought.letters.length === 1
      ? sql`and level in ('province', 'city', 'district')`
      : sql``
  // What begins with it lies between it and what comes after all that begin with it.
  const { rows } = await (sought.by === 'code'
    ? sql<Listed>`
        select ${columns} from regions.listed
        where listed.code >= ${sought.code} and listed.code < ${`${sought.code}:`} and ${holds(on)}
        order by length(listed.code), listed.code
        limit ${limit}`
    : sql<Listed>`
        select ${columns}
        from (
          (select by_name.code, by_name.since from regions.listed as by_name
            where by_name.letters >= ${sought.letters} and by_name.letters < ${`${sought.letters}{`} ${wide}
            order by by_name.letters limit ${mostLooked})
          union
          (select by_initials.code, by_initials.since from regions.listed as by_initials
            where by_initials.initials >= ${sought.letters} and by_initials.initials < ${`${sought.letters}{`} ${wide}
            order by by_initials.initials limit ${mostLooked})
        ) as found
        join regions.listed on listed.code = found.code and listed.since = found.since
        where ${holds(on)}
        order by length(listed.code), length(listed.letters), listed.code
        limit ${limit}`
  ).execute(tx)
  return rows
}

/** So many candidates are looked at one by one; a word that is in more of them finds the first it comes to. */
const mostLooked = 4000

async function byWords(
  tx: Tx,
  { words, pairs }: { words: readonly string[]; pairs: readonly number[] },
  { on, limit }: { on: string; limit: number },
): Promise<Listed[]> {
  const last = words.at(-1) ?? ''
  const fits = sql`${holds(on)} and (
    select bool_and(strpos(listed.whole, word) > 0) from unnest(${words}::text[]) as word)`
  const nearest = sql`
    case when listed.name = ${last} then 0 when starts_with(listed.name, ${last}) then 1
      when strpos(listed.name, ${last}) > 0 then 2 else 3 end`
  // One character is in too many names: then only districts and what is above them are looked through.
  const isWide =
    pairs.length === 0
      ? sql`listed.level in ('province', 'city', 'district')`
      : sql`listed.level <> 'community' and listed.pairs @> ${pairs}::integer[]`
  const { rows: wide } = await sql<Listed>`
    select ${columns} from regions.listed
    where ${isWide} and ${fits}
    order by ${nearest}, length(listed.code), length(listed.name), listed.code
    limit ${limit}`.execute(tx)
  if (wide.length >= limit || pairs.length === 0) return wide
  const { rows: narrow } = await sql<Listed>`
    select ${columns}
    from (
      select * from regions.listed
      where listed.level = 'community' and listed.pairs @> ${pairs}::integer[]
      limit ${mostLooked}
    ) as listed
    where ${fits}
    order by ${nearest}, length(listed.name), listed.code
    limit ${limit - wide.length}`.execute(tx)
  return [...wide, ...narrow]
}

export async function listedBelow(tx: Tx, code: string | undefined, on: string): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select ${columns} from regions.listed
    where ${
      code === undefined
        ? sql`listed.level = 'province'`
        : sql`
      listed.level = (
        select next.level from regions.listed as next
        where next.code > ${code} and next.code < ${`${code}:`}
        order by next.code limit 1)
      and listed.code > ${code} and listed.code < ${`${code}:`}`
    } and ${holds(on)}
    order by listed.code`.execute(tx)
  return rows
}

/** The district and all that lies in it. */
export async function listedOf(tx: Tx, district: string, on: string): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select ${columns} from regions.listed
    where listed.code >= ${district} and listed.code < ${`${district}:`} and ${holds(on)}
    order by listed.code`.execute(tx)
  return rows
}

/** One code as it holds. */
export async function listedOne(tx: Tx, code: string, on: string): Promise<Listed | undefined> {
  const { rows } = await sql<Listed>`
    select ${columns} from regions.listed where listed.code = ${code} and ${holds(on)}`.execute(tx)
  return rows[0]
}
