// Who is signed in and in which post, as calls tell it.
import { z } from 'zod'
import { bilingual, districtCode, id } from '../../base/contract.ts'
import { axes, roleNames } from './rules.ts'

export const role = z.enum(roleNames)
export const axis = z.enum(axes)

export const heldPost = z.object({
  id,
  role,
  axis,
  district: districtCode,
  districtName: bilingual,
  region: z.object({ code: z.string(), name: bilingual }),
  /** The centre, branch or station it belongs to. */
  centre: z.object({ id, name: bilingual }).nullable(),
})
export type HeldPost = z.infer<typeof heldPost>

export const me = z.object({
  name: z.string(),
  login: z.string(),
  /** The post acted in; the others can be switched to, in whatever district they are held. */
  post: heldPost,
  posts: z.array(heldPost),
  permissions: z.array(z.string()),
})
export type Me = z.infer<typeof me>

/** `bearer` hands the token to a client that keeps it itself, instead of a cookie. */
export const carry = z.enum(['cookie', 'bearer']).default('cookie')

/** Somebody has come in. */
export const arrived = z.object({ me, token: z.string().nullable() })
