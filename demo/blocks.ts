// Blocks: what is left of the faces between their streets, and what is built on them. A compound is built block by block
// between its inner ways; a school, a park or a market as a whole.
import { type Built, nothing } from './buildings/building.ts'
import { courtyards } from './buildings/courtyards.ts'
import { hall } from './buildings/halls.ts'
import { sheds, slabs, towers } from './buildings/rows.ts'
import { inset } from './ground/inset.ts'
import { outlineOf } from './ground/outline.ts'
import type { Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import { called, type Named } from './names.ts'
import { park } from './parks.ts'
import type { City, Ground } from './plan.ts'
import { streetRules, type Trait } from './traits.ts'
import type { Parcel, Use } from './uses.ts'

export interface Block {
  ring: Point[]
  land: 'residential' | 'commercial' | 'industrial' | 'school' | 'other' | undefined
  use: Use | 'around'
  community?: number
  parcel?: number
  /** The corners of the face or faces it lies in, against the clock. */
  outline: number[]
  name?: Named
  built: Built
}

const lands: Record<Use, Block['land']> = {
  slabs: 'residential',
  towers: 'residential',
  courtyards: 'residential',
  school: 'school',
  hospital: 'other',
  market: 'commercial',
  temple: 'other',
  park: undefined,
  garden: undefined,
  station: 'other',
  mall: 'commercial',
  offices: 'commercial',
  works: 'industrial',
}

export interface Surveyed {
  net: City
  /** Where a corner lies on the ground. */
  at: (corner: number) => Point
  parcels: readonly Parcel[]
  seed: number
}

export function blocksOf({ net, at, parcels, seed }: Surveyed, stem: () => Named): Block[] {
  const blocks: Block[] = []
  const faces = [...net.faces.values()]
  const leaves = new Map<number, Ground[]>()
  for (const face of faces) {
    const { parcel } = face.trait
    if (parcel !== undefined) leaves.set(parcel, [...(leaves.get(parcel) ?? []), face])
  }
  for (const { id, use } of parcels) {
    const dice = chance(seed, `parcel ${id}`)
    const own = leaves.get(id) ?? []
    const name = nameOf(use, id, stem)
    const isBlockwise = use === 'slabs' || use === 'towers' || use === 'works' || use === 'courtyards'
    const outlines = isBlockwise ? own.map(({ ring }) => ring) : outlineOf(own.map(({ ring }) => ring))
    for (const outline of outlines) {
      const ring = insetOf(net, at, outline)
      if (!ring) continue
      blocks.push({
        ring,
        land: lands[use],
        use,
        ...where(own[0]?.trait),
        parcel: id,
        outline,
        ...(name && { name }),
        built: builtOn(ring, use, name, dice),
      })
    }
  }
  for (const face of faces) {
    if (face.trait.zone !== 'around') continue
    const ring = insetOf(net, at, face.ring)
    if (ring) blocks.push({ ring, land: 'residential', use: 'around', outline: face.ring, built: nothing() })
  }
  return blocks
}

function where({ community }: Trait = { zone: 'new' }): { community?: number } {
  return community === undefined ? {} : { community }
}

export function insetOf(net: City, at: Surveyed['at'], outline: readonly number[]): Point[] | undefined {
  const depths = outline.map((corner, here) => {
    const next = outline[(here + 1) % outline.length] ?? corner
    const { kind } = net.side(corner, next)
    return kind === 'quay' ? 0.6 : streetRules[kind].width / 2
  })
  return inset(outline.map(at), depths)
}

function builtOn(
  ring: readonly Point[],
  use: Use,
  name: Named | undefined,
  dice: ReturnType<typeof chance>,
): Built {
  switch (use) {
    case 'slabs':
      return slabs(ring, dice)
    case 'towers':
      return towers(ring, dice)
    case 'works':
      return sheds(ring, dice)
    case 'courtyards':
      return courtyards(ring, dice)
    case 'park':
    case 'garden':
      return name ? park(ring, name, dice, use === 'park') : nothing()
    default:
      return name ? hall(ring, use, name) : nothing()
  }
}

const suffixes: Record<Use, readonly [zh: string, en: string][]> = {
  slabs: [
    ['新村', 'New Village'],
    ['小区', 'Estate'],
    ['里', 'Court'],
    ['花园', 'Garden'],
  ],
  towers: [
    ['府', 'Mansion'],
    ['苑', 'Park Towers'],
    ['公寓', 'Apartments'],
    ['雅园', 'Gardens'],
  ],
  courtyards: [],
  school: [
    ['小学', 'Primary School'],
    ['中学', 'Middle School'],
    ['实验学校', 'Experimental School'],
  ],
  hospital: [['医院', 'Hospital']],
  market: [
    ['菜市场', 'Market'],
    ['集市', 'Market Hall'],
  ],
  temple: [['文庙', 'Confucian Temple']],
  park: [['湖公园', 'Lake Park']],
  garden: [
    ['公园', 'Park'],
    ['游园', 'Garden'],
  ],
  station: [['站', 'Station']],
  mall: [
    ['广场', 'Plaza'],
    ['商城', 'Mall'],
  ],
  offices: [
    ['大厦', 'Tower'],
    ['中心', 'Centre'],
  ],
  works: [
    ['纺织厂', 'Textile Mill'],
    ['机械厂', 'Machine Works'],
    ['创意园', 'Workshop Park'],
  ],
}

/** The endings of a use take turns. */
function nameOf(use: Use, id: number, stem: () => Named): Named | undefined {
  const options = suffixes[use]
  if (options.length === 0) return undefined
  const [zh, en] = options[id % options.length] ?? ['', '']
  // The station bears the name of the place.
  return use === 'station' ? { zh: '望津站', en: 'Wangjin Station' } : called(stem(), zh, en)
}
