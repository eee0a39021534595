// Letters on their way: taken by one sender at a time, settled when the mail server has answered.
import { sql } from 'kysely'
import { type Instant, instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Said } from '../contract.ts'
import { patience, type Topic, underWay, waitAfter } from '../rules.ts'

export interface Outgoing {
  id: string
  address: string
  language: 'zh' | 'en'
  code: string | null
  notice: { what: Topic; subject: string; said: Said; toldAt: Instant } | null
  tries: number
  madeAt: Instant
}

/**
 * Takes what is due and lends it for a while. It is not locked meanwhile: a mail server may be slow, and the embedded
 * database has one line for everybody.
 */
export async function takeDue(tx: Tx, now: Instant, most: number): Promise<Outgoing[]> {
  const until = instant(Date.parse(now) + underWay)
  const { rows } = await sql<Outgoing>`
    with due as (
      select letter.id from notifications.letter
      where letter.district = ${tx.district} and letter.state = 'waiting' and letter.due_at <= ${now}::timestamptz
      order by letter.due_at, letter.id
      limit ${most}
      for update skip locked
    ),
    taken as (
      update notifications.letter set due_at = ${until}::timestamptz, tries = letter.tries + 1
      from due
      where letter.district = ${tx.district} and letter.id = due.id
      returning letter.id, letter.address, letter.language, letter.code, letter.notice, letter.tries, letter.made_at
    )
    select taken.id, taken.address, taken.language, taken.code, taken.tries, taken.made_at as "madeAt",
      case when notice.id is not null then json_build_object('what', notice.what, 'subject', notice.subject,
        'said', notice.said, 'toldAt', base.instant(notice.told_at)) end as notice
    from taken
    left join notifications.notice on notice.district = ${tx.district} and notice.id = taken.notice
    order by taken.id`.execute(tx)
  return rows
}

export async function settleSent(tx: Tx, now: Instant, id: string, receipt: string): Promise<void> {
  await sql`
    update notifications.letter set state = 'sent', settled_at = ${now}::timestamptz, receipt = ${receipt},
      trouble = null, code = null, address = null
    where letter.district = ${tx.district} and letter.id = ${id}::uuid and letter.state = 'waiting'`.execute(
    tx,
  )
}

/** Tried again later, or given up where that cannot help or has been tried long enough. */
export async function settleFailed(
  tx: Tx,
  now: Instant,
  { id, tries, madeAt }: Pick<Outgoing, 'id' | 'tries' | 'madeAt'>,
  { trouble, final }: { trouble: string; final: boolean },
): Promise<void> {
  const next = Date.parse(now) + waitAfter(tries)
  const isOver = final || next > Date.parse(madeAt) + patience
  await (isOver
    ? sql`
      update notifications.letter set state = 'failed', settled_at = ${now}::timestamptz, trouble = ${trouble},
        code = null, address = null
      where letter.district = ${tx.district} and letter.id = ${id}::uuid and letter.state = 'waiting'`
    : sql`
      update notifications.letter set due_at = ${instant(next)}::timestamptz, trouble = ${trouble}
      where letter.district = ${tx.district} and letter.id = ${id}::uuid and letter.state = 'waiting'`
  ).execute(tx)
}
