// What a model is: one way of running a city, as data. Loading a model into a fresh district writes what it says through
// the ordinary calls and stores; no capability ever asks which model runs.
import type { Role } from '../domains/identity/rules.ts'
import type { WordKey } from '../ui/words/words.ts'

export interface Model {
  name: string
  /** Levels of regions, from the largest to the smallest that has grids. */
  levels: readonly { level: 'district' | 'subdistrict' | 'community'; name: WordKey }[]
  layers: readonly LayerRule[]
  /** The taxonomy whose kinds its cases and parts have. */
  edition: string
  /** Which posts there are, and how many people hold each in the small city; inspectors follow the grids. */
  posts: readonly Role[]
  sizes: Readonly<Record<string, Size>>
  /** Capabilities that its people work with. */
  turnsOn: readonly string[]
}

export interface LayerRule {
  code: 'unit' | 'duty' | 'management'
  name: WordKey
  /** Nothing of a community is left out. */
  mustCover: boolean
  mayOverlap: boolean
  nestsIn: string | null
  /** Square metres; what lies outside is told as a fault. */
  leastArea: number | null
  mostArea: number | null
}

export interface Size {
  subdistricts: number
  /** Unit grids in the charge of one inspector. */
  gridsEach: number
  /** Unit grids in a social-management grid, about, and how many of these a community has. */
  managed: { units: number; least: number; most: number }
  squads: number
  teams: number
}
