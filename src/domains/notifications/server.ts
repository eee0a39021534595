// What one was told, and where one wants it sent.
import { implement } from '@orpc/server'
import type { Tx } from '../../base/db.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Actor, type Asked, guard, openGuard } from '../../base/gate.ts'
import { type Mailbox, notificationContract } from './contract.ts'
import { topics } from './rules.ts'
import { keepMailbox, lettersTo, mailboxOf, removeMailbox, sendCode, tryCode } from './store/mailboxes.ts'
import { markRead, noticesOf, unreadOf } from './store/notices.ts'

const calls = implement(notificationContract).$context<Asked>()
const on = calls.use(guard)
const open = calls.use(openGuard)

// Not `on.router`: a wrong code is counted although the call is refused, in a transaction of its own.
export const notificationRouter = calls.router({
  list: on.list.handler(({ context, input }) => noticesOf(context.tx, acting(context).post, input)),
  unread: on.unread.handler(async ({ context }) => ({
    unread: await unreadOf(context.tx, acting(context).post),
  })),
  markRead: on.markRead.handler(async ({ context, input }) => {
    const { post } = acting(context)
    await markRead(context.tx, context.now, post, input.ids)
    return { unread: await unreadOf(context.tx, post) }
  }),

  mailbox: on.mailbox.handler(({ context }) => shown(context.tx, context)),
  setMailbox: on.setMailbox.handler(async ({ context, input }) => {
    const { tx, now, sendsMail } = context
    const { account } = acting(context)
    if (!sendsMail) throw new Refusal('notifications.no_mail', 409)
    const before = await mailboxOf(tx, account)
    await keepMailbox(tx, now, account, input)
    const isProved = before?.address === input.address && before.confirmed
    const waits = before?.address === input.address && !before.confirmed
    if (!isProved && !waits && !(await sendCode(tx, now, account))) throw tooMany()
    return shown(tx, context)
  }),
  sendCode: on.sendCode.handler(async ({ context }) => {
    const { tx, now, sendsMail } = context
    const { account } = acting(context)
    if (!sendsMail) throw new Refusal('notifications.no_mail', 409)
    const box = await mailboxOf(tx, account)
    if (!box) throw refusal('base.not_found')
    if (!box.confirmed && !(await sendCode(tx, now, account))) throw tooMany()
    return shown(tx, context)
  }),
  confirmMailbox: open.confirmMailbox.handler(async ({ context, input }) => {
    const { account } = acting(context)
    const tried = await context.begin(tx => tryCode(tx, context.now, account, input.code))
    if (!tried) {
      const box = await context.begin(tx => shown(tx, context))
      // Clicked twice: the first one did it.
      if (box.confirmed) return box
      throw new Refusal('notifications.code_ended', 409)
    }
    if (!tried.right) throw new Refusal('notifications.wrong_code', 409, { left: tried.left })
    return context.begin(tx => shown(tx, context))
  }),
  removeMailbox: on.removeMailbox.handler(async ({ context }) => {
    await removeMailbox(context.tx, acting(context).account)
    return { done: true as const }
  }),
})

function acting({ actor }: Pick<Asked, 'actor'>): Actor {
  if (!actor) throw refusal('base.not_signed_in')
  return actor
}

async function shown(tx: Tx, context: Pick<Asked, 'actor' | 'sendsMail'>): Promise<Mailbox> {
  const { account } = acting(context)
  const box = await mailboxOf(tx, account)
  return {
    offered: context.sendsMail,
    address: box?.address ?? null,
    confirmed: box?.confirmed ?? false,
    language: box?.language ?? 'zh',
    wants: box?.wants ?? [...topics],
    letters: await lettersTo(tx, account),
  }
}

const tooMany = (): Refusal => new Refusal('notifications.too_many_codes', 429)
