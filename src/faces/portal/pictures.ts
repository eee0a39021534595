// Pictures that a plain form sends along: each is admitted on its own, so that one bad picture does not
// cost the good ones, and the same form sent twice gives the same uploads.
import { createHash } from 'node:crypto'
import { instant } from '../../base/clock.ts'
import { id } from '../../base/contract.ts'
import type { Tx } from '../../base/db.ts'
import { refusal } from '../../base/errors.ts'
import type { Asked } from '../../base/gate.ts'
import { upload, waiting } from '../../base/uploads.ts'
import type { Problem } from './pieces.ts'
import type { Reader } from './reader.ts'
import { attempt, sentence } from './refused.ts'

/**
 * Admits the files chosen, at most `room` of them; what went wrong is said of each by its name. The rest of
 * the form is safe whatever happens to its pictures.
 */
export async function admit(
  asked: Asked,
  reader: Reader,
  { key, files, room }: { key: string; files: readonly File[]; room: number },
): Promise<{ uploads: string[]; problems: Problem[] }> {
  const uploads = new Set<string>()
  const problems: Problem[] = []
  if (files.length > room)
    problems.push({ field: 'pictures', sentence: reader.say('portal.too_many', { most: 6 }) })
  for (const file of files.slice(0, room)) {
    const { answer, refused } = await attempt(admitOne(asked, key, file))
    if (answer !== undefined) uploads.add(answer)
    else {
      const isOwnFault = refused.code.startsWith('files.') && refused.status < 500
      const said = sentence(reader, refused)
      problems.push({
        field: 'pictures',
        sentence: isOwnFault ? `${file.name}: ${said}` : said,
        status: refused.status,
      })
      // Too often, no database or no file store: the next picture would fare no better.
      if (!isOwnFault) break
    }
  }
  return { uploads: [...uploads], problems }
}

/** A second click sends the same bytes under the same key: it names the upload of the first. */
async function admitOne(asked: Asked, key: string, file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const hash = createHash('sha256').update(bytes).digest('hex')
  return (await upload({ ...asked, ...opened(asked) }, bytes, `${key}.${hash}`)).id
}

/** The small copy of an upload that nothing was made of yet, for whoever sent it. */
export async function preview(asked: Asked, upload: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { district, begin } = opened(asked)
  if (!id.safeParse(upload).success) return undefined
  const hash = await begin(tx => waiting(tx, upload, asked.actor?.account))
  return hash === undefined ? undefined : asked.files.show(district, hash, 400)
}

function opened(asked: Asked) {
  const district = asked.actor?.district ?? asked.district
  if (district === undefined) throw refusal('base.no_district')
  const begin = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asked.door.within({ district }, work)
  return { district, begin, now: instant(asked.clock()) }
}
