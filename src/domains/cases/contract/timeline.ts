// What a case went through, entry by entry: what the event says, in words that people may read.
import { z } from 'zod'
import { bilingual, id, instant } from '../../../base/contract.ts'
import { limit } from '../../../base/limits.ts'

const spot = z.object({ address: z.string(), longitude: z.number(), latitude: z.number() })

export const entry = z.object({
  seq: z.int(),
  happened: z.string(),
  at: instant,
  /** Brought from elsewhere: its time is what the source says, and nobody took the step here. */
  imported: z.boolean(),
  /** Whose post it was; the name only for those who may know it. */
  role: z.string().nullable(),
  name: z.string().nullable(),
  reason: z.string().nullable(),
  /** Of a verification before filing: whether it is as reported. */
  asReported: z.boolean().nullable(),
  note: z.string().nullable(),
  noteErased: z.boolean(),
  department: bilingual.nullable(),
  metres: z.int().nullable(),
  /** More time that was asked for or given; until when it stands still. */
  limit: limit.nullable(),
  until: instant.nullable(),
  /** The other case of a join or a split. */
  other: z.object({ id, number: z.string() }).nullable(),
  /** Of a dispatch: the rule of responsibility that named somebody then, and whether it was followed. */
  rule: z.object({ number: z.int(), version: z.int(), followed: z.boolean() }).nullable(),
  /** What the reporter said of how it went. */
  judged: z
    .object({ fixed: z.boolean(), satisfied: z.boolean().nullable(), reasons: z.array(z.string()) })
    .nullable(),
  /** What a correction changed; the place is null where it stayed, was erased, or was not kept by older versions. */
  corrected: z
    .object({
      kind: z.object({ before: bilingual, after: bilingual }).nullable(),
      place: z.object({ before: spot, after: spot }).nullable(),
      erased: z.boolean(),
    })
    .nullable(),
})
export type TimelineEntry = z.infer<typeof entry>
