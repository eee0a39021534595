// A building as it is drawn: its footprint, perhaps around a courtyard, and what it is.
import type { Point } from '../ground/plane.ts'
import type { Named } from '../names.ts'

export interface Building {
  ring: Point[]
  /** Courtyards. */
  holes: Point[][]
  /** Where its house number would hang: a place inside it, towards the street. */
  door: Point
  /** Of the few that people know by name. */
  name?: Named
  /** Houses of a compound are numbered within it, others along the street. */
  isOfCompound: boolean
}

export interface Green {
  kind: 'park' | 'grass' | 'wood' | 'pitch'
  ring: Point[]
  name?: Named
}

/** What a block has on it. */
export interface Built {
  buildings: Building[]
  greens: Green[]
  waters: Point[][]
  /** Ways within, on foot or by car. */
  ways: { kind: 'path' | 'service'; line: Point[] }[]
}

export function nothing(): Built {
  return { buildings: [], greens: [], waters: [], ways: [] }
}

export function together(all: readonly Built[]): Built {
  return {
    buildings: all.flatMap(({ buildings }) => buildings),
    greens: all.flatMap(({ greens }) => greens),
    waters: all.flatMap(({ waters }) => waters),
    ways: all.flatMap(({ ways }) => ways),
  }
}
