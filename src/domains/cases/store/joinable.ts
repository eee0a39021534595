// Cases that another one may be joined to: searched by number, address, kind or region, those of the same kind first
// and of these the nearest.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Joinable } from '../contract/joining.ts'
import { movableStates } from '../states.ts'

const most = 20

/** Open cases below a region, without the case itself; every word of the search stands somewhere in what people read. */
export async function joinable(
  tx: Tx,
  caseId: string,
  { reach, search }: { reach: string; search: string },
): Promise<{ cases: Joinable[]; more: boolean }> {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  const { rows } = await sql<Joinable>`
    select other.id, other.number, other.state, other.address, other.region,
      json_build_object('edition', other.edition, 'type', other.kind_type, 'code', other.kind,
        'name', json_build_object('zh', other.name_zh, 'en', other.name_en)) as kind,
      case when 'region' not in (other.place_precision, other.held_precision)
        then round(st_distance(other.place::geography, other.held_place::geography))::integer end as metres
    from (
      select other.*, kind.name_zh, kind.name_en, held.place as held_place, held.place_precision as held_precision,
        json_build_object('zh', region.name_zh, 'en', region.name_en) as region,
        (other.edition, other.kind_type, other.kind) = (held.edition, held.kind_type, held.kind) as is_same,
        st_distance(other.place, held.place) as degrees
      from cases."case" as held
      join cases."case" as other on other.district = held.district and other.id <> held.id
      join catalogue.kind on kind.edition = other.edition and kind.type = other.kind_type and kind.code = other.kind
      join regions.region on region.path = other.region_path
      where held.district = ${tx.district} and held.id = ${caseId}
        and other.state = any(${movableStates}::text[]) and starts_with(other.region_path, ${reach})
        and not exists (
          select from unnest(${words}::text[]) as word
          where strpos(lower(concat_ws(' ', other.number, other.address, kind.name_zh, kind.name_en, region.name_zh,
            region.name_en)), word) = 0)
      order by is_same desc, degrees, other.reported_at desc, other.id
      limit ${most + 1}
    ) as other
    order by other.is_same desc, other.degrees, other.reported_at desc, other.id`.execute(tx)
  return { cases: rows.slice(0, most), more: rows.length > most }
}
