// On shift and off: an inspector says so himself, and is drawn before others while he is.
import type { Instant } from '../../base/clock.ts'
import { refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import type { Ctx } from '../../base/gate.ts'
import { addDuty, closeDuty, endOfDuty, openDuty } from './store/duty.ts'

export interface Duty {
  since: Instant | null
  /** When it counts as ended by itself. */
  until: Instant | null
}

const off: Duty = { since: null, until: null }

/** Saying it twice changes nothing. A shift that was never ended ends first, at the time when it counted as ended. */
export async function beginDuty(context: Ctx): Promise<Duty> {
  const { tx, now } = context
  const post = postOf(context)
  const since = await openDuty(tx, post)
  if (since !== undefined && isRunning(since, now)) return running(since)
  if (since !== undefined && (await closeDuty(tx, endOfDuty(since), post))) {
    const at = endOfDuty(since)
    await record(context, {
      subject: post,
      happened: 'supervision.duty_ended',
      detail: { forgotten: true },
      at,
    })
  }
  if (!(await addDuty(tx, now, post))) return myDuty(context)
  await record(context, { subject: post, happened: 'supervision.duty_begun', detail: {} })
  return running(now)
}

export async function endDuty(context: Ctx): Promise<Duty> {
  const { tx, now } = context
  const post = postOf(context)
  const since = await openDuty(tx, post)
  if (since === undefined) return off
  const isForgotten = !isRunning(since, now)
  const until = isForgotten ? endOfDuty(since) : now
  if (await closeDuty(tx, until, post)) {
    const detail = isForgotten ? { forgotten: true } : {}
    await record(context, { subject: post, happened: 'supervision.duty_ended', detail, at: until })
  }
  return off
}

export async function myDuty(context: Ctx): Promise<Duty> {
  const since = await openDuty(context.tx, postOf(context))
  return since !== undefined && isRunning(since, context.now) ? running(since) : off
}

function isRunning(since: Instant, now: Instant): boolean {
  return Date.parse(now) < Date.parse(endOfDuty(since))
}

function running(since: Instant): Duty {
  return { since, until: endOfDuty(since) }
}

function postOf({ actor }: Ctx): string {
  if (!actor) throw refusal('base.not_signed_in')
  return actor.post
}
