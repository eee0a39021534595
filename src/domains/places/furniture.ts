// Street furniture in OSM as kinds of parts in the two taxonomy editions, as a table; the first line that fits
// counts. What no edition has a kind for is counted by its tag, so that nobody thinks it was imported.
import type { Tags } from '../../geo/osm/items.ts'

export const editions = { gb: 'gbt30428_2_2013', cj: 'cjt214_2007' } as const

interface Line {
  key: string
  values?: readonly string[]
  /** Tags that must be there too. */
  and?: Readonly<Record<string, string>>
  /** The kind in GB/T 30428.2-2013 and in CJ/T 214-2007; null where the edition has none. */
  gb: string | null
  cj: string | null
}

const table: readonly Line[] = [
  { key: 'highway', values: ['street_lamp'], gb: '0137', cj: '0118' },
  { key: 'man_made', values: ['street_lamp'], gb: '0137', cj: '0118' },
  { key: 'natural', values: ['tree'], and: { denotation: 'natural_monument' }, gb: '0401', cj: '0401' },
  { key: 'natural', values: ['tree'], gb: '0402', cj: '0402' },
  { key: 'amenity', values: ['bench'], gb: '0407', cj: '0407' },
  { key: 'leisure', values: ['picnic_table'], gb: '0407', cj: '0407' },
  { key: 'amenity', values: ['waste_basket', 'recycling', 'waste_disposal'], gb: '0305', cj: '0305' },
  { key: 'amenity', values: ['waste_transfer_station'], gb: '0304', cj: null },
  { key: 'amenity', values: ['toilets'], gb: '0301', cj: '0301' },
  { key: 'amenity', values: ['fountain'], gb: '0410', cj: '0410' },
  { key: 'amenity', values: ['drinking_water', 'water_point'], gb: '0125', cj: '0132' },
  { key: 'amenity', values: ['shelter'], gb: '0152', cj: null },
  { key: 'amenity', values: ['bicycle_parking'], gb: '0225', cj: '0212' },
  { key: 'amenity', values: ['charging_station'], gb: '0154', cj: null },
  { key: 'amenity', values: ['fuel'], gb: '0503', cj: null },
  { key: 'amenity', values: ['telephone'], gb: null, cj: '0122' },
  { key: 'amenity', values: ['post_box'], gb: null, cj: '0123' },
  { key: 'vending', values: ['parking_tickets'], gb: null, cj: '0202' },
  { key: 'amenity', values: ['vending_machine'], gb: '0145', cj: '0125' },
  { key: 'emergency', values: ['fire_hydrant'], gb: null, cj: '0113' },
  { key: 'emergency', values: ['lifebuoy', 'life_ring'], gb: '0506', cj: '0603' },
  { key: 'amenity', values: ['life_ring'], gb: '0506', cj: '0603' },
  { key: 'manhole', values: ['drain', 'stormwater'], gb: '0103', cj: '0103' },
  { key: 'manhole', values: ['sewer', 'sewage'], gb: '0102', cj: '0102' },
  { key: 'manhole', values: ['water'], gb: '0101', cj: '0101' },
  { key: 'manhole', values: ['gas'], gb: '0111', cj: '0111' },
  { key: 'manhole', values: ['heating', 'district_heating'], gb: '0110', cj: '0110' },
  { key: 'manhole', values: ['telecom', 'communication'], gb: null, cj: '0107' },
  { key: 'manhole', values: ['power', 'electricity'], gb: null, cj: '0105' },
  { key: 'manhole', gb: '0123', cj: '0114' },
  { key: 'man_made', values: ['manhole'], gb: '0123', cj: '0114' },
  { key: 'inlet', gb: '0104', cj: '0104' },
  { key: 'highway', values: ['bus_stop'], gb: '0204', cj: '0203' },
  { key: 'railway', values: ['tram_stop'], gb: '0204', cj: '0203' },
  { key: 'highway', values: ['traffic_signals'], gb: null, cj: '0210' },
  { key: 'highway', values: ['traffic_sign'], gb: null, cj: '0209' },
  { key: 'traffic_sign', gb: null, cj: '0209' },
  { key: 'barrier', values: ['bollard', 'block'], gb: '0221', cj: null },
  { key: 'barrier', values: ['height_restrictor'], gb: '0211', cj: null },
  { key: 'man_made', values: ['street_cabinet'], and: { street_cabinet: 'telecom' }, gb: '0127', cj: '0115' },
  { key: 'street_cabinet', values: ['telecom', 'cable_tv'], gb: '0127', cj: '0115' },
  { key: 'street_cabinet', values: ['gas'], gb: '0149', cj: '0135' },
  { key: 'street_cabinet', values: ['traffic_control'], gb: null, cj: '0214' },
  { key: 'man_made', values: ['street_cabinet'], gb: '0128', cj: '0116' },
  { key: 'power', values: ['pole'], gb: '0130', cj: '0117' },
  { key: 'power', values: ['tower'], gb: null, cj: '0133' },
  { key: 'power', values: ['transformer'], gb: '0128', cj: '0134' },
  { key: 'man_made', values: ['utility_pole'], and: { utility: 'telecom' }, gb: '0131', cj: '0117' },
  { key: 'man_made', values: ['utility_pole'], gb: '0130', cj: '0117' },
  { key: 'man_made', values: ['surveillance'], gb: '0150', cj: '0136' },
  { key: 'man_made', values: ['planter'], gb: '0405', cj: '0404' },
  { key: 'barrier', values: ['planter'], gb: '0405', cj: '0404' },
  { key: 'man_made', values: ['water_well'], gb: null, cj: '0131' },
  { key: 'tourism', values: ['artwork'], and: { artwork_type: 'sculpture' }, gb: '0406', cj: '0406' },
  { key: 'tourism', values: ['artwork'], and: { artwork_type: 'statue' }, gb: '0406', cj: '0406' },
  { key: 'historic', values: ['memorial'], and: { memorial: 'statue' }, gb: '0406', cj: '0406' },
  { key: 'tourism', values: ['information'], and: { information: 'board' }, gb: '0308', cj: '0501' },
  { key: 'tourism', values: ['information'], and: { information: 'guidepost' }, gb: '0283', cj: null },
  { key: 'advertising', gb: '0306', cj: '0307' },
  { key: 'leisure', values: ['fitness_station'], gb: '0146', cj: '0126' },
  { key: 'shop', values: ['newsagent'], gb: '0140', cj: '0121' },
  { key: 'shop', values: ['kiosk'], gb: null, cj: '0137' },
]

