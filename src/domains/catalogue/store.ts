// Kinds as they are kept.
import { sql } from 'kysely'
import type { Tx } from '../../base/db.ts'
import type { Kind } from './contract.ts'

/** Every kind, those offered to residents first and in their order. */
export async function kinds(tx: Tx): Promise<Kind[]> {
  const { rows } = await sql<Kind>`
    select kind.edition, kind.type, kind.code, kind.offered,
      json_build_object('zh', kind.class_zh, 'en', kind.class_en) as class,
      json_build_object('zh', kind.name_zh, 'en', kind.name_en) as name
    from catalogue.kind
    order by kind.offered nulls last, kind.edition, kind.type, kind.code`.execute(tx)
  return rows
}

export interface Edition {
  code: string
  name: { zh: string; en: string }
  kinds: Omit<Kind, 'edition'>[]
}

/** Adds an edition, or brings its names up to date; kinds that cases refer to are never removed. */
export async function addEdition(tx: Tx, { code, name, kinds }: Edition): Promise<void> {
  await sql`
    insert into catalogue.edition (code, name_zh, name_en) values (${code}, ${name.zh}, ${name.en})
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en`.execute(tx)
  await sql`
    insert into catalogue.kind (edition, code, type, class_zh, class_en, name_zh, name_en, offered)
    select ${code}, given.code, given.type, given.class_zh, given.class_en, given.name_zh, given.name_en, given.offered
    from unnest(${kinds.map(kind => kind.code)}::text[], ${kinds.map(kind => kind.type)}::text[],
      ${kinds.map(kind => kind.class.zh)}::text[], ${kinds.map(kind => kind.class.en)}::text[],
      ${kinds.map(kind => kind.name.zh)}::text[], ${kinds.map(kind => kind.name.en)}::text[],
      ${kinds.map(kind => kind.offered)}::integer[])
      as given (code, type, class_zh, class_en, name_zh, name_en, offered)
    on conflict (edition, type, code) do update set
      class_zh = excluded.class_zh, class_en = excluded.class_en,
      name_zh = excluded.name_zh, name_en = excluded.name_en, offered = excluded.offered`.execute(tx)
}
