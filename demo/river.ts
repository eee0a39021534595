// Open water: the river between its quays, the moat between its banks, lakes and ponds in parks.
import type { Block } from './blocks.ts'
import { inset } from './ground/inset.ts'
import { outlineOf } from './ground/outline.ts'
import type { Point } from './ground/plane.ts'
import type { City } from './plan.ts'
import { streetRules, type Zone } from './traits.ts'

/** Rings of the river and the moat on the ground. */
export function waterways(net: City, at: (corner: number) => Point): Point[][] {
  const moats = outlinesOf(net, 'canal').flatMap(outline => {
    const ring = inset(
      outline.map(at),
      outline.map((corner, here) => {
        const { kind } = net.side(corner, outline[(here + 1) % outline.length] ?? corner)
        if (kind === 'lane') return 6
        return kind === 'secondary' && outline.length > 8 ? streetRules[kind].width / 2 + 2 : 1
      }),
    )
    return ring ? [ring] : []
  })
  return [...outlinesOf(net, 'river').map(outline => outline.map(at)), ...moats]
}

export function lakes(blocks: readonly Block[]): Point[][] {
  return blocks.flatMap(({ built }) => built.waters)
}

/** The outlines of all faces of a zone together. */
export function outlinesOf(net: City, zone: Zone): number[][] {
  return outlineOf([...net.faces.values()].filter(({ trait }) => trait.zone === zone).map(({ ring }) => ring))
}
