// What the versions of a district say, whole, and their history: for those who edit and compare them.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type Book, type ConditionRow, type KindKey, type KindRule, type KnownKind, rules } from '../book.ts'
import { shippedChoices } from '../editions.ts'
import { kindText, rulesOf } from '../rules.ts'
import { conditionColumns, type NamedSpan } from './rulebooks.ts'

export interface Version {
  id: string
  version: number
  validFrom: Instant
  publishedAt: Instant
  publishedBy: string | null
  withdrawnAt: Instant | null
  withdrawnBy: string | null
}

/** Every version of the district, newest first. */
export async function versions(tx: Tx): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select rulebook.id, rulebook.version, rulebook.valid_from as "validFrom",
      rulebook.published_at as "publishedAt", rulebook.published_by as "publishedBy",
      withdrawal.withdrawn_at as "withdrawnAt", withdrawal.withdrawn_by as "withdrawnBy"
    from catalogue.rulebook
    left join catalogue.withdrawal on withdrawal.district = rulebook.district
      and withdrawal.rulebook = rulebook.id
    where rulebook.district = ${tx.district}
    order by rulebook.version desc`.execute(tx)
  return rows
}

/** Everything that a version says; of kinds it does not speak of, what holds for them. */
export async function bookOf(tx: Tx, id: string): Promise<Book | undefined> {
  const { rows: heads } = await sql<Head>`
    select rulebook.edition, rulebook.recheck_share as "recheckShare",
      rulebook.most_extensions as "mostExtensions",
      (select json_agg(json_build_object('name', span.name, 'value', span.value, 'unit', span.unit))
        from catalogue.span where span.district = rulebook.district and span.rulebook = rulebook.id) as spans
    from catalogue.rulebook
    where rulebook.district = ${tx.district} and rulebook.id = ${id}`.execute(tx)
  const head = heads[0]
  if (!head) return undefined
  const { rows: kinds } = await sql<KindRule>`
    select kind.edition, kind.type, kind.code,
      case when kind.made_by is not null then json_build_object(
        'class', json_build_object('zh', kind.class_zh, 'en', kind.class_en),
        'name', json_build_object('zh', coalesce(rule.name_zh, kind.name_zh), 'en', coalesce(rule.name_en, kind.name_en))
      ) end as own,
      coalesce(rule.retired, false) as retired,
      case when rule.code is null then kind.offered else rule.offered end as offered,
      coalesce(rule.proof, ${shippedChoices.proof}) as proof,
      coalesce(rule.near_metres, ${shippedChoices.nearMetres}::integer) as "nearMetres",
      coalesce(rule.check_metres, ${shippedChoices.checkMetres}::integer) as "checkMetres"
    from catalogue.kind
    left join catalogue.kind_rule as rule on rule.district = ${tx.district} and rule.rulebook = ${id}
      and rule.edition = kind.edition and rule.type = kind.type and rule.code = kind.code
    where kind.made_by is null or rule.code is not null
    order by kind.edition, kind.type desc, kind.code`.execute(tx)
  const { rows: conditions } = await sql<ConditionRow>`
    select row.edition, row.type, row.kind as code, ${conditionColumns}
    from catalogue.condition as row
    where row.district = ${tx.district} and row.rulebook = ${id}
    order by row.edition, row.type desc, row.kind, row.seq`.execute(tx)
  return { edition: head.edition, ...rules.parse({ ...head, ...rulesOf(head.spans) }), kinds, conditions }
}

interface Head {
  edition: string
  recheckShare: number
  mostExtensions: number
  spans: NamedSpan[]
}

/** The kinds that the editions bring, and every code that is taken, also by extensions of other districts. */
export async function knownKinds(
  tx: Tx,
): Promise<{ known: Map<string, KnownKind>; taken: Set<string>; own: Set<string> }> {
  const { rows } = await sql<KnownKind & { madeBy: string | null }>`
    select kind.edition, kind.type, kind.code, kind.extension, kind.made_by as "madeBy",
      json_build_object('zh', kind.class_zh, 'en', kind.class_en) as class,
      json_build_object('zh', kind.name_zh, 'en', kind.name_en) as name
    from catalogue.kind
    order by kind.edition, kind.type desc, kind.code`.execute(tx)
  return {
    known: new Map(
      rows.flatMap(({ madeBy, ...kind }) => (madeBy === null ? [[kindText(kind), kind] as const] : [])),
    ),
    taken: new Set(rows.map(kindText)),
    own: new Set(rows.flatMap(row => (row.madeBy === tx.district ? [kindText(row)] : []))),
  }
}

export interface EditionLine {
  code: string
  name: { zh: string; en: string }
  kinds: number
}

export async function editionList(tx: Tx): Promise<EditionLine[]> {
  const { rows } = await sql<EditionLine>`
    select edition.code, json_build_object('zh', edition.name_zh, 'en', edition.name_en) as name,
      (select count(*)::integer from catalogue.kind
        where kind.edition = edition.code and (kind.made_by is null or kind.made_by = ${tx.district})) as kinds
    from catalogue.edition
    order by edition.code desc`.execute(tx)
  return rows
}

export interface Elsewhere extends KindKey {
  name: { zh: string; en: string }
  basis: 'verified' | 'by_name' | 'by_meaning'
}

/** What other editions call a kind, in both directions. */
export async function elsewhere(tx: Tx, { edition, type, code }: KindKey): Promise<Elsewhere[]> {
  const { rows } = await sql<Elsewhere>`
    select kind.edition, kind.type, kind.code, found.basis,
      json_build_object('zh', kind.name_zh, 'en', kind.name_en) as name
    from (
      select mapping.to_edition as edition, mapping.to_code as code, mapping.basis from catalogue.mapping
      where mapping.from_edition = ${edition} and mapping.type = ${type} and mapping.from_code = ${code}
      union
      select mapping.from_edition, mapping.from_code, mapping.basis from catalogue.mapping
      where mapping.to_edition = ${edition} and mapping.type = ${type} and mapping.to_code = ${code}
    ) as found
    join catalogue.kind on kind.edition = found.edition and kind.type = ${type} and kind.code = found.code
    order by kind.edition, kind.code`.execute(tx)
  return rows
}

export async function withdraw(tx: Tx, id: string, now: Instant, post: string): Promise<void> {
  await sql`
    insert into catalogue.withdrawal (district, rulebook, withdrawn_at, withdrawn_by)
    values (${tx.district}, ${id}, ${now}::timestamptz, ${post})`.execute(tx)
}
