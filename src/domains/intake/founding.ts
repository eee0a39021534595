// A district made from published requests alone: kinds from what they are about, departments from who had them, squares
// of about 100 m where they lie, grouped into communities of the file's neighbourhoods. Pure.
import type { Box } from '../../geo/clip.ts'
import type { Ring } from '../../geo/ring.ts'
import { lattice, type Square } from '../../geo/squares.ts'
import { isPlaceholder, mostOften, pointKey, type Survey } from './surveying.ts'

export interface Founded {
  kinds: FoundedKind[]
  departments: FoundedDepartment[]
  regions: FoundedRegion[]
  grids: FoundedGrid[]
  /** By point: the code of the grid that it lies in. A point that is no place of its own has none. */
  gridOf: ReadonlyMap<string, string>
  /** By neighbourhood: the code of its subdistrict. */
  subdistrictOf: ReadonlyMap<string, string>
  box: Box | undefined
}

export interface FoundedKind {
  /** As `kindText`. */
  text: string
  code: string
  class: string
  name: string
  /** Among those that residents are offered: its place from 1. */
  offered: number | null
  department: string
}

export interface FoundedDepartment {
  /** As the file has it; may be empty. */
  said: string
  code: string
  name: string
}

export interface FoundedRegion {
  code: string
  parent: string | null
  level: 'district' | 'subdistrict' | 'community'
  name: string
}

export interface FoundedGrid {
  code: string
  name: string
  region: string
  geometry: { type: 'Polygon'; coordinates: Ring[] }
}

const side = 100
/** A code has three digits for the grids of a community; some are left for those that are drawn later. */
export const mostInCommunity = 900
const mostOffered = 12

/** @throws Error with a sentence where the file has more of something than codes can say */
export function found(district: { code: string; name: string }, survey: Survey): Founded {
  return {
    kinds: kindsOf(survey),
    departments: departmentsOf(survey),
    ...placesOf(district, survey),
  }
}

function kindsOf({ kinds }: Survey): FoundedKind[] {
  const total = (departments: ReadonlyMap<string, number>): number =>
    [...departments.values()].reduce((sum, each) => sum + each, 0)
  const offered = new Map(
    [...kinds]
      .sort(([a, x], [b, y]) => total(y) - total(x) || (a < b ? -1 : 1))
      .slice(0, mostOffered)
      .map(([text], at) => [text, at + 1]),
  )
  const classes = new Map<string, string[]>()
  for (const text of [...kinds.keys()].sort()) {
    const [subject = '', reason = ''] = text.split('\n')
    const name = `${subject} › ${reason}`
    classes.set(name, [...(classes.get(name) ?? []), text])
  }
  const digits = (number: number, what: string): string => {
    if (number > 99) throw new Error(`The file has more than 99 ${what}; codes have two digits for them.`)
    return String(number).padStart(2, '0')
  }
  return [...classes].flatMap(([name, texts], at) =>
    texts.map((text, within) => ({
      text,
      code: `${digits(at + 1, 'subjects and reasons')}${digits(within + 1, `types of ${name}`)}`,
      class: name,
      name: text.split('\n')[2] ?? '',
      offered: offered.get(text) ?? null,
      department: mostOften(kinds.get(text) ?? new Map()) ?? '',
    })),
  )
}

function departmentsOf({ departments }: Survey): FoundedDepartment[] {
  const taken = new Set<string>()
  return [...departments]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([said, subjects]) => {
      const wanted =
        said
          .toUpperCase()
          .replace(/[^A-Z0-9]+/g, '')
          .slice(0, 20) || 'NONE'
      let code = wanted
      for (let more = 2; taken.has(code); more += 1) code = `${wanted}${more}`
      taken.add(code)
      const subject = mostOften(subjects)
      return { said, code, name: subject ? `${subject} (${said || 'no department named'})` : said }
    })
}

type Places = Pick<Founded, 'regions' | 'grids' | 'gridOf' | 'subdistrictOf' | 'box'>

