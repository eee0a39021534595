// Sending cases out. The event says which rule of responsibility named whom at that moment, and whether the person who
// dispatched followed it: ids and codes, so that the rules can be held against what people do.
import type { Tx } from '../../base/db.ts'
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { Held } from '../cases/store/facts.ts'
import type { Moved } from '../cases/store/move.ts'
import { type Many, type Plan, type Taking, take, takeMany, takeOnly } from '../cases/taking.ts'
import type { Rule } from '../organisations/contract.ts'
import { firing, type Proposed } from '../organisations/rules.ts'
import { rulesAbout, rulesInForce } from '../organisations/store/rules.ts'
import { openOrganisations } from '../organisations/store.ts'

type Sent = Taking & { department: string }

export function dispatchOne(context: Ctx, { department, ...input }: Sent): Promise<Moved> {
  return takeOnly(context, 'dispatch', sent(input, department), planOf(context, department))
}

/** A part of a case that is split in the same transaction. */
export function dispatchPart(context: Ctx, { department, ...input }: Sent): Promise<Moved> {
  return take(context, 'dispatch', sent(input, department), planOf(context, department))
}

function planOf({ tx }: Ctx, department: string): Plan {
  return async row => {
    const open = await openWith(tx, [department])
    if (row.refusedBy.includes(department)) throw new Refusal('command.gave_it_back', 409)
    const fires = firing(...inForce(await rulesAbout(tx, row), open))
    return { detail: saidOf(fires(row), row, department) }
  }
}

export async function dispatchMany(
  context: Ctx,
  { department, ids }: { department: string; ids: readonly string[] },
): Promise<Many> {
  const open = await openWith(context.tx, [department])
  const fires = firing(...inForce(await rulesInForce(context.tx), open))
  return takeMany(context, 'dispatch', { ids, ...sent({}, department) }, row =>
    row.refusedBy.includes(department)
      ? { refused: 'command.gave_it_back' }
      : { detail: saidOf(fires(row), row, department) },
  )
}

/** The organisations that can be sent something; refuses with `command.no_department` any other one. */
export async function openWith(tx: Tx, departments: readonly string[]): Promise<ReadonlySet<string>> {
  const open = new Set((await openOrganisations(tx)).map(({ id }) => id))
  if (departments.some(id => !open.has(id))) throw new Refusal('command.no_department', 400)
  return open
}

function sent<Given extends object>(input: Given, department: string) {
  return { ...input, detail: { department }, change: { department } }
}

/** What rules are asked with: whoever is named and cannot be sent anything is closed. */
function inForce(rules: readonly Rule[], open: ReadonlySet<string>): [readonly Rule[], ReadonlySet<string>] {
  return [rules, new Set(rules.flatMap(({ to }) => (to === 'maintainer' || open.has(to) ? [] : [to])))]
}

/** Nothing is said where nobody was proposed: no rule fires, or whom it names gave the case back. */
function saidOf(fired: Proposed | undefined, { refusedBy }: Held, department: string) {
  if (!fired || refusedBy.includes(fired.organisation)) return {}
  const { id, number, version } = fired.rule
  return { proposal: { rule: id, number, version, followed: fired.organisation === department } }
}
