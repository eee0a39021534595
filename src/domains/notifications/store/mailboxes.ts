// Where people read their mail, as it is kept, and the code that proves that the address is theirs.
import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { type Instant, instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Letter } from '../contract.ts'
import { proof, type Topic } from '../rules.ts'

export interface KeptMailbox {
  address: string
  confirmed: boolean
  language: 'zh' | 'en'
  wants: Topic[]
}

export async function mailboxOf(tx: Tx, account: string): Promise<KeptMailbox | undefined> {
  const { rows } = await sql<KeptMailbox>`
    select mailbox.address, mailbox.confirmed_at is not null as confirmed, mailbox.language, mailbox.wants
    from notifications.mailbox
    where mailbox.district = ${tx.district} and mailbox.account = ${account}::uuid`.execute(tx)
  return rows[0]
}

/** The last letters to somebody, newest first. */
export async function lettersTo(tx: Tx, account: string): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    select letter.id, notice.what, letter.made_at as "madeAt", letter.state, letter.tries,
      letter.settled_at as "settledAt", letter.receipt, letter.trouble
    from notifications.letter
    left join notifications.notice on notice.district = letter.district and notice.id = letter.notice
    where letter.district = ${tx.district} and letter.account = ${account}::uuid
    order by letter.id desc
    limit 20`.execute(tx)
  return rows
}

/** Keeps address, language and wishes. A changed address is unconfirmed again. */
export async function keepMailbox(
  tx: Tx,
  now: Instant,
  account: string,
  { address, language, wants }: Omit<KeptMailbox, 'confirmed'>,
): Promise<void> {
  await sql`
    insert into notifications.mailbox as kept (district, account, address, language, wants, codes_since, codes_sent)
    values (${tx.district}, ${account}, ${address}, ${language}, ${wants}::text[], ${now}::timestamptz, 0)
    on conflict (district, account) do update set
      address = excluded.address, language = excluded.language, wants = excluded.wants,
      confirmed_at = case when kept.address = excluded.address then kept.confirmed_at end`.execute(tx)
}

/** A new code on its way to the address; false when too many were sent within the hour. */
export async function sendCode(tx: Tx, now: Instant, account: string): Promise<boolean> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const windowFrom = instant(Date.parse(now) - proof.per)
  const { rows } = await sql<{ address: string; language: string }>`
    update notifications.mailbox as kept set
      code_hash = ${hashed(account, code)}, code_until = ${instant(Date.parse(now) + proof.holds)}::timestamptz,
      wrong_codes = 0,
      codes_since = case when kept.codes_since <= ${windowFrom}::timestamptz then ${now}::timestamptz
        else kept.codes_since end,
      codes_sent = case when kept.codes_since <= ${windowFrom}::timestamptz then 1 else kept.codes_sent + 1 end
    where kept.district = ${tx.district} and kept.account = ${account}::uuid and kept.confirmed_at is null
      and (kept.codes_since <= ${windowFrom}::timestamptz or kept.codes_sent < ${proof.mostSent}::integer)
    returning kept.address, kept.language`.execute(tx)
  const [to] = rows
  if (!to) return false
  // An older code is of no use any more, and so is its letter.
  await sql`
    delete from notifications.letter
    where letter.district = ${tx.district} and letter.account = ${account}::uuid and letter.state = 'waiting'
      and letter.code is not null`.execute(tx)
  await sql`
    insert into notifications.letter (district, id, account, code, address, language, made_at, state, due_at)
    values (${tx.district}, ${newId()}, ${account}, ${code}, ${to.address}, ${to.language}, ${now}::timestamptz,
      'waiting', ${now}::timestamptz)`.execute(tx)
  return true
}

/** Whether the code was right, or how many more tries there are; undefined where none is waited for. */
export async function tryCode(
  tx: Tx,
  now: Instant,
  account: string,
  code: string,
): Promise<{ right: true } | { right: false; left: number } | undefined> {
  const { rows } = await sql<{ hash: Buffer; wrong: number }>`
    select mailbox.code_hash as hash, mailbox.wrong_codes as wrong
    from notifications.mailbox
    where mailbox.district = ${tx.district} and mailbox.account = ${account}::uuid and mailbox.confirmed_at is null
      and mailbox.code_hash is not null and mailbox.code_until > ${now}::timestamptz
      and mailbox.wrong_codes < ${proof.mostWrong}::integer
    for update`.execute(tx)
  const [kept] = rows
  if (!kept) return undefined
  const right = timingSafeEqual(kept.hash, hashed(account, code))
  await sql`
    update notifications.mailbox set
      confirmed_at = ${right ? now : null}::timestamptz,
      code_hash = case when ${right}::boolean then null else mailbox.code_hash end,
      wrong_codes = mailbox.wrong_codes + ${right ? 0 : 1}::integer
    where mailbox.district = ${tx.district} and mailbox.account = ${account}::uuid`.execute(tx)
  return right ? { right } : { right, left: proof.mostWrong - kept.wrong - 1 }
}

/** Forgets the address, also in letters that have not left yet. */
export async function removeMailbox(tx: Tx, account: string): Promise<void> {
  await sql`
    delete from notifications.letter
    where letter.district = ${tx.district} and letter.account = ${account}::uuid and letter.state = 'waiting'`.execute(
    tx,
  )
  await sql`
    delete from notifications.mailbox
    where mailbox.district = ${tx.district} and mailbox.account = ${account}::uuid`.execute(tx)
}

function hashed(account: string, code: string): Buffer {
  return createHash('sha256').update(`${account} ${code}`).digest()
}
