// Sending pictures: admitting an upload, its row, and attaching it to what it belongs to.
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from './clock.ts'
import type { Tx } from './db.ts'
import { Refusal } from './errors.ts'
import type { Files, Picture } from './files.ts'
import { away } from './filestore.ts'
import { type Asked, callerOf, type OpenCtx, openGuard } from './gate.ts'
import { once } from './idempotency.ts'
import { farthest, type Look, probes } from './looks.ts'
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
      // Swept between being kept and being noted: the same bytes, sent before, whose day was over.
      if (!(await files.holds(district, picture.hash))) throw away()
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
  const [look1, look2, look3, look4] = picture.look ?? [null, null, null, null]
  await holdBytes(tx, [picture.hash])
  await sql`
    insert into base.file (district, id, hash, media_type, bytes, width, height, account, uploaded_at,
      look_1, look_2, look_3, look_4)
    values (${tx.district}, ${file}, ${picture.hash}, ${picture.mediaType}, ${picture.bytes}, ${picture.width},
      ${picture.height}, ${account ?? null}, ${now}::timestamptz, ${look1}, ${look2}, ${look3}, ${look4})`.execute(
    tx,
  )
}

/** Whoever notes or sweeps the same bytes waits for the other. */
async function holdBytes(tx: Tx, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes.toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.district} ${hash}`}, 0))`.execute(tx)
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

/** Another picture that shows the same as `file`. */
export interface Alike {
  file: string
  other: string
  /** Byte for byte the same. */
  exact: boolean
  /** How many of 64 bits their looks differ in; null when one of the two has no look. */
  distance: number | null
}

/**
 * For each attached file, the other attached files of its district with the same bytes or nearly the same look:
 * at most 20 each, the same bytes first, then the nearest, then the oldest. Those given are not counted as others
 * of one another. Files unknown or not attached have none.
 */
export async function sameLooking(tx: Tx, files: readonly string[]): Promise<Alike[]> {
  if (files.length === 0) return []
  const { rows } = await sql<{ district: string; id: string; hash: string; look: Look | null }>`
    select file.district, file.id, file.hash,
      case when file.look_1 is not null then array[file.look_1, file.look_2, file.look_3, file.look_4] end as look
    from base.file
    where file.district = any(${tx.districts}::text[]) and file.id = any(${files}::uuid[])
      and file.attached_at is not null`.execute(tx)
  const found: Alike[] = []
  const given = new Map(rows.map(row => [row.id, row]))
  for (const id of new Set(files)) {
    const file = given.get(id)
    if (file) found.push(...(await othersLike(tx, file, files)))
  }
  return found
}

async function othersLike(
  tx: Tx,
  file: { district: string; id: string; hash: string; look: Look | null },
  given: readonly string[],
): Promise<Alike[]> {
  // Without a look nothing is near: what is compared with null is never true.
  const [look1, look2, look3, look4] = file.look ?? [null, null, null, null]
  const [near1, near2, near3, near4] = file.look ? probes(file.look) : [[], [], [], []]
  const { rows } = await sql<Alike>`
    select ${file.id}::text as file, others.id::text as other, others.exact, others.distance
    from (
      select other.id, other.attached_at, other.hash = ${file.hash} as exact,
        bit_count((other.look_1 # ${look1}::integer)::bit(16))::integer
          + bit_count((other.look_2 # ${look2}::integer)::bit(16))::integer
          + bit_count((other.look_3 # ${look3}::integer)::bit(16))::integer
          + bit_count((other.look_4 # ${look4}::integer)::bit(16))::integer as distance
      from base.file as other
      where other.district = ${file.district} and other.attached_at is not null
        and (other.hash = ${file.hash}
          or other.look_1 = any(${near1}::integer[]) or other.look_2 = any(${near2}::integer[])
          or other.look_3 = any(${near3}::integer[]) or other.look_4 = any(${near4}::integer[]))
    ) as others
    where others.id <> all(${given}::uuid[]) and (others.exact or others.distance <= ${farthest})
    order by others.exact desc, others.distance, others.attached_at, others.id
    limit 20`.execute(tx)
  return rows
}

/** So many uploads at once: a transaction has half a minute. */
const sweptAtOnce = 200

/**
 * Uploads that nothing was made of within a day go, bytes included unless another upload shares them; says
 * whether there may be more. The bytes go before the commit: when the store is away the uploads stay noted, and
 * the next sweep tries again.
 */
export async function sweep(tx: Tx, now: Instant, files: Files): Promise<boolean> {
  const before = new Date(Date.parse(now) - 24 * 3_600_000).toISOString()
  const { rows: gone } = await sql<{ hash: string }>`
    delete from base.file
    where file.district = ${tx.district} and file.attached_at is null
      and file.id in (
        select old.id from base.file as old
        where old.district = ${tx.district} and old.attached_at is null and old.uploaded_at < ${before}::timestamptz
        order by old.uploaded_at
        limit ${sweptAtOnce}
      )
    returning file.hash`.execute(tx)
  const hashes = [...new Set(gone.map(({ hash }) => hash))]
  await holdBytes(tx, hashes)
  const { rows: shared } = await sql<{ hash: string }>`
    select distinct file.hash from base.file
    where file.district = ${tx.district} and file.hash = any(${hashes}::text[])`.execute(tx)
  const kept = new Set(shared.map(({ hash }) => hash))
  const free = hashes.filter(hash => !kept.has(hash))
  for (let at = 0; at < free.length; at += 8) {
    await Promise.all(free.slice(at, at + 8).map(hash => files.remove(tx.district, hash)))
  }
  return gone.length === sweptAtOnce
}
