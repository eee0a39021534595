// The centres of the two axes: shown, opened, renamed, closed, and which posts belong to them.
import { z } from 'zod'
import { bilingual, done, id, instant, read, text, write } from '../../base/contract.ts'
import { centreAxes, centreLevels } from './rules.ts'

const filled = text(80).pipe(z.string().min(1))
const name = z.object({ zh: filled, en: filled })

export const centre = z.object({
  id,
  code: z.string(),
  name: bilingual,
  axis: z.enum(centreAxes),
  level: z.enum(centreLevels),
  region: z.object({ code: z.string(), name: bilingual, path: z.string() }),
  parent: id.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** The posts that belong to it now. */
  posts: z.int(),
})
export type Centre = z.infer<typeof centre>

const administer = { may: 'identity.administer', axis: 'system' } as const

export const centreCalls = {
  /** Open ones and closed ones, each before what stands below it. */
  centres: read('/centres', administer).output(z.array(centre)),
  openCentre: write('/centres', administer)
    .errors({
      'identity.centre_code_taken': { status: 409 },
      'identity.centre_there': { status: 409 },
      'identity.no_region': { status: 400 },
      'identity.region_closed': { status: 409 },
      'identity.no_parent_centre': { status: 400 },
      'identity.centre_closed': { status: 409 },
      'identity.wrong_parent_centre': { status: 409 },
      'identity.centre_beyond_parent': { status: 409 },
    })
    .input(
      z.object({
        code: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/),
        name,
        axis: z.enum(centreAxes),
        level: z.enum(centreLevels),
        region: z.string().max(12),
        parent: id.nullable(),
      }),
    )
    .output(z.object({ id })),
  renameCentre: write('/centres/{id}', administer).input(z.object({ id, name })).output(done),
  closeCentre: write('/centres/{id}/closing', administer)
    .errors({
      'identity.centre_in_use': { status: 409, data: z.object({ posts: z.int(), centres: z.int() }) },
    })
    .input(z.object({ id }))
    .output(done),
  /** Says to which centre a post belongs; null: to none. */
  placePost: write('/posts/{post}/centre', administer)
    .errors({
      'identity.centre_closed': { status: 409 },
      'identity.other_axis_centre': { status: 409 },
      'identity.post_beyond_centre': { status: 409 },
    })
    .input(z.object({ post: id, centre: id.nullable() }))
    .output(done),
}
