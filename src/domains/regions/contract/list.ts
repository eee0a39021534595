// The national code list: found in, looked through, and compared with the district.
import { z } from 'zod'
import { bilingual, instant, read, write } from '../../../base/contract.ts'
import { level, regionReport } from './tree.ts'

const code = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/)
const date = z.iso.date()

const listed = z.object({
  code: z.string(),
  level,
  name: bilingual,
  /** With all that it lies in, the widest first, separated by spaces. */
  whole: z.string(),
  since: date,
  /** The day on which it was renamed or given up; null: it holds. */
  until: date.nullable(),
})
export type Listed = z.infer<typeof listed>

const edition = z.object({
  name: z.string(),
  since: date,
  importedAt: instant,
  rows: z.int(),
  added: z.int(),
  renamed: z.int(),
  ended: z.int(),
})
export type Edition = z.infer<typeof edition>

const looked = { may: 'signed_in', axis: 'open' } as const
const administer = { may: 'regions.administer', axis: 'system' } as const

export const listCalls = {
  /** The editions that were imported, the newest first; none: nobody has imported the list. */
  editions: read('/code-list/editions', looked).output(z.array(edition)),
  /** By the beginning of a code, by words of the names, or by the letters or initials of a name; wide ones first. */
  findListed: read('/code-list', looked)
    .input(
      z.object({
        text: z.string().max(60),
        /** The day of which the list is asked; today where none is said. */
        on: date.optional(),
        limit: z.coerce.number().int().min(1).max(50).default(20),
      }),
    )
    .output(z.array(listed)),
  /** What lies right below a code, or the provinces. */
  listedBelow: read('/code-list/below', looked)
    .input(z.object({ code: code.optional(), on: date.optional() }))
    .output(z.array(listed)),
  /** What the list says otherwise than the district's own tree. */
  compareList: read('/code-list/comparison', administer).output(
    z.object({
      /** null: the list has nothing of this district. */
      edition: z.string().nullable(),
      /** In the list only. */
      missing: z.array(listed),
      renamed: z.array(listed.extend({ now: z.string() })),
      /** In the tree only: given up since, or the district's own. */
      notListed: z.array(z.object({ code: z.string(), level, name: bilingual })),
      same: z.int(),
    }),
  ),
  /** Takes these codes over as the list has them; what they lie in comes with them. */
  adoptListed: write('/code-list/adoption', administer)
    .errors({ 'regions.not_listed': { status: 400, data: z.object({ code: z.string() }) } })
    .input(
      z.object({
        codes: z
          .array(z.string().regex(/^\d{9}(\d{3})?$/))
          .min(1)
          .max(5000),
      }),
    )
    .output(regionReport),
}
