// What the post one acts in was told, and where and of what one wants letters.
import { z } from 'zod'
import { bilingual, done, id, instant, read, write } from '../../base/contract.ts'
import { topics } from './rules.ts'

const topic = z.enum(topics)
const language = z.enum(['zh', 'en'])

/** What a notice needs to be read by itself. */
export const said = z.object({
  number: z.string(),
  kind: bilingual,
  /** Until when, where there is a limit. */
  due: instant.nullable(),
})
export type Said = z.infer<typeof said>

export const notice = z.object({
  id,
  what: topic,
  /** The case that it is about. */
  subject: id,
  said,
  toldAt: instant,
  readAt: instant.nullable(),
})
export type Notice = z.infer<typeof notice>

const letter = z.object({
  id,
  /** Null for a letter with a code. */
  what: topic.nullable(),
  madeAt: instant,
  state: z.enum(['waiting', 'sent', 'failed']),
  tries: z.int(),
  settledAt: instant.nullable(),
  receipt: z.string().nullable(),
  trouble: z.string().nullable(),
})
export type Letter = z.infer<typeof letter>

const mailbox = z.object({
  /** Whether this server sends e-mail at all. */
  offered: z.boolean(),
  address: z.string().nullable(),
  confirmed: z.boolean(),
  language,
  wants: z.array(topic),
  letters: z.array(letter),
})
export type Mailbox = z.infer<typeof mailbox>

/** As mail servers take it; spaces around it are the keyboard's. */
const address = z.string().trim().max(254).pipe(z.email())

export const notificationContract = {
  list: read('/notices', { may: 'identity.own', axis: 'open' })
    .input(z.object({ before: id.optional(), which: z.enum(['all', 'unread']).default('all') }))
    .output(z.object({ notices: z.array(notice), more: z.boolean() })),
  unread: read('/notices/unread', { may: 'identity.own', axis: 'open' }).output(
    z.object({ unread: z.int() }),
  ),
  /** Marks these as read, or all up to now. */
  markRead: write('/notices/reading', { may: 'identity.own', axis: 'open' })
    .input(z.object({ ids: z.array(id).max(200).optional() }))
    .output(z.object({ unread: z.int() })),
  mailbox: read('/me/mailbox', { may: 'identity.own', axis: 'open' }).output(mailbox),
  /** A new address gets a code; until it is repeated, nothing else is sent there. */
  setMailbox: write('/me/mailbox', { may: 'identity.own', axis: 'open' })
    .errors({ 'notifications.no_mail': { status: 409 }, 'notifications.too_many_codes': { status: 429 } })
    .input(z.object({ address, language, wants: z.array(topic).max(topics.length) }))
    .output(mailbox),
  /** Another code to an address that is not confirmed yet. */
  sendCode: write('/me/mailbox/code', { may: 'identity.own', axis: 'open' })
    .errors({ 'notifications.no_mail': { status: 409 }, 'notifications.too_many_codes': { status: 429 } })
    .output(mailbox),
  confirmMailbox: write('/me/mailbox/confirmation', { may: 'identity.own', axis: 'open' })
    .errors({
      'notifications.wrong_code': { status: 409, data: z.object({ left: z.int() }) },
      'notifications.code_ended': { status: 409 },
    })
    .input(z.object({ code: z.string().trim().max(20) }))
    .output(mailbox),
  removeMailbox: write('/me/mailbox', { may: 'identity.own', axis: 'open' }, 'DELETE').output(done),
}
