// One step for many cases: what a capability brings for it, and what comes back.
import type { ReactNode } from 'react'
import type { Permission } from '../../identity/rules.ts'
import type { DeskStep } from './choosing.ts'
import type { Taken } from './stepping.ts'

export interface Many {
  moved: Taken[]
  refused: { id: string; code: string }[]
}

/** At most so many are sent in one call; the contract refuses more. */
export const mostAtOnce = 500

/** What the fields of a bulk step are given: what was chosen so far, and how to change it. */
export interface BulkFields<Choice> {
  value: Choice | undefined
  onChange(value: Choice | undefined): void
}

export interface BulkStep {
  step: DeskStep
  may: Permission
  Panel(props: BulkPanelProps): ReactNode
}

export interface BulkPanelProps {
  ids: readonly string[]
  onDone(result: Many): void
  onCancel(): void
}
