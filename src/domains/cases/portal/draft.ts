// What a resident has typed so far. It travels in the form itself from step to step: nothing is kept on
// the server before he sends it.
import { v4 as randomId } from 'uuid'
import type { Typed } from '../../../faces/portal/typed.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import type { Point } from './map.ts'

export interface Place extends Point {
  precision: 'device' | 'map'
  /** How far off the device says it may be, in metres. */
  accuracy: string
}

export interface Draft {
  /** Minted when the first page was shown, so that the same form sent twice is one report. */
  key: string
  address: string
  place: Place | undefined
  region: string
  /** The code of the part it is about, as scanned from its plate. */
  part: string
  /** `edition/type/code`, or `other` when it is chosen from the long list. */
  kind: string
  other: string
  description: string
  name: string
  reach: string
  /** Uploads admitted already. */
  pictures: string[]
}

export function emptyDraft(): Draft {
  return {
    key: randomId(),
    address: '',
    place: undefined,
    region: '',
    part: '',
    kind: '',
    other: '',
    description: '',
    name: '',
    reach: '',
    pictures: [],
  }
}

export function draftOf(typed: Typed): Draft {
  const key = typed.text('key')
  const draft: Draft = {
    ...emptyDraft(),
    place: placeIn(typed),
    pictures: [...new Set(typed.texts('picture'))].slice(0, 6),
  }
  for (const field of texts) draft[field] = typed.text(field)
  return /^[0-9a-f-]{36}$/.test(key) ? { ...draft, key } : draft
}

const texts = ['address', 'region', 'part', 'kind', 'other', 'description', 'name', 'reach'] as const

/** Everything of a draft as hidden fields, except what the page itself asks for. */
export function carried(draft: Draft, asked: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = { key: draft.key, ...placed(draft.place) }
  for (const field of texts) fields[field] = draft[field]
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !asked.includes(name)))
}

export function placed(place: Place | undefined): Record<string, string> {
  if (!place) return {}
  return {
    point: 'on',
    longitude: String(place.longitude),
    latitude: String(place.latitude),
    precision: place.precision,
    accuracy: place.accuracy,
  }
}

/** The kind chosen: a card, or an entry of the long list. */
export function kindIn({ kind, other }: Pick<Draft, 'kind' | 'other'>): KindKey | undefined {
  const [edition, type, code, ...more] = (kind === '' || kind === 'other' ? other : kind).split('/')
  if (edition === undefined || code === undefined || more.length > 0) return undefined
  return type === 'part' || type === 'event' ? { edition, type, code } : undefined
}

function placeIn(typed: Typed): Place | undefined {
  const [longitude, latitude] = [typed.text('longitude'), typed.text('latitude')]
  if (typed.text('point') !== 'on' || longitude === '' || latitude === '') return undefined
  const point = { longitude: Number(longitude), latitude: Number(latitude) }
  // Written so that NaN is refused as well.
  if (!(Math.abs(point.longitude) <= 180 && Math.abs(point.latitude) <= 90)) return undefined
  const accuracy = typed.text('accuracy')
  return {
    ...point,
    precision: typed.text('precision') === 'map' ? 'map' : 'device',
    accuracy: /^\d{1,6}$/.test(accuracy) ? accuracy : '',
  }
}
