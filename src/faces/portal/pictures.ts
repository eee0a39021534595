// Pictures that a plain form sends along: each is admitted on its own, so that one bad picture does not
// cost the good ones, and the same form sent twice gives the same uploads.
import { createHash } from 'node:crypto'
import { instant } from '../../base/clock.ts'
import { id } from '../../base/contract.ts'
import type { Tx } from '../../base/db.ts'
import { refusal } from '../../base/errors.ts'
import type { Asked } from '../../base/gate.ts'
import { once } from '../../base/idempotency.ts'
import { upload, waiting } from '../../base/uploads.ts'
import { attempt, type Refused } from './refused.ts'

export interface Admitted {
  uploads: string[]
  refused: { name: string; why: Refused }[]
}

export async function admit(asked: Asked, key: string, files: readonly File[]): Promise<Admitted> {
  const { district, now, begin } = opened(asked)
  const admitted: Admitted = { uploads: [], refused: [] }
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { answer, refused } = await attempt(upload({ ...asked, begin, now }, bytes))
    if (refused) {
      // Too often or no database: that is not the picture's fault, and the next one would fare no better.
      if (!refused.code.startsWith('files.')) throw refused
      admitted.refused.push({ name: file.name, why: refused })
      continue
    }
    // A second click sends the same bytes under the same key: it must name the upload of the first.
    const hash = createHash('sha256').update(bytes).digest('hex')
    const keyed = {
      caller: asked.actor?.account ?? asked.address,
      call: 'pages.picture',
      key: `${key}.${hash}`,
      body: hash,
    }
    const first = await asked.door.within({ district }, tx => once(tx, now, keyed, async () => answer.id))
    admitted.uploads.push(id.parse(first.answer))
  }
  return { ...admitted, uploads: [...new Set(admitted.uploads)] }
}

/** The small copy of an upload that nothing was made of yet, for whoever sent it. */
export async function preview(asked: Asked, upload: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { begin } = opened(asked)
  if (!id.safeParse(upload).success) return undefined
  const hash = await begin(tx => waiting(tx, upload, asked.actor?.account))
  return hash === undefined ? undefined : asked.files.show(hash, 400)
}

function opened(asked: Asked) {
  const district = asked.actor?.district ?? asked.district
  if (district === undefined) throw refusal('base.no_district')
  const begin = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asked.door.within({ district }, work)
  return { district, begin, now: instant(asked.clock()) }
}
