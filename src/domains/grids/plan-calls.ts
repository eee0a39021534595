// Plans: dividing a region into grids along its streets, in the background; looked at, changed by hand, adopted into the
// layer's draft or thrown away.
import { z } from 'zod'
import { done, id, instant, read, text, write } from '../../base/contract.ts'
import { moveFaults } from './plan-rules.ts'
import { largestFile } from './rules.ts'

const administer = { may: 'grids.administer', axis: 'system' } as const
const layer = z.string().regex(/^[a-z_]{2,40}$/)
const region = z.string().regex(/^\d{6}(\d{3}){0,2}$/)
const revision = z.int().positive()
const amount = z.number().min(0).max(1e12)
const amounts = z.object({ buildings: amount, addresses: amount, parts: amount, cases: amount, area: amount })

const settings = z.object({
  layer,
  region,
  /** Afresh, from the grids there are (those of the draft, else of the newest version), or from another plan. */
  from: z.enum(['fresh', 'present', 'plan']),
  base: id.nullable(),
  /** Along the streets of the base map, along lines of a file, or in squares of 100 m. */
  along: z.enum(['streets', 'file', 'squares']),
  /** Whether footpaths are streets too. */
  paths: z.boolean(),
  /** How much each measure counts. */
  weights: amounts,
  /** What a grid shall carry, in the unit of the measure that weighs most. */
  target: z.number().positive().max(1e12),
  /** Share of the target that a grid may be off. */
  within: z.number().min(0.01).max(0.5),
  /** Short borders against balance. */
  shape: z.number().min(0).max(2),
  /** Blocks larger than half a grid: cut into squares, or left whole. */
  oversized: z.enum(['cut', 'whole']),
  /** Grids that stay as they are: codes, or numbers in the plan that this one goes on from. */
  locked: z
    .array(z.string().regex(/^\d{1,20}$/))
    .max(2000)
    .readonly(),
})
export type PlanSettings = z.infer<typeof settings>

const progress = z.object({
  step: z.int(),
  steps: z.int(),
  regions: z.int(),
  regionsDone: z.int(),
  grids: z.int(),
  within: z.int(),
  worst: z.number(),
  cut: z.number(),
})
export type PlanProgress = z.infer<typeof progress>

export const planStates = ['waiting', 'running', 'done', 'stopped', 'failed', 'adopted', 'discarded'] as const
export const planWrongs = ['interrupted', 'broken', 'no_ground'] as const

const figures = z.object({
  grids: z.int(),
  within: z.int(),
  worst: z.number(),
  cut: z.number(),
  compactness: z.number(),
  moved: z.number(),
  load: z.number(),
  oversized: z.int(),
})

const shape = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(z.array(z.number())))),
})

const plannedGrid = z.object({
  number: z.int(),
  /** The code that it will get. */
  code: z.string(),
  name: z.string().nullable(),
  region: z.string(),
  /** Whether it goes on from a grid that there is. */
  goesOn: z.boolean(),
  locked: z.boolean(),
  load: z.number(),
  squareMetres: z.number(),
  compactness: z.number(),
  off: z.number(),
  blocks: z.int(),
  shape,
})
export type PlannedGrid = z.infer<typeof plannedGrid>

const plan = z.object({
  id,
  settings,
  seed: z.int(),
  state: z.enum(planStates),
  revision,
  askedAt: instant,
  askedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  progress: progress.nullable(),
  wrong: z.enum(planWrongs).nullable(),
})
export type Plan = z.infer<typeof plan>

const shown = plan.extend({ figures: figures.nullable(), grids: z.array(plannedGrid) })
export type ShownPlan = z.infer<typeof shown>

const which = z.object({ id })
const changing = {
  'grids.plan_changed': { status: 409 },
  'grids.plan_not_ready': { status: 409, data: z.object({ state: z.string() }) },
} as const

export const planContract = {
  /** What there is to plan a region by: its communities, streets, and how much of each measure. */
  planBasis: read('/grid-layers/{layer}/plan-basis', administer)
    .input(z.object({ layer, region }))
    .output(
      z.object({
        /** Names of what is divided, each for itself, and of what has no outline and is left out. */
        regions: z.int(),
        without: z.array(z.string()),
        streets: z.int(),
        totals: amounts,
        present: z.int(),
      }),
    ),
  plans: read('/grid-layers/{layer}/plans', administer).input(z.object({ layer })).output(z.array(plan)),
  plan: read('/grid-plans/{id}', administer).input(which).output(shown),
  /** The blocks of a plan, to be moved one by one. */
  planBlocks: read('/grid-plans/{id}/blocks', administer)
    .input(which)
    .output(
      z.object({
        revision,
        blocks: z.array(
          z.object({
            block: z.int(),
            grid: z.int(),
            load: z.number(),
            squareMetres: z.number(),
            /** Grids that it may go over to. */
            mayGo: z.array(z.int()),
            shape,
          }),
        ),
      }),
    ),
  beginPlan: write('/grid-layers/{layer}/plans', administer)
    .errors({
      'grids.plan_no_outline': { status: 409 },
      'grids.plan_no_streets': { status: 409 },
      'grids.plan_no_weights': { status: 400 },
      'grids.plan_no_load': { status: 409 },
      'grids.plan_target_too_large': { status: 400, data: z.object({ total: z.number() }) },
      'grids.plan_target_too_small': { status: 400, data: z.object({ grids: z.int(), most: z.int() }) },
      'grids.plan_under_way': { status: 409 },
      'grids.plan_nothing_present': { status: 409 },
      'grids.plan_no_base': { status: 409 },
      'grids.plan_bad_lines': { status: 400, data: z.object({ wrong: z.string() }) },
    })
    .input(
      settings.extend({
        /** Without one the program draws it; with the same one, and the same ground, the same plan is made. */
        seed: z
          .int()
          .min(0)
          .max(2 ** 31 - 1)
          .nullable(),
        /** GeoJSON of lines, where it goes along a file. */
        lines: z.string().max(largestFile).nullable(),
      }),
    )
    .output(which),
  /** Stops a plan; the best so far stays. */
  stopPlan: write('/grid-plans/{id}/stopping', administer)
    .errors({ 'grids.plan_not_ready': changing['grids.plan_not_ready'] })
    .input(which)
    .output(done),
  moveBlock: write('/grid-plans/{id}/blocks/{block}/grid', administer)
    .errors({ ...changing, 'grids.plan_move': { status: 409, data: z.object({ why: z.enum(moveFaults) }) } })
    .input(which.extend({ revision, block: z.string().regex(/^\d{1,7}$/), grid: z.int().min(0) }))
    .output(shown),
  lockGrid: write('/grid-plans/{id}/grids/{grid}/lock', administer)
    .errors(changing)
    .input(which.extend({ revision, grid: z.string().regex(/^\d{1,7}$/), locked: z.boolean() }))
    .output(z.object({ revision })),
  /** Puts the plan's grids into the layer's draft in place of those of the same communities. */
  adoptPlan: write('/grid-plans/{id}/adoption', administer)
    .errors({ ...changing, 'grids.draft_changed': { status: 409, data: z.object({ by: text(200) }) } })
    .input(
      which.extend({
        revision,
        /** The revision of the draft as it was seen; null: there was none. */
        draft: revision.nullable(),
      }),
    )
    .output(z.object({ revision, grids: z.int() })),
  discardPlan: write('/grid-plans/{id}/discarding', administer).errors(changing).input(which).output(done),
}
