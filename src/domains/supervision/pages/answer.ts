// What the inspector has typed and taken; it travels in the form until it is sent.
import { v4 as randomId } from 'uuid'
import type { Typed } from '../../../faces/portal/typed.ts'
import { awayReasons } from '../../cases/reasons.ts'
import type { Measured } from './position.ts'

/** The two questions, and what their buttons send. */
export const answers = [
  { said: 'fixed', asked: 'check', yes: true },
  { said: 'not_fixed', asked: 'check', yes: false },
  { said: 'true', asked: 'verify', yes: true },
  { said: 'not_true', asked: 'verify', yes: false },
] as const
export type Given = (typeof answers)[number]

export function givenIn(typed: Typed): Given | undefined {
  const said = typed.text('answer')
  return answers.find(answer => answer.said === said)
}

export interface Answer extends Measured {
  key: string
  /** The `step` of the case as the page showed it first. */
  seen: number | undefined
  note: string
  pictures: string[]
  /** Why he was not nearer; empty where he was. */
  away: (typeof awayReasons)[number] | ''
}

export function blank(): Answer {
  return {
    key: randomId(),
    seen: undefined,
    note: '',
    pictures: [],
    longitude: '',
    latitude: '',
    accuracy: '',
    away: '',
  }
}

export function answerIn(typed: Typed): Answer {
  const [key, seen] = [typed.text('key'), Number(typed.text('seen'))]
  return {
    key: /^[0-9a-f-]{36}$/.test(key) ? key : randomId(),
    seen: Number.isSafeInteger(seen) && seen > 0 ? seen : undefined,
    note: typed.text('note'),
    pictures: [...new Set(typed.texts('picture'))].slice(0, 6),
    longitude: typed.text('longitude'),
    latitude: typed.text('latitude'),
    accuracy: typed.text('accuracy'),
    away: awayReasons.find(reason => reason === typed.text('away')) ?? '',
  }
}
