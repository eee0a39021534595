// The call behind live screens: a stream of what changed, as server-sent events.
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { id, read } from './contract.ts'

export const news = z.union([
  z.object({ kind: z.literal('news'), id, happened: z.string(), subject: id }),
  /** Something may have been missed: ask again for everything shown. */
  z.object({ kind: z.literal('missed') }),
])
export type News = z.infer<typeof news>

export const liveContract = {
  follow: read('/live', { may: 'cases.see', axis: 'open' }).output(eventIterator(news)),
}
