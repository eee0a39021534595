// What every step on a case shares: sent once, told to the desk, and refused in words that say who was first.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { useAction } from '../../../ui/useAction.ts'
import type { WholeCase } from '../contract.ts'
import type { State } from '../states.ts'
import type { DeskStep } from './choosing.ts'

/** What a piece that takes steps is given; supervision, command and handling bring one for each of theirs. */
export interface StepProps {
  shown: WholeCase
  /** Of the district; undefined until it is known. */
  timeZone: string | undefined
  onTaken(taken: Taken): void
  onRefused(error: unknown): void
  /** Back to the step that the case waits for; absent where the piece is that step's own. */
  onCancel?: (() => void) | undefined
}

export interface Taken {
  id: string
  number: string
  state: State
  step: number
}

export interface Common {
  id: string
  seen: number
  note?: string
}

export interface Stepping<Extra> {
  busy: boolean
  note: string
  setNote(note: string): void
  take(extra: Extra): Promise<void>
}

/** A press so soon after a step was taken is the second of a double press, meant for the case before. */
const settling = 350
let takenAt = Number.NEGATIVE_INFINITY

/** `draft` names what is typed: words for the reporter never turn up among words for colleagues. */
export function useStep<Extra extends object>(
  send: (input: Common & Extra, options: { context: { key: string } }) => Promise<Taken>,
  { shown, onTaken, onRefused }: StepProps,
  draft: 'note' | 'question' = 'note',
): Stepping<Extra> {
  const queries = useQueryClient()
  // Kept beside the answers of the server, so that it stays when one looks at another case, and goes with them.
  const key = ['draft', draft, shown.id]
  const [note, setSaid] = useState(() => {
    const kept = queries.getQueryData(key)
    return typeof kept === 'string' ? kept : ''
  })
  const setNote = (said: string): void => {
    setSaid(said)
    queries.setQueryData(key, said)
  }
  const isTaken = useRef(false)
  const action = useAction<Common & Extra, Taken>(async (input, context) => {
    try {
      return await send(input, { context })
    } catch (error) {
      onRefused(error)
      throw error
    }
  })
  const take = async (extra: Extra): Promise<void> => {
    if (isTaken.current || performance.now() - takenAt < settling) return
    const said = note.trim()
    const taken = await action.act({ id: shown.id, seen: shown.step, ...(said && { note: said }), ...extra })
    if (!taken) return
    isTaken.current = true
    takenAt = performance.now()
    queries.removeQueries({ queryKey: key })
    onTaken(taken)
  }
  return { busy: action.busy, note, setNote, take }
}

export type StepPiece = (props: StepProps) => ReactNode

/** Which piece takes which step; the face puts them together, and one that is missing does not compile. */
export type StepPieces = Readonly<Record<DeskStep, StepPiece>>
