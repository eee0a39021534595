// Which OSM tags mean which layer and kind of the base map, as a table; the first line that fits counts.
// Meanings: https://wiki.openstreetmap.org/wiki/Map_features
import type { Tags } from '../../geo/osm/items.ts'
import type { Layer } from './layers.ts'

export interface Sorted {
  layer: Layer
  kind: string | null
}

interface Line {
  layer: Layer
  kind: string | null
  /** One of these values of the key; any value but `no` where there are none. */
  key: string
  values?: readonly string[]
}

const areas: readonly Line[] = [
  { key: 'building', layer: 'building', kind: null },
  { key: 'natural', values: ['water', 'bay'], layer: 'water', kind: null },
  { key: 'waterway', values: ['riverbank', 'dock', 'basin'], layer: 'water', kind: null },
  { key: 'landuse', values: ['reservoir', 'basin'], layer: 'water', kind: null },
  { key: 'leisure', values: ['swimming_pool'], layer: 'water', kind: null },
  {
    key: 'leisure',
    values: ['park', 'garden', 'playground', 'nature_reserve'],
    layer: 'green',
    kind: 'park',
  },
  { key: 'leisure', values: ['dog_park', 'golf_course', 'common'], layer: 'green', kind: 'park' },
  { key: 'leisure', values: ['pitch', 'track', 'stadium', 'sports_centre'], layer: 'green', kind: 'pitch' },
  { key: 'natural', values: ['wood'], layer: 'green', kind: 'wood' },
  { key: 'landuse', values: ['forest', 'orchard'], layer: 'green', kind: 'wood' },
  {
    key: 'landuse',
    values: ['grass', 'meadow', 'village_green', 'recreation_ground'],
    layer: 'green',
    kind: 'grass',
  },
  { key: 'natural', values: ['grassland', 'heath'], layer: 'green', kind: 'grass' },
  { key: 'natural', values: ['scrub', 'wetland', 'shrubbery'], layer: 'green', kind: 'other' },
  {
    key: 'landuse',
    values: ['cemetery', 'farmland', 'allotments', 'plant_nursery'],
    layer: 'green',
    kind: 'other',
  },
  { key: 'landuse', values: ['flowerbed', 'vineyard', 'greenfield'], layer: 'green', kind: 'other' },
  { key: 'amenity', values: ['grave_yard'], layer: 'green', kind: 'other' },
  {
    key: 'amenity',
    values: ['school', 'university', 'college', 'kindergarten'],
    layer: 'land',
    kind: 'school',
  },
  { key: 'landuse', values: ['education'], layer: 'land', kind: 'school' },
  { key: 'landuse', values: ['residential'], layer: 'land', kind: 'residential' },
  { key: 'landuse', values: ['commercial', 'retail'], layer: 'land', kind: 'commercial' },
  {
    key: 'landuse',
    values: ['industrial', 'railway', 'depot', 'port', 'quarry'],
    layer: 'land',
    kind: 'industrial',
  },
  { key: 'amenity', values: ['hospital', 'marketplace', 'research_institute'], layer: 'land', kind: 'other' },
  {
    key: 'landuse',
    values: ['construction', 'brownfield', 'military', 'religious'],
    layer: 'land',
    kind: 'other',
  },
  { key: 'landuse', values: ['institutional', 'civic_admin', 'garages'], layer: 'land', kind: 'other' },
  { key: 'place', values: ['square'], layer: 'land', kind: 'other' },
  { key: 'highway', values: ['pedestrian', 'footway', 'service'], layer: 'land', kind: 'other' },
]

