// What looked odd, as evaluators and auditors read it, and the verdict of an evaluator.
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import type { Ctx } from '../../base/gate.ts'
import type { Flag } from './contract/honesty.ts'
import type { Verdict } from './rules.ts'
import { flagOf, flagPage, judge, type WantedFlags } from './store/flags.ts'

export async function flags(
  { tx, actor }: Ctx,
  wanted: WantedFlags,
): Promise<{ flags: Flag[]; after: string | null; total: number }> {
  if (!actor) throw refusal('base.not_signed_in')
  const page = await flagPage(tx, actor.reach, wanted)
  // Whose answer it was matters to who judges it, and to nobody who only reads.
  if (actor.permissions.has('supervision.evaluate')) return page
  return { ...page, flags: page.flags.map(flag => ({ ...flag, name: null })) }
}

export async function judgeFlag(
  context: Ctx,
  { id, verdict, was }: { id: string; verdict: Verdict; was: Verdict | null },
): Promise<{ id: string; verdict: Verdict; judgedAt: string }> {
  const { tx, now, actor } = context
  if (!actor) throw refusal('base.not_signed_in')
  const flag = await flagOf(tx, actor.reach, id)
  if (!flag) throw refusal('base.not_found')
  if (flag.account === actor.account) throw new Refusal('supervision.own_flag', 409)
  if (flag.verdict !== was) throw new Refusal('supervision.judged_meanwhile', 409, { verdict: flag.verdict })
  await judge(tx, now, { id, verdict, account: actor.account })
  const { caseId, what } = flag
  await record(context, {
    subject: id,
    happened: 'supervision.flag_judged',
    detail: { case: caseId, what, verdict, was },
  })
  return { id, verdict, judgedAt: now }
}
