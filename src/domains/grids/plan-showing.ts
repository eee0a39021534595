// A plan as people see it: its grids with their codes, shapes and figures, and its blocks with where each may go.
import { outlines } from '../../geo/blocks-net.ts'
import { boxOf, type Polygon } from '../../geo/ring.ts'
import type { Plan, PlannedGrid, ShownPlan } from './plan-calls.ts'
import {
  gridFigures,
  moveFault,
  neighboursIn,
  type PlanDivision,
  type PlanGround,
  planFigures,
} from './plan-rules.ts'
import { fillCodes } from './rules.ts'
import type { PlanRow } from './store/plans.ts'

export interface Result {
  ground: PlanGround
  division: PlanDivision
}

export function shownPlan(
  { attempts: _, ...plan }: PlanRow & Pick<Plan, 'askedBy'>,
  result: Result | undefined,
): ShownPlan {
  if (!result) return { ...plan, figures: null, grids: [] }
  const { settings } = plan
  return {
    ...plan,
    figures: planFigures(result.ground, result.division, settings),
    grids: plannedGrids(result, settings.target),
  }
}

export function plannedGrids({ ground, division }: Result, target: number): PlannedGrid[] {
  const shapes = outlines(ground.net, division.parts, division.grids.length)
  const figures = gridFigures(ground, division, target)
  const boxes = shapes.map(polygons => boxOf(polygons.flatMap(([outer = []]) => outer)))
  const codes = fillCodes(
    division.grids.map(({ region, code }, number) => {
      const [west, south, east, north] = boxes[number] ?? [0, 0, 0, 0]
      return {
        region,
        code,
        longitude: (west + east) / 2,
        latitude: (south + north) / 2,
        height: north - south,
      }
    }),
  )
  return division.grids.map(({ region, code, name, locked }, number) => ({
    number,
    code: codes[number] ?? '',
    name,
    region,
    goesOn: code !== null,
    locked,
    ...(figures[number] ?? { load: 0, squareMetres: 0, compactness: 0, off: 0, blocks: 0 }),
    shape: multi(shapes[number] ?? []),
  }))
}

export function shownBlocks({ ground, division }: Result) {
  const { net, loads } = ground
  const beside = neighboursIn(net)
  const shapes = outlines(net, [...net.blocks.keys()], net.blocks.length)
  return division.parts.map((grid, block) => {
    const near = new Set([...(beside[block] ?? [])].map(other => division.parts[other] ?? -1))
    return {
      block,
      grid,
      load: loads[block] ?? 0,
      squareMetres: net.blocks[block]?.squareMetres ?? 0,
      mayGo: [...near]
        .filter(to => to >= 0 && moveFault(ground, division, block, to) === undefined)
        .sort((a, b) => a - b),
      shape: multi(shapes[block] ?? []),
    }
  })
}

function multi(coordinates: Polygon[]): PlannedGrid['shape'] {
  return { type: 'MultiPolygon', coordinates }
}
