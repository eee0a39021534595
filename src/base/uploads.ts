// Sending pictures: admitting an upload, its row, and attaching it to what it belongs to.
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { v7 as newId } from 'uuid'
import type { Instant } from './clock.ts'
import type { Tx } from './db.ts'
import { Refusal } from './errors.ts'
import type { Files, Picture } from './files.ts'
import { type Asked, callerOf, type OpenCtx, openGuard } from './gate.ts'
import { once } from './idempotency.ts'
import { takeTurn } from './rates.ts'
import { attachRefusals, uploadContract, uploaded } from './uploads-calls.ts'

const on = implement(uploadContract).$context<Asked>().use(openGuard)

export const uploadRouter = on.router({
  upload: on.upload.handler(async ({ context, input }) =>
    upload(context, new Uint8Array(await input.file.arrayBuffer()), context.key),
  ),
})

/**
 * Admits a picture and notes the upload; the bytes are examined before the transaction begins. The same bytes
 * under the same key are the same upload.
 */
export async function upload(
  { files, begin, now, district, actor, address }: Sender,
  bytes: Uint8Array,
  key?: string,
): Promise<{ id: string; width: number; height: number }> {
  await begin(tx => takeTurn(tx, now, `upload ${actor?.account ?? address}`, { most: 120, seconds: 600 }))
  const picture = await files.admit(district, bytes)
  const noted = { id: newId(), width: picture.width, height: picture.height }
  return begin(async tx => {
    const keep = async () => {
      await note(tx, now, noted.id, picture, actor?.account)
      return noted
    }
    if (key === undefined) return keep()
    const caller = callerOf({ actor, address }, key)
    const { answer } = await once(tx, now, { caller, call: 'POST /files', key, body: picture.hash }, keep)
    return uploaded.parse(answer)
  })
}

type Sender = Pick<OpenCtx, 'files' | 'begin' | 'now' | 'district' | 'actor' | 'address'>

async function note(
  tx: Tx,
  now: Instant,
  file: string,
  picture: Picture,
  account: string | undefined,
): Promise<void> {
  await sql`
    insert into base.file (district, id, hash, media_type, bytes, width, height, account, uploaded_at)
    values (${tx.district}, ${file}, ${picture.hash}, ${picture.mediaType}, ${picture.bytes}, ${picture.width},
      ${picture.height}, ${account ?? null}, ${now}::timestamptz)`.execute(tx)
}

/**
 * Marks uploads as belonging to something, once, and only for who uploaded them; gives their hashes in the
 * order asked. Refuses with `files.not_yours` when one is unknown, used already or someone else's.
 */
export async function attach(
  tx: Tx,
  now: Instant,
  uploads: readonly string[],
  account: string | undefined,
): Promise<string[]> {
  if (uploads.length === 0) return []
  const { rows } = await sql<{ id: string; hash: string }>`
    update base.file set attached_at = ${now}::timestamptz
    where file.district = ${tx.district} and file.id = any(${uploads}::uuid[]) and file.attached_at is null
      and file.account is not distinct from ${account ?? null}::uuid
    returning file.id, file.hash`.execute(tx)
  const hashes = new Map(rows.map(row => [row.id, row.hash]))
  return uploads.map(upload => {
    const hash = hashes.get(upload)
    if (hash === undefined) throw new Refusal('files.not_yours', attachRefusals['files.not_yours'].status)
    return hash
  })
}

/** The hash of an attached file; undefined when there is none in this district. */
export async function hashOf(tx: Tx, file: string): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`
    select file.hash from base.file
    where file.district = any(${tx.districts}::text[]) and file.id = ${file}::uuid
      and file.attached_at is not null`.execute(tx)
  return rows[0]?.hash
}

/** The hash of an upload that nothing was made of yet, only for who uploaded it: a form shown again shows it. */
export async function waiting(
  tx: Tx,
  file: string,
  account: string | undefined,
): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`
    select file.hash from base.file
    where file.district = ${tx.district} and file.id = ${file}::uuid and file.attached_at is null
      and file.account is not distinct from ${account ?? null}::uuid`.execute(tx)
  return rows[0]?.hash
}

/** Uploads that nothing was made of within a day go, bytes included unless another upload shares them. */
export async function sweep(tx: Tx, now: Instant, files: Files, log: Logger): Promise<void> {
  const before = new Date(Date.parse(now) - 24 * 3_600_000).toISOString()
  const { rows } = await sql<{ hash: string }>`
    with gone as (
      delete from base.file
      where file.district = ${tx.district} and file.attached_at is null and file.uploaded_at < ${before}::timestamptz
      returning file.id, file.hash
    )
    select distinct gone.hash from gone
    where not exists (
      select from base.file
      where file.district = ${tx.district} and file.hash = gone.hash and file.id not in (select gone.id from gone)
    )`.execute(tx)
  const { district } = tx
  tx.afterCommit(() => {
    for (const { hash } of rows)
      files.remove(district, hash).catch(error => log.warn({ err: error }, 'file not removed'))
  })
}
