// A district made from an extract alone, so that a case can be reported there at once: regions from the borders that
// lie in the file as a whole, one of each where there are none, and squares of about 100 m as unit grids. Pure.
import type { Box } from '../../geo/clip.ts'
import { frame } from '../../geo/clip.ts'
import { isInside, type Polygon, type Position, type Ring, squareMetres } from '../../geo/ring.ts'
import { type Square, squares } from '../../geo/squares.ts'
import type { Border } from './shaping.ts'

export interface Bilingual {
  zh: string
  en: string
}

export interface FoundedRegion {
  code: string
  parent: string | null
  level: 'district' | 'subdistrict' | 'community'
  name: Bilingual
  shape?: { type: 'MultiPolygon'; coordinates: Polygon[] }
}

export interface FoundedGrid {
  code: string
  name: string
  region: string
  geometry: { type: 'Polygon'; coordinates: Ring[] }
}

export interface Founded {
  regions: FoundedRegion[]
  grids: FoundedGrid[]
}

/** What founded regions are called where the file does not say. */
export interface Naming {
  whole: (district: Bilingual) => Bilingual
  rest: (district: Bilingual) => Bilingual
  block: (number: number) => Bilingual
}

/** Unit grids are about 100 m × 100 m (CJ/T 213, GB/T 30428.1). */
const side = 100
/** A code has three digits for the grids of a community: blocks of 30 × 30 squares fit. */
const blockSide = 30
const mostSquares = 60_000

export function found(
  district: { code: string; name: Bilingual },
  box: Box,
  borders: readonly Border[],
  naming: Naming,
): Founded {
  const whole = squareMetres([frame(box)])
  const inner = borders.filter(({ polygons }) => sizeOf(polygons) < whole * 0.98)
  const levels = [...new Set(inner.map(({ level }) => level))].sort((a, b) => a - b)
  const upper = inner.filter(({ level }) => level === levels[0])
  const lower = inner.filter(({ level }) => level === levels[1])
  const founded: Founded = {
    regions: [
      {
        code: district.code,
        parent: null,
        level: 'district',
        name: district.name,
        shape: multi([[frame(box)]]),
      },
    ],
    grids: [],
  }
  const groups = grouped(squares(box, side, mostSquares).squares, upper)
  let subdistrict = 0
  for (const [border, members] of groups) {
    subdistrict += 1
    const name = border ? bothNames(border) : (upper.length > 0 ? naming.rest : naming.whole)(district.name)
    const code = `${district.code}${serial(subdistrict)}`
    const shape = border ? border.polygons : upper.length === 0 ? [[frame(box)]] : undefined
    founded.regions.push({
      code,
      parent: district.code,
      level: 'subdistrict',
      name,
      ...(shape && { shape: multi(shape) }),
    })
    addCommunities(founded, code, members, lower, naming, upper.length === 0)
  }
  return founded
}

/** Communities of a subdistrict: those the file has borders of, and blocks of squares for the rest. */
function addCommunities(
  founded: Founded,
  subdistrict: string,
  members: readonly Square[],
  borders: readonly Border[],
  naming: Naming,
  isWhole: boolean,
): void {
  let community = 0
  let blocks = 0
  for (const [border, within] of grouped(members, borders)) {
    for (const block of blocksOf(within)) {
      community += 1
      const code = `${subdistrict}${serial(community)}`
      if (!border) blocks += 1
      const name = border ? bothNames(border) : naming.block(blocks)
      // Only a block of a whole box is a rectangle; of others no border is claimed.
      const shape = isWhole && !border ? [[frame(around(block))]] : undefined
      founded.regions.push({
        code,
        parent: subdistrict,
        level: 'community',
        name,
        ...(shape && { shape: multi(shape) }),
      })
      for (const [at, { ring }] of block.entries()) {
        const number = serial(at + 1)
        founded.grids.push({
          code: `${code}${number}`,
          name: `${name.zh} ${number}`,
          region: code,
          geometry: { type: 'Polygon', coordinates: [ring] },
        })
      }
    }
  }
}

/** Squares by the border that their centre lies in; those in none last. Borders without squares are left out. */
function grouped(members: readonly Square[], borders: readonly Border[]): [Border | undefined, Square[]][] {
  const groups = new Map<Border | undefined, Square[]>()
  for (const border of [...borders, undefined]) groups.set(border, [])
  for (const square of members) groups.get(borders.find(each => holds(each, square.centre)))?.push(square)
  return [...groups].filter(([, group]) => group.length > 0)
}

function holds({ polygons }: Border, place: Position): boolean {
  return polygons.some(polygon => isInside(place, polygon))
}

function blocksOf(members: readonly Square[]): Square[][] {
  const blocks = new Map<string, Square[]>()
  for (const square of members) {
    const key = `${Math.floor(square.row / blockSide)} ${Math.floor(square.column / blockSide)}`
    const block = blocks.get(key)
    if (block) block.push(square)
    else blocks.set(key, [square])
  }
  return [...blocks.values()]
}

function around(block: readonly Square[]): Box {
  const [first, last] = [block[0]?.ring, block.at(-1)?.ring]
  const [[west, south], [east, north]] = [last?.[0] ?? [0, 0], last?.[2] ?? [0, 0]]
  const [[firstWest, firstSouth], [firstEast, firstNorth]] = [first?.[0] ?? [0, 0], first?.[2] ?? [0, 0]]
  return {
    west: Math.min(west, firstWest),
    south: Math.min(south, firstSouth),
    east: Math.max(east, firstEast),
    north: Math.max(north, firstNorth),
  }
}

/** The name of the border around the middle of the box that is nearest to a district, for naming it. */
export function districtName(box: Box, borders: readonly Border[]): Bilingual | undefined {
  const middle: Position = [(box.west + box.east) / 2, (box.south + box.north) / 2]
  const around = borders.filter(each => each.level <= 8 && holds(each, middle))
  const nearest = around.sort((a, b) => b.level - a.level)[0]
  return nearest && bothNames(nearest)
}

function bothNames({ names: { name, zh, en } }: Border): Bilingual {
  return { zh: zh || name || en, en: en || name || zh }
}

function multi(coordinates: Polygon[]): { type: 'MultiPolygon'; coordinates: Polygon[] } {
  return { type: 'MultiPolygon', coordinates }
}

function sizeOf(polygons: readonly Polygon[]): number {
  return polygons.reduce((sum, polygon) => sum + squareMetres(polygon), 0)
}

function serial(number: number): string {
  return String(number).padStart(3, '0')
}
