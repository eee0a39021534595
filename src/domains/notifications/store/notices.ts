// Notices as they are kept: told once for an event, to a post; and at once a letter for whoever asked for one.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Notice, Said } from '../contract.ts'
import type { Topic } from '../rules.ts'

export interface Telling {
  what: Topic
  /** The event that is told of, and whose it is. */
  event: string
  subject: string
  said: Said
  posts: readonly string[]
}

/** Tells these posts; who was told of the same before is not told again. */
export async function tell(tx: Tx, now: Instant, telling: Telling): Promise<void> {
  const { what, event, subject, said } = telling
  const posts = [...new Set(telling.posts)]
  if (posts.length === 0) return
  await sql`
    with told as (
      insert into notifications.notice (district, id, post, what, subject, event, said, told_at)
      select ${tx.district}, given.id, given.post, ${what}, ${subject}::uuid, ${event}::uuid,
        ${JSON.stringify(said)}::jsonb, ${now}::timestamptz
      from unnest(${posts.map(() => newId())}::uuid[], ${posts}::uuid[]) as given (id, post)
      on conflict (district, event, post, what) do nothing
      returning notice.id, notice.post
    )
    insert into notifications.letter (district, id, account, notice, address, language, made_at, state, due_at)
    select ${tx.district}, given.letter, post.account, told.id, mailbox.address, mailbox.language,
      ${now}::timestamptz, 'waiting', ${now}::timestamptz
    from told
    join unnest(${posts.map(() => newId())}::uuid[], ${posts}::uuid[]) as given (letter, post) on given.post = told.post
    join identity.post on post.district = ${tx.district} and post.id = told.post
    join notifications.mailbox on mailbox.district = ${tx.district} and mailbox.account = post.account
    where mailbox.confirmed_at is not null and ${what} = any(mailbox.wants)`.execute(tx)
}

const pageSize = 50

/** A page of what a post was told, newest first. */
export async function noticesOf(
  tx: Tx,
  post: string,
  { before, which }: { before?: string | undefined; which: 'all' | 'unread' },
): Promise<{ notices: Notice[]; more: boolean }> {
  const { rows } = await sql<Notice>`
    select notice.id, notice.what, notice.subject, notice.said, notice.told_at as "toldAt", notice.read_at as "readAt"
    from notifications.notice
    where notice.district = ${tx.district} and notice.post = ${post}::uuid
      and (${before ?? null}::uuid is null or notice.id < ${before ?? null}::uuid)
      and (${which === 'all'}::boolean or notice.read_at is null)
    order by notice.id desc
    limit ${pageSize + 1}`.execute(tx)
  return { notices: rows.slice(0, pageSize), more: rows.length > pageSize }
}

/** How many a post has not read; a hundred means "a hundred or more". */
export async function unreadOf(tx: Tx, post: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::integer as unread from (
      select from notifications.notice
      where notice.district = ${tx.district} and notice.post = ${post}::uuid and notice.read_at is null
      limit 100
    ) as found`.execute(tx)
  return rows[0]?.unread ?? 0
}

/** Marks some of a post's notices as read, or all. */
export async function markRead(
  tx: Tx,
  now: Instant,
  post: string,
  ids: readonly string[] | undefined,
): Promise<void> {
  await sql`
    update notifications.notice set read_at = ${now}::timestamptz
    where notice.district = ${tx.district} and notice.post = ${post}::uuid and notice.read_at is null
      and (${ids ?? null}::uuid[] is null or notice.id = any(${ids ?? null}::uuid[]))`.execute(tx)
}

/** Notices are forgotten after a quarter of a year, letters after a month. */
export async function forgetNotices(tx: Tx, now: Instant): Promise<void> {
  await sql`
    delete from notifications.letter
    where letter.district = ${tx.district} and letter.settled_at < ${now}::timestamptz - interval '30 days'`.execute(
    tx,
  )
  await sql`
    delete from notifications.notice
    where notice.district = ${tx.district} and notice.told_at < ${now}::timestamptz - interval '90 days'`.execute(
    tx,
  )
}
