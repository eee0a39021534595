// What the database refuses, as the refusal it means. A capability names the constraints that people can
// run into; any other violation is a bug.
import { Refusal } from './errors.ts'

const meanings = new Map<string, { code: string; status: number }>()

/** `constraint` as named in the migration; Citus appends a shard number, which is ignored. */
export function means(constraint: string, code: string, status: number): void {
  meanings.set(constraint, { code, status })
}

export function violated(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('constraint' in error) || typeof error.constraint !== 'string')
    return undefined
  const meaning = meanings.get(error.constraint) ?? meanings.get(error.constraint.replace(/_\d+$/, ''))
  return meaning && new Refusal(meaning.code, meaning.status)
}
