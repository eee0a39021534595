// The kinds of things that can be wrong, by taxonomy edition.
import { z } from 'zod'
import { bilingual, read } from '../../base/contract.ts'

/** A kind is named by its edition, whether it is a part or an event, and its four digits. */
export const kindKey = z.object({
  edition: z.string().max(40),
  type: z.enum(['part', 'event']),
  code: z.string().regex(/^\d{4}$/),
})
export type KindKey = z.infer<typeof kindKey>

export const kind = kindKey.extend({
  class: bilingual,
  name: bilingual,
  /** Position in the short list that residents choose from; null when only staff use it. */
  offered: z.int().nullable(),
})
export type Kind = z.infer<typeof kind>

export const catalogueContract = {
  kinds: read('/kinds', { may: 'anyone', axis: 'open' }).output(z.array(kind)),
}
