// The map that residents point at: the district's unit grids as one SVG, and the way back from a click to
// degrees. Pure. Degrees are CGCS2000/WGS 84; a degree of longitude is drawn cos(latitude) as long.
import { token } from '../../../faces/portal/assets.ts'

export interface Point {
  longitude: number
  latitude: number
}

/** What a map shows, in degrees. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

export interface Area {
  code: string
  name: string
  /** The community, twelve digits; its first nine are the subdistrict. */
  region: string
  /** Rings of longitude and latitude. */
  rings: readonly (readonly (readonly number[])[])[]
}

/** CSS widths the map is shown at: without script only a fixed width tells where on the map a click fell. */
export const widths = [288, 328, 358, 480] as const

const drawn = 480
const metresPerDegree = 111_320

/** The box around all areas with a margin, made no narrower or lower than a phone shows well. */
export function whole(areas: readonly Area[]): Box {
  const points = areas.flatMap(({ rings }) => rings.flat())
  if (points.length === 0) return { west: 0, south: 0, east: 1, north: 1 }
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const [x = 0, y = 0] of points) {
    box.west = Math.min(box.west, x)
    box.east = Math.max(box.east, x)
    box.south = Math.min(box.south, y)
    box.north = Math.max(box.north, y)
  }
  const [wide, high] = [(box.east - box.west) * 1.08 || 0.01, (box.north - box.south) * 1.08 || 0.01]
  const middle = { longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2 }
  const shrink = Math.cos((middle.latitude * Math.PI) / 180)
  const ratio = Math.min(1.15, Math.max(0.75, high / (wide * shrink)))
  const half = Math.max(wide, high / (ratio * shrink)) / 2
  return boxAround(middle, half, ratio)
}

/** A box of the same shape around a point, `closer` times as near. */
export function around(box: Box, at: Point, closer: number): Box {
  return boxAround(at, (box.east - box.west) / 2 / closer, ratioOf(box))
}

/** Height over width on screen. */
export function ratioOf({ west, south, east, north }: Box): number {
  return (north - south) / ((east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180))
}

export function heightAt(box: Box, width: number): number {
  return Math.round(width * ratioOf(box))
}

/** The place under a click `x`, `y` CSS pixels from the upper left corner of a map `width` pixels wide. */
export function pointAt(box: Box, x: number, y: number, width: number): Point {
  const height = heightAt(box, width)
  return {
    longitude: round(box.west + (x / width) * (box.east - box.west)),
    latitude: round(box.north - (y / height) * (box.north - box.south)),
  }
}

export function metresAcross({ west, south, east, north }: Box): number {
  return (east - west) * metresPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180)
}

export function boxText({ west, south, east, north }: Box): string {
  return [west, south, east, north].map(round).join(',')
}

/** The box that a form or an address carried; undefined when it is none. */
export function boxIn(text: string | undefined): Box | undefined {
  const [west, south, east, north, ...more] = (text ?? '')
    .split(',')
    .map(part => (part === '' ? Number.NaN : Number(part)))
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined
  const box = { west, south, east, north }
  const isBox = west < east && south < north && west >= -180 && east <= 180 && south > -90 && north < 90
  return more.length === 0 && isBox && ratioOf(box) < 4 ? box : undefined
}

export function pointIn(text: string | undefined): Point | undefined {
  const [longitude = Number.NaN, latitude = Number.NaN] = (text ?? '')
    .split(',')
    .map(part => (part === '' ? Number.NaN : Number(part)))
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : undefined
}

export interface Drawing {
  areas: readonly Area[]
  box: Box
  pin?: Point | undefined
  /** Names of subdistricts and communities by code. */
  names: ReadonlyMap<string, string>
  /** The name of a distance, such as `200 m`. */
  scale: (metres: number) => string
}