/** What else stands in the street: told as left out. */
const alsoFurniture: Readonly<Record<string, readonly string[] | 'any'>> = {
  man_made: 'any',
  emergency: 'any',
  power: 'any',
  barrier: [
    'gate',
    'lift_gate',
    'swing_gate',
    'cycle_barrier',
    'jersey_barrier',
    'toll_booth',
    'stile',
    'chain',
  ],
  amenity: ['clock', 'bbq', 'letter_box', 'parcel_locker', 'watering_place', 'shower', 'lounger'],
  highway: ['speed_camera', 'milestone', 'emergency_access_point', 'street_name_sign', 'traffic_mirror'],
  railway: ['signal', 'level_crossing', 'buffer_stop'],
  natural: ['stone'],
  tourism: ['artwork', 'information'],
  historic: ['memorial', 'monument', 'wayside_cross', 'wayside_shrine'],
}

export interface Kind {
  edition: string
  code: string
}

/**
 * The kind of part that the tags mean, in the district's own edition where it has one, else in the other.
 * A text names what was recognised as street furniture but has no kind; undefined is no street furniture.
 */
export function partKind(tags: Tags, edition: string = editions.gb): Kind | string | undefined {
  const line = table.find(each => fits(each, tags))
  if (!line) return leftOut(tags)
  const own = edition === editions.cj ? line.cj : line.gb
  if (own !== null) return { edition: edition === editions.cj ? editions.cj : editions.gb, code: own }
  const other = edition === editions.cj ? line.gb : line.cj
  if (other !== null) return { edition: edition === editions.cj ? editions.gb : editions.cj, code: other }
  return `${line.key}=${tags[line.key]}`
}

/** Every kind that the table names, for checking it against the editions. */
export function kindsNamed(): Kind[] {
  return table.flatMap(({ gb, cj }) => [
    ...(gb === null ? [] : [{ edition: editions.gb, code: gb }]),
    ...(cj === null ? [] : [{ edition: editions.cj, code: cj }]),
  ])
}

function fits({ key, values, and = {} }: Line, tags: Tags): boolean {
  const value = tags[key]
  if (value === undefined || value === 'no') return false
  if (values && !values.includes(value)) return false
  return Object.entries(and).every(([also, wanted]) => tags[also] === wanted)
}

function leftOut(tags: Tags): string | undefined {
  for (const [key, values] of Object.entries(alsoFurniture)) {
    const value = tags[key]
    if (value === undefined || value === 'no') continue
    if (values === 'any' || values.includes(value)) return `${key}=${value}`
  }
  return undefined
}

/** What of the tags is worth keeping beside a part; nothing about people. */
const kept = [
  'ref',
  'material',
  'colour',
  'height',
  'species',
  'genus',
  'leaf_type',
  'lamp_type',
  'support',
  'backrest',
  'seats',
  'capacity',
  'traffic_sign',
  'fire_hydrant:type',
  'fire_hydrant:diameter',
  'wheelchair',
  'shelter',
  'manufacturer',
] as const

export function attributesOf(tags: Tags): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const key of kept) {
    const value = tags[key]?.replace(/[\p{Cc}\s]+/gu, ' ').trim()
    if (value) attributes[key] = [...value].slice(0, 200).join('')
  }
  return attributes
}
