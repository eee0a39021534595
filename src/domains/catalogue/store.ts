// Editions and kinds as they are kept, and what a district's version in force says of them.
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Kind, KindKey } from './book.ts'
import { type Edition, type Mapping, shippedChoices } from './editions.ts'

/**
 * The kinds that new cases may have: of the edition in use, not retired; those offered to residents first and
 * in their order. Without `now`, the newest version counts even if it begins later.
 */
export async function kinds(tx: Tx, now?: Instant): Promise<Kind[]> {
  const { rows } = await sql<Kind>`
    with ${inForce(tx, now)}
    select ${kindColumns}
    from catalogue.kind
    left join book on true
    left join catalogue.kind_rule as rule on rule.district = ${tx.district} and rule.rulebook = book.id
      and rule.edition = kind.edition and rule.type = kind.type and rule.code = kind.code
    where (kind.made_by is null or rule.code is not null)
      and not coalesce(rule.retired, false)
      and (book.edition is null or kind.edition = book.edition)
    order by offered nulls last, kind.edition, kind.type, kind.code`.execute(tx)
  return rows
}

/** One kind, also one that is retired or of another edition: `retired` says that no new case may have it. */
export async function kindOf(
  tx: Tx,
  { edition, type, code }: KindKey,
  now?: Instant,
): Promise<Kind | undefined> {
  const { rows } = await sql<Kind>`
    with ${inForce(tx, now)}
    select ${kindColumns}
    from catalogue.kind
    left join book on true
    left join catalogue.kind_rule as rule on rule.district = ${tx.district} and rule.rulebook = book.id
      and rule.edition = kind.edition and rule.type = kind.type and rule.code = kind.code
    where kind.edition = ${edition} and kind.type = ${type} and kind.code = ${code}
      and (kind.made_by is null or rule.code is not null)`.execute(tx.often)
  return rows[0]
}

/** Common table expression `book (id, edition)`: the version in force, or nothing where none was published yet. */
function inForce(tx: Tx, now: Instant | undefined): RawBuilder<unknown> {
  return sql`
    book as (
      select rulebook.id, rulebook.edition from catalogue.rulebook
      where rulebook.district = ${tx.district}
        and (${now ?? null}::timestamptz is null or rulebook.valid_from <= ${now ?? null}::timestamptz)
        and not exists (
          select from catalogue.withdrawal
          where withdrawal.district = rulebook.district and withdrawal.rulebook = rulebook.id
        )
      order by rulebook.version desc
      limit 1
    )`
}

const kindColumns = sql`
  kind.edition, kind.type, kind.code, kind.extension,
  json_build_object('zh', kind.class_zh, 'en', kind.class_en) as class,
  json_build_object('zh', coalesce(rule.name_zh, kind.name_zh), 'en', coalesce(rule.name_en, kind.name_en)) as name,
  coalesce(rule.retired, false) or kind.edition <> coalesce(book.edition, kind.edition) as retired,
  case when rule.code is null then kind.offered else rule.offered end as offered,
  coalesce(rule.proof, ${shippedChoices.proof}) as proof,
  coalesce(rule.near_metres, ${shippedChoices.nearMetres}::integer) as "nearMetres",
  coalesce(rule.check_metres, ${shippedChoices.checkMetres}::integer) as "checkMetres"`

/** Adds an edition, or brings its names up to date; kinds that cases refer to are never removed. */
export async function addEdition(tx: Tx, { code, name, kinds }: Edition): Promise<void> {
  await sql`
    insert into catalogue.edition (code, name_zh, name_en) values (${code}, ${name.zh}, ${name.en})
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en`.execute(tx)
  await sql`
    insert into catalogue.kind (edition, code, type, class_zh, class_en, name_zh, name_en, extension, offered)
    select ${code}, given.code, given.type, given.class_zh, given.class_en, given.name_zh, given.name_en,
      given.extension, given.offered
    from unnest(${kinds.map(kind => kind.code)}::text[], ${kinds.map(kind => kind.type)}::text[],
      ${kinds.map(kind => kind.class.zh)}::text[], ${kinds.map(kind => kind.class.en)}::text[],
      ${kinds.map(kind => kind.name.zh)}::text[], ${kinds.map(kind => kind.name.en)}::text[],
      ${kinds.map(kind => kind.extension)}::boolean[], ${kinds.map(kind => kind.offered)}::integer[])
      as given (code, type, class_zh, class_en, name_zh, name_en, extension, offered)
    on conflict (edition, type, code) do update set
      class_zh = excluded.class_zh, class_en = excluded.class_en, name_zh = excluded.name_zh,
      name_en = excluded.name_en, extension = excluded.extension, offered = excluded.offered
    -- A district that made an extension under this code keeps it.
    where kind.made_by is null`.execute(tx)
}

export async function addMapping(tx: Tx, { from, to, pairs }: Mapping): Promise<void> {
  await sql`
    insert into catalogue.mapping (from_edition, type, from_code, to_edition, to_code, basis)
    select ${from}, given.type, given.from_code, ${to}, given.to_code, given.basis
    from unnest(${pairs.map(pair => pair.type)}::text[], ${pairs.map(pair => pair.from)}::text[],
      ${pairs.map(pair => pair.to)}::text[], ${pairs.map(pair => pair.basis)}::text[])
      as given (type, from_code, to_code, basis)
    on conflict (from_edition, type, from_code, to_edition, to_code) do update set basis = excluded.basis`.execute(
    tx,
  )
}
