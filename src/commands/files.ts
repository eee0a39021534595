// Files given on the command line: read as JSON, or refused in a sentence.
import { readFile } from 'node:fs/promises'
import type { z } from 'zod'

export async function readJson<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${path} cannot be read.`)
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(`${path} is not JSON.`)
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  throw new Error(`${path}: ${first?.path.join('.')}: ${first?.message}`)
}
