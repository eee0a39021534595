// Saved filters: a post's own, and those shared by its role in its region.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { CaseFilter, CaseView } from '../desk-calls.ts'

export interface Owner {
  post: string
  role: string
  region: string
}

/** What a post may use: the pinned ones first, in the order in which they were pinned. */
export async function views(tx: Tx, { post, role, region }: Owner): Promise<CaseView[]> {
  const { rows } = await sql<CaseView>`
    select view.id, view.name, view.filter, view.shared, pin.view is not null as pinned,
      -- Who made it may have left; then whoever shares it looks after it.
      view.post = ${post}::uuid or maker.held_until is not null as own
    from cases.view
    join identity.post as maker on maker.district = view.district and maker.id = view.post
    left join cases.view_pin as pin on pin.district = view.district and pin.view = view.id and pin.post = ${post}::uuid
    where view.district = ${tx.district}
      and (view.post = ${post}::uuid or (view.shared and view.role = ${role} and view.region = ${region}))
    order by pin.pinned_at nulls last, view.name, view.id`.execute(tx)
  return rows
}

export interface NewView {
  name: string
  filter: CaseFilter
  shared: boolean
}

export async function addView(
  tx: Tx,
  now: Instant,
  { post, role, region }: Owner,
  { name, filter, shared }: NewView,
): Promise<string> {
  const id = newId()
  await sql`
    insert into cases.view (district, id, post, role, region, shared, name, filter, made_at)
    values (${tx.district}, ${id}, ${post}, ${role}, ${region}, ${shared}, ${name}, ${JSON.stringify(filter)}::jsonb,
      ${now}::timestamptz)`.execute(tx)
  return id
}

export async function changeView(
  tx: Tx,
  id: string,
  { name, filter, shared }: Partial<{ [Key in keyof NewView]: NewView[Key] | undefined }>,
): Promise<void> {
  await sql`
    update cases.view set name = coalesce(${name ?? null}::text, view.name),
      filter = coalesce(${filter ? JSON.stringify(filter) : null}::jsonb, view.filter),
      shared = coalesce(${shared ?? null}::boolean, view.shared)
    where view.district = ${tx.district} and view.id = ${id}`.execute(tx)
}

export async function endView(tx: Tx, id: string): Promise<void> {
  await sql`delete from cases.view where view.district = ${tx.district} and view.id = ${id}`.execute(tx)
}

export async function pinView(
  tx: Tx,
  now: Instant,
  post: string,
  view: string,
  pinned: boolean,
): Promise<void> {
  if (pinned) {
    await sql`
      insert into cases.view_pin (district, post, view, pinned_at)
      values (${tx.district}, ${post}, ${view}, ${now}::timestamptz)
      on conflict do nothing`.execute(tx)
  } else {
    await sql`
      delete from cases.view_pin
      where view_pin.district = ${tx.district} and view_pin.post = ${post} and view_pin.view = ${view}`.execute(
      tx,
    )
  }
}