const lines: readonly Line[] = [
  {
    key: 'highway',
    values: ['motorway', 'motorway_link', 'trunk', 'trunk_link'],
    layer: 'street',
    kind: 'motorway',
  },
  { key: 'highway', values: ['primary', 'primary_link'], layer: 'street', kind: 'main' },
  { key: 'highway', values: ['secondary', 'secondary_link'], layer: 'street', kind: 'secondary' },
  { key: 'highway', values: ['tertiary', 'tertiary_link'], layer: 'street', kind: 'secondary' },
  {
    key: 'highway',
    values: ['residential', 'unclassified', 'living_street'],
    layer: 'street',
    kind: 'minor',
  },
  { key: 'highway', values: ['pedestrian', 'road', 'busway'], layer: 'street', kind: 'minor' },
  { key: 'highway', values: ['service'], layer: 'street', kind: 'service' },
  { key: 'highway', values: ['footway', 'cycleway', 'path', 'steps'], layer: 'street', kind: 'path' },
  { key: 'highway', values: ['track', 'bridleway', 'corridor'], layer: 'street', kind: 'path' },
  { key: 'railway', values: ['rail', 'subway', 'light_rail', 'tram'], layer: 'street', kind: 'rail' },
  { key: 'railway', values: ['narrow_gauge', 'monorail', 'funicular'], layer: 'street', kind: 'rail' },
  { key: 'waterway', values: ['river'], layer: 'waterway', kind: 'river' },
  { key: 'waterway', values: ['canal'], layer: 'waterway', kind: 'canal' },
  { key: 'waterway', values: ['stream', 'ditch', 'drain'], layer: 'waterway', kind: 'stream' },
]

/** Ways that come back to their beginning but are drawn as lines, unless they say that they are areas. */
const isLineUnlessSaid = /^(highway|railway|waterway)$/

/** What a closed way or a multipolygon is. Below the ground nothing is drawn. */
export function sortArea(tags: Tags, isMultipolygon: boolean): Sorted | undefined {
  if (isBelow(tags)) return undefined
  const isSaid = isMultipolygon || tags.area === 'yes'
  return first(areas, tags, ({ key, layer }) => isSaid || layer === 'water' || !isLineUnlessSaid.test(key))
}

export function sortLine(tags: Tags): Sorted | undefined {
  return tags.area === 'yes' ? undefined : first(lines, tags, () => true)
}

function isBelow({ location, building, tunnel, waterway }: Tags): boolean {
  return location === 'underground' || (building === undefined && waterway === undefined && tunnel === 'yes')
}

function first(table: readonly Line[], tags: Tags, fits: (line: Line) => boolean): Sorted | undefined {
  const line = table.find(each => {
    const value = tags[each.key]
    if (value === undefined || value === 'no' || !fits(each)) return false
    return each.values === undefined || each.values.includes(value)
  })
  return line && { layer: line.layer, kind: line.kind }
}

/** Names of settlements and quarters, the most important first. */
const placeRanks: Record<string, number> = {
  city: 1,
  town: 1,
  borough: 2,
  suburb: 2,
  village: 2,
  quarter: 3,
  neighbourhood: 4,
  hamlet: 4,
  square: 4,
  locality: 5,
  island: 3,
  islet: 5,
}

export interface Label {
  kind: 'place' | 'park' | 'water' | 'station' | 'building'
  rank: number
}

/** What a node with a name is as a label; undefined where its name is that of a shop and the like. */
export function sortNode({ place, railway, public_transport, station, natural }: Tags): Label | undefined {
  const rank = placeRanks[place ?? '']
  if (rank !== undefined) return { kind: 'place', rank }
  if (railway === 'station' || station !== undefined || public_transport === 'station')
    return { kind: 'station', rank: 3 }
  if (natural === 'bay') return { kind: 'water', rank: 3 }
  return undefined
}

/** What an area with a name is as a label; the larger, the more important. */
export function sortAreaLabel({ layer }: Sorted, tags: Tags, squareMetres: number): Label | undefined {
  const rank = squareMetres > 200_000 ? 3 : squareMetres > 15_000 ? 4 : 5
  if (tags.railway === 'station' || tags.public_transport === 'station') return { kind: 'station', rank: 3 }
  if (layer === 'green') return { kind: 'park', rank }
  if (layer === 'water') return { kind: 'water', rank }
  if (layer === 'land') return { kind: 'place', rank }
  if (layer === 'building') return { kind: 'building', rank: 5 }
  return undefined
}

export interface Names {
  name: string
  zh: string
  en: string
}

/** As written there, in Chinese and in English; empty where OSM has none. */
export function namesOf(tags: Tags): Names {
  const zh = tags['name:zh-Hans'] ?? tags['name:zh'] ?? ''
  const en = tags['name:en'] ?? tags.int_name ?? ''
  return { name: cleaned(tags.name ?? ''), zh: cleaned(zh), en: cleaned(en) }
}

/** One line of at most 120 characters. */
export function cleaned(text: string): string {
  return [...text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()].slice(0, 120).join('')
}
