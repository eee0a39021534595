// A picture of a case as screens get it: the re-encoded copy, never the original.
import { refusal } from '../../base/errors.ts'
import type { OpenCtx } from '../../base/gate.ts'

export async function shownPicture(
  { files, district }: OpenCtx,
  { file, size }: { file: string; size: 'small' | 'large' },
  hash: string | undefined,
): Promise<File> {
  const copy = hash && (await files.show(district, hash, size === 'small' ? 400 : 1600))
  if (!copy) throw refusal('base.not_found')
  return new File([copy], `${file}.webp`, { type: 'image/webp' })
}
