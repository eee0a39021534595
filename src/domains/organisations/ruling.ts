// The calls that keep the rules of responsibility; each checks a rule before the database does, so that people
// read which part of it is wrong.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { eventsOf } from '../../base/events.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { actors } from '../identity/store/actors.ts'
import { mostRules, organisationContract, type RuleChange, type RuleDraft, ruleRefusals } from './contract.ts'
import { covering } from './covering.ts'
import { closedOf, conditionsOf, type Known, ofDistrict, withNames, wrongWith } from './rules.ts'
import { fromSheet, toSheet } from './sheet.ts'
import { keep, knownHere, rulesInForce, versionsOf } from './store/rules.ts'
import { lockRegister } from './store.ts'

means('rule_said_once', 'organisations.rule_exists', 409)

const on = implement(organisationContract).$context<Asked>().use(guard)

export const ruling = {
  rules: on.rules.handler(async ({ context: { tx } }) => {
    const here = await knownHere(tx)
    return (await rulesInForce(tx)).map(rule => withNames(rule, here))
  }),

  addRule: on.addRule.handler(async ({ context, input }) => {
    const rule = await fit(context, input)
    if ((await rulesInForce(context.tx)).length >= mostRules) throw refused('organisations.too_many_rules')
    const [added] = await kept(context, [{ what: 'add', rule }])
    if (!added) throw new Error('the rule was not kept')
    return added
  }),

  changeRule: on.changeRule.handler(async ({ context, input: { id, version, ...draft } }) => {
    const rule = await fit(context, draft)
    const before = (await rulesInForce(context.tx)).find(each => each.id === id)
    if (!before)
      throw (await versionsOf(context.tx, id)).length > 0 ? changedMeanwhile() : refusal('base.not_found')
    const isSame = conditionsOf(before) === conditionsOf(rule) && before.to === rule.to
    if (!isSame) await kept(context, [{ what: 'change', id, version, rule }])
    return { done: true as const }
  }),

  endRule: on.endRule.handler(async ({ context, input: { id, version } }) => {
    if ((await versionsOf(context.tx, id)).length === 0) throw refusal('base.not_found')
    await kept(context, [{ what: 'end', id, version }])
    return { done: true as const }
  }),

  ruleVersions: on.ruleVersions.handler(async ({ context: { tx }, input: { id } }) => {
    const versions = await versionsOf(tx, id)
    if (versions.length === 0) throw refusal('base.not_found')
    const here = await knownHere(tx)
    const events = await eventsOf(tx, id)
    const who = await actors(
      tx,
      events.flatMap(({ post }) => post ?? []),
    )
    return versions.map(version => {
      const made = events.find(({ detail, happened }) => {
        return detail.version === version.version && happened !== 'organisations.rule_ended'
      })
      return { ...withNames(version, here), by: (made?.post && who.get(made.post)?.name) || null }
    })
  }),

  coverage: on.coverage.handler(async ({ context: { tx } }) => {
    const here = await knownHere(tx)
    return covering(await rulesInForce(tx), {
      kinds: [...here.kinds.values()],
      regions: [...here.regions.values()],
      closed: closedOf([...here.organisations.values()]),
    })
  }),

  sheet: on.sheet.handler(async ({ context: { tx } }) => {
    const sheet = toSheet(await rulesInForce(tx), await knownHere(tx))
    return new File([sheet], 'responsibility-rules.csv', { type: 'text/csv;charset=utf-8' })
  }),

  importRules: on.importRules.handler(async ({ context, input: { sheet, endOthers, isTrial } }) => {
    const { tx } = context
    await lockRegister(tx)
    const rules = await rulesInForce(tx)
    const here = await knownHere(tx)
    const read = fromSheet(sheet, { rules, known: here, endOthers, district: tx.district })
    if (!read) throw new Refusal('organisations.bad_sheet', 400)
    const { changes } = read
    const count = (what: RuleChange['what']) => changes.filter(change => change.what === what).length
    if (rules.length + count('add') - count('end') > mostRules) throw refused('organisations.too_many_rules')
    // Nothing is half imported: one refused line keeps all the others out.
    const isKept = !isTrial && read.refused.length === 0
    if (isKept) await kept(context, changes)
    return {
      kept: isKept,
      added: count('add'),
      changed: count('change'),
      ended: count('end'),
      unchanged: read.unchanged,
      refused: read.refused,
      changes,
    }
  }),
}

/** The draft as it may be kept. */
async function fit(context: Ctx, draft: RuleDraft): Promise<RuleDraft> {
  await lockRegister(context.tx)
  checked(draft, await knownHere(context.tx))
  return ofDistrict(draft, context.district)
}

function checked(draft: RuleDraft, here: Known): void {
  const wrong = wrongWith(draft, here)
  if (wrong) throw refused(wrong)
}

async function kept(context: Ctx, changes: readonly RuleChange[]) {
  const added = await keep(context, changes)
  if (!added) throw changedMeanwhile()
  return added
}

function changedMeanwhile(): Refusal {
  return refused('organisations.rule_changed')
}

function refused(code: keyof typeof ruleRefusals): Refusal {
  return new Refusal(code, ruleRefusals[code].status)
}
