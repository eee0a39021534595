// Picking several cases of a list, one by one or a whole stretch. What has left the list is no longer picked.
import { useRef, useState } from 'react'
import type { CaseSummary } from '../contract.ts'

export interface Picking {
  picked: readonly CaseSummary[]
  has(id: string): boolean
  pick(id: string, through: boolean): void
  all(): void
  clear(): void
}

export function usePicking(rows: readonly CaseSummary[]): Picking {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string>(undefined)
  const pick = (id: string, through: boolean): void => {
    const from = through ? rows.findIndex(row => row.id === last.current) : -1
    const to = rows.findIndex(row => row.id === id)
    last.current = id
    setIds(now => {
      const next = new Set(now)
      if (from >= 0 && to >= 0) {
        for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id)
      } else if (!next.delete(id)) next.add(id)
      return next
    })
  }
  return {
    picked: rows.filter(({ id }) => ids.has(id)),
    has: id => ids.has(id),
    pick,
    all: () => setIds(new Set(rows.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  }
}
