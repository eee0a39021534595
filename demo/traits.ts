// What the faces and the sides of the net are: quarters with their rules, and streets by their rank.

export type Zone = 'old' | 'new' | 'river' | 'promenade' | 'canal' | 'around'

export interface Trait {
  zone: Zone
  /** Counted from 0; undefined for what lies outside the subdistrict. */
  community?: number
  /** What is built as a whole: a compound, a school, a park; in the old town one block. */
  parcel?: number
}

export type SideKind =
  | 'expressway'
  | 'main'
  | 'secondary'
  | 'minor'
  | 'lane'
  | 'yard'
  | 'plain'
  | 'quay'
  | 'rail'
  | 'edge'

export interface StreetRule {
  /** How much of the ground it takes, pavements included, in metres. */
  width: number
  /** The carriageway alone. */
  carriageway: number
  /** As what the base map draws it; not at all where undefined. */
  drawn?: 'motorway' | 'main' | 'secondary' | 'minor' | 'service' | 'rail'
  /** Whether it has a name and house numbers. */
  named: boolean
}

export const streetRules: Record<SideKind, StreetRule> = {
  expressway: { width: 46, carriageway: 30, drawn: 'motorway', named: true },
  main: { width: 34, carriageway: 21, drawn: 'main', named: true },
  secondary: { width: 23, carriageway: 14, drawn: 'secondary', named: true },
  minor: { width: 14.5, carriageway: 8, drawn: 'minor', named: true },
  lane: { width: 6.4, carriageway: 4, drawn: 'service', named: true },
  yard: { width: 7, carriageway: 5, drawn: 'service', named: false },
  plain: { width: 0, carriageway: 0, named: false },
  quay: { width: 0, carriageway: 0, named: false },
  rail: { width: 26, carriageway: 0, drawn: 'rail', named: false },
  edge: { width: 0, carriageway: 0, named: false },
}