function placesOf(district: { code: string; name: string }, survey: Survey): Places {
  const regions: FoundedRegion[] = [{ ...district, parent: null, level: 'district' }]
  const { cells, box } = cellsOf(survey)
  const named = neighbourhoodsOf(cells, survey, district.name)
  const grids: FoundedGrid[] = []
  const gridOf = new Map<string, string>()
  const subdistrictOf = new Map<string, string>()
  for (const [at, [name, members]] of named.entries()) {
    const subdistrict = `${district.code}${serial(at + 1)}`
    subdistrictOf.set(name, subdistrict)
    regions.push({ code: subdistrict, parent: district.code, level: 'subdistrict', name })
    const parts = compact(members)
    for (const [part, within] of parts.entries()) {
      const code = `${subdistrict}${serial(part + 1)}`
      const own = parts.length === 1 ? name : `${name} ${part + 1}`
      regions.push({ code, parent: subdistrict, level: 'community', name: own })
      for (const [number, { square, points }] of within.entries()) {
        const grid = `${code}${serial(number + 1)}`
        const geometry = { type: 'Polygon' as const, coordinates: [square.ring] }
        grids.push({ code: grid, name: `${own} ${serial(number + 1)}`, region: code, geometry })
        for (const point of points) gridOf.set(point, grid)
      }
    }
  }
  return { regions, grids, gridOf, subdistrictOf, box }
}

interface Cell {
  square: Square
  points: string[]
  neighbourhoods: Map<string, number>
}

/** The squares in which requests lie, row by row from the north-west. */
function cellsOf({ points }: Survey): { cells: Cell[]; box: Box | undefined } {
  const real = [...points.values()].filter(point => !isPlaceholder(point))
  if (real.length === 0) return { cells: [], box: undefined }
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const { longitude, latitude } of real) {
    box.west = Math.min(box.west, longitude - 0.0005)
    box.east = Math.max(box.east, longitude + 0.0005)
    box.south = Math.min(box.south, latitude - 0.0005)
    box.north = Math.max(box.north, latitude + 0.0005)
  }
  const laid = lattice(box, side)
  const cells = new Map<string, Cell>()
  for (const point of real) {
    const { column, row } = laid.at([point.longitude, point.latitude])
    const key = `${row} ${column}`
    const cell = cells.get(key) ?? {
      square: laid.square(column, row),
      points: [],
      neighbourhoods: new Map<string, number>(),
    }
    cells.set(key, cell)
    cell.points.push(pointKey(point))
    for (const [name, count] of point.neighbourhoods)
      cell.neighbourhoods.set(name, (cell.neighbourhoods.get(name) ?? 0) + count)
  }
  const ordered = [...cells.values()].sort(
    (a, b) => a.square.row - b.square.row || a.square.column - b.square.column,
  )
  return { cells: ordered, box }
}

/** Squares by the neighbourhood that most of their requests name; those that name none by that of the nearest square. */
function neighbourhoodsOf(
  cells: readonly Cell[],
  { neighbourhoods }: Survey,
  whole: string,
): [string, Cell[]][] {
  const groups = new Map<string, Cell[]>([...neighbourhoods].sort().map(name => [name, []]))
  const known = cells.filter(cell => cell.neighbourhoods.size > 0)
  for (const cell of cells) {
    const name = mostOften(cell.neighbourhoods) ?? nearest(cell, known) ?? whole
    const group = groups.get(name) ?? []
    groups.set(name, group)
    group.push(cell)
  }
  return [...groups]
}

function nearest({ square }: Cell, known: readonly Cell[]): string | undefined {
  let best: { name: string | undefined; far: number } | undefined
  for (const other of known) {
    const far = (other.square.row - square.row) ** 2 + (other.square.column - square.column) ** 2
    if (!best || far < best.far) best = { name: mostOften(other.neighbourhoods), far }
  }
  return best?.name
}

/** Cut in halves across the longer side until none has too many. */
function compact(members: readonly Cell[]): Cell[][] {
  if (members.length === 0) return []
  if (members.length <= mostInCommunity) return [[...members]]
  const extent = (of: 'row' | 'column'): number => {
    const all = members.map(({ square }) => square[of])
    return all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b))
  }
  const along = extent('row') > extent('column') ? 'row' : 'column'
  const sorted = members.toSorted((a, b) => a.square[along] - b.square[along])
  const half = Math.ceil(sorted.length / 2)
  return [...compact(sorted.slice(0, half)), ...compact(sorted.slice(half))]
}

function serial(number: number): string {
  if (number > 999) throw new Error('The file has more neighbourhoods than codes have room for (999).')
  return String(number).padStart(3, '0')
}
