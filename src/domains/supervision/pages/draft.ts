// What an inspector has taken and typed for a report. It travels in the form from one showing to the next: nothing is
// kept on the server before he sends it.
import { v4 as randomId } from 'uuid'
import type { Typed } from '../../../faces/portal/typed.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import { type Measured, positionIn } from './position.ts'

/** Why a place was not measured. */
export const whyUnmeasured = ['no_signal', 'no_device', 'left'] as const

/** A position less exact than this many metres may lie in another grid: it is asked for again. */
export const roughestMetres = 100

export interface Draft extends Measured {
  /** Minted when the form was shown first, so that the same form sent twice is one report. */
  key: string
  /** Uploads admitted already: what was found, and how it looks after having been put right. */
  pictures: string[]
  afters: string[]
  handled: boolean
  part: string
  /** What kinds are searched for. */
  find: string
  /** `edition/type/code`. */
  kind: string
  /** Whether he is asked for grid and reason instead of a position. */
  byGrid: boolean
  grid: string
  why: (typeof whyUnmeasured)[number] | ''
  address: string
  note: string
}

export const mostPictures = 6

export function blankReport(part = ''): Draft {
  return {
    key: randomId(),
    pictures: [],
    afters: [],
    handled: false,
    part,
    find: '',
    kind: '',
    longitude: '',
    latitude: '',
    accuracy: '',
    byGrid: false,
    grid: '',
    why: '',
    address: '',
    note: '',
  }
}

export function draftOf(typed: Typed): Draft {
  const [blank, key] = [blankReport(), typed.text('key')]
  const uploads = (name: string): string[] => [...new Set(typed.texts(name))].slice(0, mostPictures)
  return {
    ...blank,
    ...(/^[0-9a-f-]{36}$/.test(key) && { key }),
    pictures: uploads('picture'),
    afters: uploads('after'),
    handled: typed.text('handled') === 'on',
    part: typed.text('part').replaceAll(/\s/g, ''),
    find: typed.text('find').trim(),
    kind: typed.text('kind'),
    longitude: typed.text('longitude'),
    latitude: typed.text('latitude'),
    accuracy: typed.text('accuracy'),
    byGrid: typed.text('by_grid') === 'on',
    grid: typed.text('grid'),
    why: whyUnmeasured.find(reason => reason === typed.text('why')) ?? '',
    address: typed.text('address'),
    note: typed.text('note'),
  }
}

/** A position counts when a device has said how exact it is: numbers typed into a form are no evidence. */
export function measuredAt(draft: Measured): 'nowhere' | 'rough' | { longitude: number; latitude: number } {
  const position = positionIn(draft)
  if (!position || !/^\d{1,6}$/.test(draft.accuracy)) return 'nowhere'
  return Number(draft.accuracy) > roughestMetres ? 'rough' : position
}

export function kindOfKey(key: string): KindKey | undefined {
  const [edition, type, code, ...more] = key.split('/')
  if (edition === undefined || code === undefined || more.length > 0) return undefined
  return type === 'part' || type === 'event' ? { edition, type, code } : undefined
}

export function keyOfKind({ edition, type, code }: KindKey): string {
  return `${edition}/${type}/${code}`
}
