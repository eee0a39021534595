// What whoever joins a case is offered to join it to: a shape that the calls of both joins share.
import { z } from 'zod'
import { bilingual, id, text } from '../../../base/contract.ts'
import { kindKey } from '../../catalogue/contract.ts'
import { states } from '../states.ts'

const joinable = z.object({
  id,
  number: z.string(),
  state: z.enum(states),
  kind: kindKey.extend({ name: bilingual }),
  address: z.string(),
  region: bilingual,
  /** Between the two; null where of one only the region is known. */
  metres: z.int().nullable(),
})
export type Joinable = z.infer<typeof joinable>

/** Part of a number, of an address, of the name of a kind or a region; several words must all be found. */
export const joinSearch = z.object({ id, search: text(80).default('') })
export const joinables = z.object({
  cases: z.array(joinable),
  /** There are others that were searched for. */
  more: z.boolean(),
})
export type Joinables = z.infer<typeof joinables>
