// The tools of a draft: dividing and joining grids, moving borders and ground, names, codes, locks, and undoing. Each
// names the revision that it was drawn on, and answers with the next one.
import { z } from 'zod'
import { id, instant, position, read, text, write } from '../../../base/contract.ts'
import { administer, drafting, layer, revision } from '../contract.ts'

const code = z.string().regex(/^(\d{14}|\d{15}|\d{20})$/)
const onDraft = layer.extend({ revision })
const changed = z.object({ revision })
const named = { 'grids.no_such_grid': { status: 404, data: z.object({ code: z.string() }) } } as const
const line = z.array(position).min(2).max(500)
/** What the ground refuses of any new border. */
const onTheGround = {
  ...drafting,
  ...named,
  'grids.crosses': { status: 409 },
  'grids.leaves_region': {
    status: 409,
    data: z.object({ code: z.string(), squareMetres: z.int() }),
  },
} as const
const betweenGrids = {
  ...onTheGround,
  'grids.not_neighbours': { status: 409 },
  'grids.other_region': { status: 409 },
} as const

/** What a step of the journal did; `import` and others come from where they are made. */
const step = z.object({
  revision,
  did: z.string(),
  at: instant,
  by: z.string().nullable(),
  undone: z.boolean(),
  grids: z.int(),
})
export type Step = z.infer<typeof step>

const squareMetres = z.int()
const change = z.object({
  code: z.string(),
  name: z.string(),
  what: z.enum(['added', 'changed', 'renamed', 'ended']),
  squareMetres,
  before: squareMetres.nullable(),
  from: z.array(z.string()),
})
export type Change = z.infer<typeof change>

const share = z.object({ code: z.string(), squareMetres })
const pastGrid = z.object({
  id,
  code: z.string(),
  name: z.string(),
  validFrom: instant,
  validUntil: instant.nullable(),
  squareMetres,
  before: z.array(share),
  after: z.array(share),
})

export const editingContract = {
  /** What publishing would move. Parts and open cases are counted where they are kept: `parts.moving`, `cases.staying`. */
  preview: read('/grid-layers/{layer}/draft/preview', administer)
    .input(layer)
    .output(
      z.object({
        revision,
        counts: z.object({ added: z.int(), changed: z.int(), renamed: z.int(), ended: z.int() }),
        changes: z.array(change),
        /** Ground that changes its grid, and what of the base map stands on it. */
        squareMetres,
        addresses: z.int(),
        buildings: z.int(),
        /** Inspectors whose post covers grids that change. */
        inspectors: z.int(),
      }),
    ),
  /** Which grids have held a place, or a code, and what became of what, by shared ground. */
  history: read('/grid-layers/{layer}/history', administer)
    .input(
      layer.extend({
        code: code.optional(),
        longitude: z.coerce.number().min(-180).max(180).optional(),
        latitude: z.coerce.number().min(-90).max(90).optional(),
      }),
    )
    .output(z.array(pastGrid)),

  /** Along a line from border to border, or a ring drawn inside; the largest piece keeps the code unless told otherwise. */
  split: write('/grid-layers/{layer}/draft/splitting', administer)
    .errors({
      ...onTheGround,
      'grids.divides_nothing': { status: 409 },
      'grids.codes_run_out': { status: 409 },
      'grids.piece_too_small': { status: 409, data: z.object({ squareMetres: z.int() }) },
    })
    .input(onDraft.extend({ code, line, keeps: z.boolean().default(true) }))
    .output(changed.extend({ pieces: z.array(z.object({ code: z.string(), squareMetres: z.number() })) })),
  merge: write('/grid-layers/{layer}/draft/merging', administer)
    .errors(betweenGrids)
    .input(onDraft.extend({ codes: z.array(code).min(2).max(50), keep: code }))
    .output(changed.extend({ squareMetres: z.number() })),
  /** Points of borders, one after the other: moved (`from` and `to`), taken out (`from`) or put in (`to`). */
  moveBorder: write('/grid-layers/{layer}/draft/borders', administer)
    .errors({
      ...onTheGround,
      'grids.no_point': { status: 409 },
      'grids.swallows': { status: 409 },
      'grids.holds_border': { status: 409 },
    })
    .input(
      onDraft.extend({
        points: z
          .array(z.object({ from: position.nullable(), to: position.nullable() }))
          .min(1)
          .max(200),
      }),
    )
    .output(changed.extend({ codes: z.array(z.string()) })),
  /** Ground of one grid to a neighbour: what a drawn ring holds, or whole grids of another layer (its unit grids). */
  transfer: write('/grid-layers/{layer}/draft/transfer', administer)
    .errors({
      ...betweenGrids,
      'grids.nothing_there': { status: 409 },
      'grids.nothing_left': { status: 409 },
    })
    .input(
      onDraft.extend({
        from: code,
        to: code,
        ring: z.array(position).min(3).max(500).nullable(),
        units: z.array(code).max(200),
      }),
    )
    .output(changed.extend({ squareMetres: z.number() })),
  rename: write('/grid-layers/{layer}/draft/names', administer)
    .errors({ ...drafting, ...named })
    .input(onDraft.extend({ code, name: text(80).pipe(z.string().min(1)) }))
    .output(changed),
  recode: write('/grid-layers/{layer}/draft/codes', administer)
    .errors({
      ...drafting,
      ...named,
      'grids.code_taken': { status: 409, data: z.object({ code: z.string() }) },
      'grids.bad_code': { status: 400, data: z.object({ wrong: z.string(), said: z.string() }) },
    })
    .input(onDraft.extend({ code, to: z.string().max(20) }))
    .output(changed),
  /** The codes of a region's grids anew, in rows from west to east and north to south; of all regions without one. */
  number: write('/grid-layers/{layer}/draft/numbering', administer)
    .errors({
      ...drafting,
      'grids.codes_run_out': { status: 409 },
      'grids.code_taken': { status: 409, data: z.object({ code: z.string() }) },
    })
    .input(
      onDraft.extend({
        region: z
          .string()
          .regex(/^(\d{9}|\d{12})$/)
          .nullable(),
      }),
    )
    .output(changed.extend({ recoded: z.int() })),
  lock: write('/grid-layers/{layer}/draft/locks', administer)
    .errors({ ...drafting, ...named })
    .input(onDraft.extend({ codes: z.array(code).min(1).max(1000), locked: z.boolean() }))
    .output(changed),
  /** The journal, the newest first. */
  steps: read('/grid-layers/{layer}/draft/steps', administer).input(layer).output(z.array(step)),
  undo: write('/grid-layers/{layer}/draft/undoing', administer)
    .errors({ ...drafting, 'grids.nothing_to_undo': { status: 409 } })
    .input(onDraft)
    .output(changed.extend({ did: z.string(), codes: z.array(z.string()) })),
  redo: write('/grid-layers/{layer}/draft/redoing', administer)
    .errors({ ...drafting, 'grids.nothing_to_redo': { status: 409 } })
    .input(onDraft)
    .output(changed.extend({ did: z.string(), codes: z.array(z.string()) })),
}
