// What a part said before, and which files parts came from.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Datum } from '../../../geo/formats/datums.ts'

export interface Said {
  version: number
  since: Instant
  post: string | null
  import: { id: string; file: string } | null
  said: Record<string, unknown>
}

/** Every version of a part, the newest first. */
export async function versionsOf(tx: Tx, code: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select version.version, version.since, version.post, version.said,
      case when import.id is not null then json_build_object('id', import.id, 'file', import.file) end as import
    from (
      select part.version, part.changed_at as since, part.changed_by as post, part.import,
        jsonb_build_object('name', part.name, 'shape', st_asgeojson(part.shape, 7)::jsonb, 'accuracy', part.accuracy,
          'state', part.state, 'supervising', part.supervising, 'owning', part.owning,
          'maintaining', part.maintaining, 'installedOn', part.installed_on, 'surveyedOn', part.surveyed_on,
          'source', part.source, 'note', part.note, 'attributes', part.attributes, 'origin', part.origin,
          'retired', part.retired_at is not null) as said
      from parts.part where part.district = ${tx.district} and part.code = ${code}
      union all
      select past.version, past.since, past.post, past.import, past.said
      from parts.past
      join parts.part on part.district = past.district and part.id = past.part
      where past.district = ${tx.district} and part.code = ${code}
    ) as version
    left join parts.import on import.district = ${tx.district} and import.id = version.import
    order by version.version desc`.execute(tx)
  return rows
}

export interface ImportLine {
  id: string
  file: string
  datum: Datum
  added: number
  changed: number
  refused: number
  at: Instant
  post: string | null
  undoneAt: Instant | null
  undonePost: string | null
}

export async function importsListed(tx: Tx): Promise<ImportLine[]> {
  const { rows } = await sql<ImportLine>`
    select import.id, import.file, import.datum, import.added, import.changed, import.refused,
      import.imported_at as at, import.post, import.undone_at as "undoneAt", import.undone_by as "undonePost"
    from parts.import
    where import.district = ${tx.district} and import.file <> ''
    order by import.imported_at desc, import.id desc
    limit 200`.execute(tx)
  return rows
}
