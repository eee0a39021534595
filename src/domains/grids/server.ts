// Grids: layers to draw, and the grid of a place.
import { implement } from '@orpc/server'
import { Refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { gridContract } from './contract.ts'
import { distanceToGrids, drawn, gridAt, layers } from './store.ts'

const on = implement(gridContract).$context<Asked>().use(guard)

export const gridRouter = on.router({
  layers: on.layers.handler(({ context }) => layers(context.tx)),
  layer: on.layer.handler(async ({ context, input }) => ({
    type: 'FeatureCollection',
    features: await drawn(context.tx, input.layer),
  })),
  locate: on.locate.handler(async ({ context: { tx, now }, input }) => {
    const grid = await gridAt(tx, now, input)
    if (!grid) throw new Refusal('grids.outside', 422, { metres: await distanceToGrids(tx, now, input) })
    return grid
  }),
})
