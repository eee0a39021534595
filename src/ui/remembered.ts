// Which column meant what the last time, for the next file of the same kind. Kept in this browser.
import { recall, remember } from './memory.ts'

/** Those of the remembered columns that this file has; nothing where nothing was kept. */
export function recallColumns(name: string, heads: readonly string[]): Record<string, string> | undefined {
  const kept = recall(name)
  if (kept === undefined) return undefined
  try {
    const value: unknown = JSON.parse(kept)
    if (typeof value !== 'object' || value === null) return undefined
    const known = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && heads.includes(entry[1]),
    )
    return known.length === 0 ? undefined : Object.fromEntries(known)
  } catch {
    return undefined
  }
}

export function rememberColumns(name: string, columns: Readonly<Record<string, string>>): void {
  remember(name, JSON.stringify(columns))
}