export function drawing({ areas, box, pin, names, scale }: Drawing): string {
  const height = heightAt(box, drawn)
  const x = (longitude: number): number =>
    Math.round(((longitude - box.west) / (box.east - box.west)) * drawn * 10) / 10
  const y = (latitude: number): number =>
    Math.round(((box.north - latitude) / (box.north - box.south)) * height * 10) / 10
  const seen = areas.filter(area => touches(area, box))
  const path = ({ rings }: Area): string =>
    rings.map(ring => `M${ring.map(([a = 0, b = 0]) => `${x(a)} ${y(b)}`).join('L')}Z`).join('')
  const border = (length: number): string =>
    borders(seen, area => area.region.slice(0, length))
      .map(([[ax, ay], [bx, by]]) => `M${x(ax)} ${y(ay)}L${x(bx)} ${y(by)}`)
      .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${drawn} ${height}" font-family="sans-serif" text-anchor="middle">
<rect width="${drawn}" height="${height}" fill="${token('map-land')}"/>
<path d="${seen.map(path).join('')}" fill="${token('map-block')}" stroke="${token('map-grid')}" stroke-width="1" stroke-dasharray="7 2 1 2" stroke-opacity=".7"/>
<path d="${border(12)}" fill="none" stroke="${token('map-border')}" stroke-width="1" stroke-dasharray="9 4"/>
<path d="${border(9)}" fill="none" stroke="${token('map-border')}" stroke-width="2" stroke-linecap="round"/>
${labels(seen, box, names)
  .map(
    ({ at, name, strong, size }) =>
      `<text x="${x(at.longitude)}" y="${y(at.latitude)}" font-size="${size}" ${strong ? 'font-weight="600" ' : ''}fill="${token('map-label')}" stroke="${token('map-halo')}" stroke-width="4" paint-order="stroke">${escaped(name)}</text>`,
  )
  .join('\n')}
${ruler(box, height, scale)}
${pin ? marker(x(pin.longitude), y(pin.latitude)) : ''}
</svg>`
}

function boxAround({ longitude, latitude }: Point, half: number, ratio: number): Box {
  const high = half * ratio * Math.cos((latitude * Math.PI) / 180)
  return { west: longitude - half, east: longitude + half, south: latitude - high, north: latitude + high }
}

function touches({ rings }: Area, { west, south, east, north }: Box): boolean {
  const points = rings.flat()
  const any = (is: (x: number, y: number) => boolean): boolean => points.some(([x = 0, y = 0]) => is(x, y))
  return any(x => x >= west) && any(x => x <= east) && any((_, y) => y >= south) && any((_, y) => y <= north)
}

type Segment = readonly [readonly [number, number], readonly [number, number]]

/** The segments between areas of different groups, or at the rim: those that a group has only once. */
function borders(areas: readonly Area[], group: (area: Area) => string): Segment[] {
  const once = new Map<string, { segment: Segment; times: number }>()
  for (const area of areas) {
    for (const ring of area.rings) {
      for (let at = 1; at < ring.length; at += 1) {
        const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [ring[at - 1], ring[at]]
        const ends = [`${ax} ${ay}`, `${bx} ${by}`].sort()
        const key = `${group(area)} ${ends.join(' ')}`
        const known = once.get(key)
        if (known) known.times += 1
        else
          once.set(key, {
            segment: [
              [ax, ay],
              [bx, by],
            ],
            times: 1,
          })
      }
    }
  }
  const drawnOnce = new Map<string, Segment>()
  for (const { segment, times } of once.values()) {
    if (times === 1) drawnOnce.set([...segment].map(String).sort().join(' '), segment)
  }
  return [...drawnOnce.values()]
}

interface Label {
  at: Point
  name: string
  strong: boolean
  size: number
}

/** From afar subdistricts and communities, nearer the communities, close by the grids are named. */
function labels(areas: readonly Area[], box: Box, names: ReadonlyMap<string, string>): Label[] {
  if (areas.length <= 6) return areas.flatMap(area => labelled(area.name, [area], box, false))
  const grouped = (length: 9 | 12): Label[] =>
    [...Map.groupBy(areas, ({ region }) => region.slice(0, length))].flatMap(([code, own]) =>
      labelled(names.get(code) ?? '', own, box, length === 9),
    )
  const [subdistricts, communities] = [grouped(9), grouped(12)]
  if (communities.length <= 4) return communities
  return communities.length <= 12 ? [...communities, ...subdistricts] : subdistricts
}

/** The name in the middle of its areas; a subdistrict's at their northern edge, above its communities. */
function labelled(name: string, areas: readonly Area[], box: Box, strong: boolean): Label[] {
  const points = areas.flatMap(({ rings }) => rings.flat())
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
  const xs = points.map(([x = 0]) => clamp(x, box.west, box.east))
  const ys = points.map(([, y = 0]) => clamp(y, box.south, box.north))
  if (name === '' || points.length === 0) return []
  const middle = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  // A name is drawn no wider than its areas, and clear of the edge, by the usual width of its letters.
  const letters = [...name].reduce(
    (sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 1 : strong ? 0.68 : 0.6),
    0,
  )
  const degrees = (box.east - box.west) / drawn
  const widest =
    xs.reduce((most, x) => Math.max(most, x), box.west) -
    xs.reduce((least, x) => Math.min(least, x), box.east)
  const room = widest / degrees
  const size = Math.max(13, Math.min(strong ? 20 : 17, Math.floor((room * 0.94) / letters)))
  const beside = (letters * size * degrees) / 2 + 6 * degrees
  const above = (24 / heightAt(box, drawn)) * (box.north - box.south)
  const latitude = strong ? ys.reduce((most, y) => Math.max(most, y), box.south) - above * 1.2 : middle(ys)
  const at = {
    longitude: clamp(middle(xs), box.west + beside, box.east - beside),
    latitude: clamp(latitude, box.south + above / 2, box.north - above),
  }
  return [{ at, name, strong, size }]
}

function ruler(box: Box, height: number, scale: (metres: number) => string): string {
  const across = metresAcross(box)
  const metres = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10].find(step => step <= across / 4) ?? 5
  const long = Math.round((metres / across) * drawn)
  return `<path d="M12 ${height - 18}v6h${long}v-6" fill="none" stroke="${token('map-label')}" stroke-width="1.500"/>
<text x="${12 + long / 2}" y="${height - 18}" font-size="14" fill="${token('map-label')}" stroke="${token('map-halo')}" stroke-width="3" paint-order="stroke">${escaped(scale(metres))}</text>`
}

function marker(x: number, y: number): string {
  return `<g transform="translate(${x} ${y})"><path d="M0 0c-9-9.500-14-16-14-23a14 14 0 0 1 28 0c0 7-5 13.500-14 23z" fill="${token('accent')}" stroke="${token('map-halo')}" stroke-width="2"/><circle cy="-23" r="5" fill="${token('map-halo')}"/></g>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Seven places: a centimetre, and the text that forms and addresses carry stays short. */
function round(value: number): number {
  return Math.round(value * 1e7) / 1e7
}
