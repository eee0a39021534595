// The fictional city, grown from a seed: one subdistrict of Tangjiang, Yunting (云汀市棠江区望津街道), on both banks of its
// river. Pure: the same seed and figures give the same city to the last digit.
import type { GridFeature } from '../src/domains/grids/store.ts'
import type { PartRow } from '../src/domains/parts/store.ts'
import type { NewPlace } from '../src/domains/places/shaping.ts'
import type { District, NewRegion } from '../src/domains/regions/store.ts'
import type { Box } from '../src/geo/clip.ts'
import { type Address, addressesOf } from './addresses.ts'
import { degrees, placesOf } from './basemap.ts'
import { type Block, blocksOf } from './blocks.ts'
import { centresOf, type DemoCentre, teamCode } from './centres.ts'
import { communitiesOf, groupedGrids, shapeOf, unitGrids } from './communities.ts'
import { divided } from './division.ts'
import type { Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import { smoothed } from './growing.ts'
import { stemsIn } from './names.ts'
import { partRows } from './parts/register.ts'
import { type Person, peopleOf } from './people.ts'
import { lieOf, planned } from './plan.ts'
import { streetsOf, stretches } from './streets.ts'
import { bending } from './warp.ts'

/** How large the city is, and how it is divided and staffed; a model says it. */
export interface CityNumbers {
  subdistricts: number
  /** Unit grids in the charge of one inspector, which are one responsibility grid. */
  gridsEach: number
  /** Unit grids in a social-management grid, about; and how many of these a community has at least and at most. */
  managed: { units: number; least: number; most: number }
  squads: number
  teams: number
}

export interface GridLayer {
  layer: 'unit' | 'duty' | 'management'
  grids: GridFeature[]
}

export interface DemoCity {
  seed: number
  district: District
  regions: NewRegion[]
  layers: GridLayer[]
  places: NewPlace[]
  bounds: Box
  parts: PartRow[]
  people: Person[]
  centres: DemoCentre[]
  addresses: Address[]
  blocks: Block[]
}

const district = { code: '990103', zh: '棠江区', en: 'Tangjiang District' }
const subdistrict = { code: `${district.code}001`, zh: '望津街道', en: 'Wangjin Subdistrict' }
export const usualSeed = 20260401

export function growCity(numbers: CityNumbers, seed = usualSeed): DemoCity {
  if (numbers.subdistricts !== 1)
    throw new Error('the generator grows one subdistrict; larger cities come later')
  const lie = lieOf(seed)
  const { net, famous } = planned(lie)
  const parcels = divided(net, lie, seed)
  const bend = bending(seed, lie)
  smoothed(net, bend, 0.35)
  const ground = net.corners.map(bend)
  const at = (corner: number): Point => ground[corner] ?? { x: 0, y: 0 }

  const stem = stemsIn(chance(seed, 'names'))
  const communities = communitiesOf(net, at, subdistrict.code, stem)
  const blocks = blocksOf({ net, at, parcels, seed }, stem)
  const streets = streetsOf(net, at, famous, stem, seed)
  const stretch = stretches(streets, at)
  const addresses = addressesOf(blocks, stretch, at)

  const ours = [...net.faces.values()].filter(({ trait }) => trait.community !== undefined)
  const whole = shapeOf(ours, at)
  const units = communities.map(community => unitGrids(community, at))
  const inspectors = units.reduce(
    (sum, own) => sum + Math.max(1, Math.round(own.length / numbers.gridsEach)),
    0,
  )
  const teams = Array.from({ length: numbers.teams }, (_, team) => teamCode(team, numbers.squads))
  const { least, most, units: each } = numbers.managed
  return {
    seed,
    district: {
      code: district.code,
      name: { zh: '云汀市棠江区', en: 'Tangjiang, Yunting' },
      timeZone: 'Asia/Shanghai',
    },
    regions: [
      { code: '99', parent: null, level: 'province', name: { zh: '虚构省', en: 'Invented Province' } },
      { code: '9901', parent: '99', level: 'city', name: { zh: '云汀市', en: 'Yunting City' } },
      {
        code: district.code,
        parent: '9901',
        level: 'district',
        name: { zh: district.zh, en: district.en },
        shape: whole,
      },
      {
        code: subdistrict.code,
        parent: district.code,
        level: 'subdistrict',
        name: { zh: subdistrict.zh, en: subdistrict.en },
        shape: whole,
      },
      ...communities.map(
        ({ code, name, shape }): NewRegion => ({
          code,
          parent: subdistrict.code,
          level: 'community',
          name,
          shape,
        }),
      ),
    ],
    layers: [
      { layer: 'unit', grids: units.flat().map(({ face: _, ...grid }) => grid) },
      {
        layer: 'duty',
        grids: communities.flatMap(community =>
          groupedGrids(
            net,
            community,
            at,
            Math.max(1, Math.round(community.faces.length / numbers.gridsEach)),
            '责任',
          ),
        ),
      },
      {
        layer: 'management',
        grids: communities.flatMap(community => {
          const groups = Math.max(least, Math.min(most, Math.round(community.faces.length / each)))
          return groupedGrids(net, community, at, groups, '管理')
        }),
      },
    ],
    places: placesOf({ net, at, blocks, streets, stretch, addresses }),
    bounds: boxOf(ours.flatMap(({ ring }) => ring.map(at))),
    parts: partRows({ net, at, blocks, streets, stretch, seed }),
    people: peopleOf(
      {
        district: district.code,
        subdistrict: subdistrict.code,
        communities: communities.map(({ code }) => code),
        inspectors,
        teams,
      },
      chance(seed, 'people'),
    ),
    centres: centresOf({ district, subdistrict, communities, squads: numbers.squads, teams: numbers.teams }),
    addresses,
    blocks,
  }
}

/** The box around the subdistrict; what is drawn around it only frames it. */
function boxOf(points: readonly Point[]): Box {
  const places = points.map(degrees)
  const [east, north] = [places.map(([x]) => x), places.map(([, y]) => y)]
  return {
    west: Math.min(...east),
    south: Math.min(...north),
    east: Math.max(...east),
    north: Math.max(...north),
  }
}
