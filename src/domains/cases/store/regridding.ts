// The open cases whose grid a draft would change or end: they stay with the grid of their day.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import { changing } from '../../grids/store/preview.ts'
import { openStates } from '../states.ts'

export interface Staying {
  open: number
  grids: { code: string; open: number }[]
}

export async function casesStaying(tx: Tx, layer: string): Promise<Staying> {
  const { rows } = await sql<Staying['grids'][number]>`
    with ${changing(tx, layer)}
    select past.code, count(*)::integer as open
    from past
    join cases."case" as held on held.district = ${tx.district} and held.grid = past.id
    where held.state = any(${[...openStates]}::text[])
    group by past.code
    order by 2 desc, 1`.execute(tx)
  return { open: rows.reduce((sum, { open }) => sum + open, 0), grids: rows.slice(0, 200) }
}
