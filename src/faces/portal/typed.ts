// What a form posted, read with care: a field may be missing, repeated or a file whatever the page offered.
import type { Context } from 'hono'
import type { PageEnv } from '../../base/pages.ts'

export interface Typed {
  text(name: string): string
  texts(name: string): string[]
  /** Files that were really chosen: an empty file input posts one without name and content. */
  files(name: string): File[]
  names: string[]
}

export async function typedIn(c: Context<PageEnv>): Promise<Typed> {
  // A body that is no form reads as an empty one, and the page then says what is missing.
  const form = await c.req.formData().catch(() => new FormData())
  const texts = (name: string): string[] => form.getAll(name).filter(value => typeof value === 'string')
  return {
    texts,
    text: name => texts(name)[0] ?? '',
    files: name =>
      form
        .getAll(name)
        .filter(value => value instanceof File && (value.name !== '' || value.size > 0))
        .filter(isFile),
    names: [...form.keys()],
  }
}

function isFile(value: string | File): value is File {
  return value instanceof File
}
