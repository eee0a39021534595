// What the field says of the register: proposals to change it, and rounds in which parts are looked at.
import { z } from 'zod'
import { bilingual, done, id, instant, position, read, text, write } from '../../../base/contract.ts'
import { rowFaults } from '../planning.ts'
import { partStates } from '../rules.ts'

const code = z.string().regex(/^\d{16}$/)
const date = z.iso.date()
const place = z.object(position.shape)
const kind = z.object({ edition: z.string().max(40), code: z.string().regex(/^\d{4}$/) })

/** What a proposal would have the register say; what is left out stays as it is. */
const wanted = z.object({
  name: text(120).optional(),
  state: z.enum(partStates).optional(),
  place: place.optional(),
})
export type Wanted = z.output<typeof wanted>

const proposal = z.object({
  id,
  wants: z.enum(['add', 'change', 'gone']),
  part: z
    .object({ code, kind: bilingual, name: z.string(), state: z.enum(partStates), ...position.shape })
    .nullable(),
  kind: kind.extend({ name: bilingual }).nullable(),
  said: wanted,
  note: z.string(),
  region: bilingual,
  proposedAt: instant,
  proposedBy: z.string().nullable(),
  decision: z
    .object({ adopted: z.boolean(), reason: z.string(), at: instant, by: z.string().nullable() })
    .nullable(),
})
export type Proposal = z.infer<typeof proposal>

const round = z.object({
  id,
  name: z.string(),
  region: bilingual,
  /** Class and kind; empty: every kind. */
  kinds: z.array(z.string()),
  due: date,
  openedAt: instant,
  closedAt: instant.nullable(),
  parts: z.int(),
  looked: z.int(),
  /** Found otherwise than intact. */
  wrong: z.int(),
})
export type Round = z.infer<typeof round>

const roundPart = z.object({
  code,
  kind: bilingual,
  name: z.string(),
  state: z.enum(partStates),
  ...position.shape,
  /** From the place that was given. */
  metres: z.number().nullable(),
  looked: z.object({ found: z.enum(partStates), note: z.string(), at: instant }).nullable(),
})
export type RoundPart = z.infer<typeof roundPart>

const see = { may: 'parts.see', axis: 'open' } as const
const tell = { may: 'parts.tell', axis: 'open' } as const
const administer = { may: 'parts.administer', axis: 'system' } as const
const wrong = {
  'parts.wrong': { status: 400, data: z.object({ why: z.enum(rowFaults), said: z.string() }) },
} as const

export const fieldCalls = {
  /** Says that a part is missing in the register, stands there otherwise than in the street, or is gone. */
  propose: write('/part-proposals', tell)
    .errors({
      'parts.nothing_said': { status: 400 },
      'parts.outside': { status: 400 },
      'parts.no_kind': { status: 400 },
    })
    .input(
      z.discriminatedUnion('wants', [
        z.object({ wants: z.literal('add'), kind, said: wanted.extend({ place }), note: text(500) }),
        z.object({ wants: z.literal('change'), code, said: wanted, note: text(500) }),
        z.object({ wants: z.literal('gone'), code, note: text(500) }),
      ]),
    )
    .output(z.object({ id })),
  /** Whoever keeps the register sees all within his reach, everybody else his own; open ones first. */
  proposals: read('/part-proposals', see)
    .input(z.object({ decided: z.stringbool().default(false) }))
    .output(z.object({ total: z.int(), proposals: z.array(proposal) })),
  /** Adopting changes the register; what is not adopted gets a reason. */
  decide: write('/part-proposals/{id}/decision', administer)
    .errors({
      ...wrong,
      'parts.decided_already': { status: 409 },
      'parts.no_reason': { status: 400 },
      'parts.duplicate': { status: 409, data: z.object({ code }) },
    })
    .input(z.object({ id, adopt: z.boolean(), reason: text(200).default('') }))
    .output(z.object({ code: code.nullable() })),

  openRound: write('/part-rounds', administer)
    .errors({ 'parts.no_such_region': { status: 400 }, 'parts.nothing_to_look_at': { status: 400 } })
    .input(
      z.object({
        name: text(80).pipe(z.string().min(1)),
        region: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/),
        kinds: z.array(z.string().regex(/^\d{4}$/)).max(200),
        due: date,
      }),
    )
    .output(z.object({ id })),
  /** Those that reach into the post's region, open ones first. */
  rounds: read('/part-rounds', see).output(z.array(round)),
  /** The parts of a round within reach: nearest first from a place, else by code; those still to look at unless said. */
  roundParts: read('/part-rounds/{id}/parts', see)
    .input(
      z.object({
        id,
        longitude: z.coerce.number().min(-180).max(180).optional(),
        latitude: z.coerce.number().min(-90).max(90).optional(),
        looked: z.stringbool().default(false),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(roundPart)),
  /** How a part was found; the register says so from then on. */
  look: write('/part-rounds/{id}/looks', tell)
    .errors({
      ...wrong,
      'parts.round_closed': { status: 409 },
      'parts.not_of_round': { status: 400 },
    })
    .input(z.object({ id, code, found: z.enum(partStates), note: text(200).default('') }))
    .output(done),
  closeRound: write('/part-rounds/{id}/closing', administer).input(z.object({ id })).output(done),
}
