// What a life is made of: how it begins, what happens in a turn, and how steps are chosen and answered.
import { steps } from '../../src/domains/cases/steps.ts'
import type { Login } from '../city.ts'
import { onward, type Pressed } from './deeds.ts'

export interface Choices {
  which: number
  step: number
  who: number
  more: number
}

/** What happens in one turn of a life; numbers choose among what there is. */
export type Turn =
  | ({ do: 'step' | 'stray' } & Choices)
  | { do: 'wait'; minutes: number }
  | { do: 'sweep' }
  | { do: 'report'; who: number }
  | { do: 'reporter'; which: number; more: number }
  | { do: 'calendar'; more: number }
  | { do: 'rulebook'; more: number }

export interface Beginning {
  at: string
  /** How far along its usual way each of the first cases is, and how it was reported. */
  cases: readonly { who: number; along: number }[]
}

/** Who brings a case to its end, step by step. */
export const usualWay: readonly (readonly [Login, Pressed])[] = [
  ['acceptor', 'accept'],
  ['leader', 'file'],
  ['dispatcher', 'dispatch'],
  ['works', 'take'],
  ['works', 'finish'],
  ['coordinator', 'pass'],
  ['inspector', 'confirm'],
  ['leader2', 'close'],
]

export function isFrom(name: Pressed, state: string): boolean {
  return steps[name].from.some(from => from === state)
}

/** What brings cases on is chosen five times as often. */
export function weighted(names: readonly Pressed[]): Pressed[] {
  return names.flatMap(name => (onward.includes(name) ? Array<Pressed>(5).fill(name) : [name]))
}

/** `done`, or the code of the refusal. */
export async function attempt(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
