// The departments and firms that put things right.
import { z } from 'zod'
import { bilingual, done, id, read, write } from '../../base/contract.ts'

export const organisation = z.object({ id, code: z.string(), name: bilingual })
export type Organisation = z.infer<typeof organisation>

export const organisationContract = {
  list: read('/organisations', { may: 'organisations.see', axis: 'open' }).output(z.array(organisation)),
  /** The organisation that the post acted in works for; null for the centres themselves. */
  mine: read('/me/organisation', { may: 'signed_in', axis: 'open' }).output(organisation.nullable()),
  employ: write('/posts/{post}/organisation', { may: 'identity.administer', axis: 'system' })
    .errors({ 'organisations.not_handling': { status: 409 } })
    .input(z.object({ post: id, organisation: id }))
    .output(done),
}
