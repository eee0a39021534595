// What each layer asks of its grids.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { KeptLayer, Settings } from '../contract.ts'

export type LayerRow = Omit<KeptLayer, 'draft'> & {
  id: string
  draft: (Omit<NonNullable<KeptLayer['draft']>, 'changedBy'> & { changedBy: string | null }) | null
}

/** Every layer; `changedBy` is the post. */
export async function layerRegister(tx: Tx, now: Instant): Promise<LayerRow[]> {
  const { rows } = await sql<LayerRow>`
    select layer.code, layer.id, json_build_object('zh', layer.name_zh, 'en', layer.name_en) as name,
      layer.must_cover as "mustCover", layer.may_overlap as "mayOverlap", layer.nests_in as "nestsIn",
      layer.least_area as "leastArea", layer.most_area as "mostArea", layer.tolerance,
      (select count(*)::integer from grids.grid
        where grid.district = layer.district and grid.layer = layer.code and grid.valid_from <= ${now}::timestamptz
          and (grid.valid_until is null or grid.valid_until > ${now}::timestamptz)) as grids,
      (select max(version.version) from grids.version
        where version.district = layer.district and version.layer = layer.code and version.withdrawn_at is null
          and version.valid_from <= ${now}::timestamptz) as version,
      case when draft.id is not null then json_build_object('revision', draft.revision, 'basedOn', draft.based_on,
        'changedAt', to_char(draft.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'changedBy', draft.changed_by,
        'grids', (select count(*)::integer from grids.draft_grid
          where draft_grid.district = draft.district and draft_grid.layer = draft.layer)) end as draft
    from grids.layer
    left join grids.draft on draft.district = layer.district and draft.layer = layer.code
    where layer.district = ${tx.district}
    order by layer.code <> 'unit', layer.code`.execute(tx)
  return rows
}

export async function addLayer(tx: Tx, code: string, settings: Settings): Promise<string> {
  const id = newId()
  await sql`
    insert into grids.layer (district, code, id, name_zh, name_en, must_cover, may_overlap, nests_in, least_area,
      most_area, tolerance)
    values (${tx.district}, ${code}, ${id}, ${settings.name.zh}, ${settings.name.en}, ${settings.mustCover},
      ${settings.mayOverlap}, ${settings.nestsIn}, ${settings.leastArea}, ${settings.mostArea},
      ${settings.tolerance})`.execute(tx)
  return id
}

export async function changeLayer(tx: Tx, code: string, settings: Settings): Promise<void> {
  await sql`
    update grids.layer set name_zh = ${settings.name.zh}, name_en = ${settings.name.en},
      must_cover = ${settings.mustCover}, may_overlap = ${settings.mayOverlap}, nests_in = ${settings.nestsIn},
      least_area = ${settings.leastArea}, most_area = ${settings.mostArea}, tolerance = ${settings.tolerance}
    where layer.district = ${tx.district} and layer.code = ${code}`.execute(tx)
}
