// The columns of a file of published requests: the ones that Boston wrote in 2015 and writes since 2022, which differ in
// case and in the name of one. Pure.

const wanted = {
  number: ['case_enquiry_id'],
  opened: ['open_dt'],
  target: ['target_dt', 'sla_target_dt'],
  closed: ['closed_dt'],
  flag: ['ontime_status', 'ontime', 'on_time'],
  closing: ['closure_reason'],
  title: ['case_title'],
  subject: ['subject'],
  reason: ['reason'],
  type: ['type'],
  department: ['department'],
  address: ['location'],
  neighbourhood: ['neighborhood'],
  latitude: ['latitude'],
  longitude: ['longitude'],
  source: ['source'],
} as const
export type Field = keyof typeof wanted

/** What each is called by the city. */
export const names: Readonly<Record<Field, string>> = {
  number: 'CASE_ENQUIRY_ID',
  opened: 'OPEN_DT',
  target: 'TARGET_DT',
  closed: 'CLOSED_DT',
  flag: 'OnTime_Status',
  closing: 'CLOSURE_REASON',
  title: 'CASE_TITLE',
  subject: 'SUBJECT',
  reason: 'REASON',
  type: 'TYPE',
  department: 'Department',
  address: 'Location',
  neighbourhood: 'neighborhood',
  latitude: 'LATITUDE',
  longitude: 'LONGITUDE',
  source: 'Source',
}

/** One request as the file has it: trimmed, empty where nothing is said. */
export type Said = Record<Field, string>

/** Reads a row by the header; or the columns that the header lacks, as the city names them. */
export function readerOf(
  header: readonly string[],
): { read: (cells: readonly string[]) => Said } | { missing: string[] } {
  const heads = header.map(name => name.trim().toLowerCase())
  const places = new Map<Field, number>()
  const missing: string[] = []
  for (const [field, known] of entriesOf(wanted)) {
    const at = known.map(name => heads.indexOf(name)).find(place => place >= 0) ?? -1
    if (at < 0) missing.push(names[field])
    places.set(field, at)
  }
  if (missing.length > 0) return { missing }
  const cell = (cells: readonly string[], field: Field): string =>
    cells[places.get(field) ?? -1]?.trim() ?? ''
  return {
    read: cells => {
      const said = (field: Field): string => cell(cells, field)
      return {
        number: said('number'),
        opened: said('opened'),
        target: said('target'),
        closed: said('closed'),
        flag: said('flag'),
        closing: said('closing'),
        title: said('title'),
        subject: said('subject'),
        reason: said('reason'),
        type: said('type'),
        department: said('department'),
        address: said('address'),
        neighbourhood: said('neighbourhood'),
        latitude: said('latitude'),
        longitude: said('longitude'),
        source: said('source'),
      }
    },
  }
}

function entriesOf<Key extends string, Value>(of: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.keys(of).flatMap(key => (isKey(of, key) ? [[key, of[key]] as [Key, Value]] : []))
}

function isKey<Key extends string>(of: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.hasOwn(of, key)
}
