// Who answers for what: the departments by class and kind, the firms for the kinds that they keep. A few kinds are left
// open, as in any real district, so that the report of gaps has something to say.
import type { Acting } from '../src/base/events.ts'
import type { RuleChange, RuleDraft } from '../src/domains/organisations/contract.ts'
import { keep } from '../src/domains/organisations/store/rules.ts'
import { addOrganisation } from '../src/domains/organisations/store.ts'
import { departments, firms } from './departments.ts'

/** Opens the departments and firms and keeps their rules; gives their ids by code. */
export async function openOrganisations(acting: Acting, edition: string): Promise<Map<string, string>> {
  const { tx } = acting
  const ids = new Map<string, string>()
  const idOf = (code: string): string => {
    const id = ids.get(code)
    if (id === undefined) throw new Error(`no organisation ${code}`)
    return id
  }
  for (const { code, name, contact } of departments)
    ids.set(code, await addOrganisation(tx, { code, name, contact }))
  for (const { code, name, contact, worksFor } of firms)
    ids.set(
      code,
      await addOrganisation(tx, { code, name, contact, kind: 'contractor', parent: idOf(worksFor) }),
    )

  const said =
    (type: 'part' | 'event') =>
    (code: string): NonNullable<RuleDraft['kind']> =>
      code.length === 4 ? { edition, type, code } : { edition, type, class: code }
  const byKind = [...firms.map(firm => firm.part), ...firms.map(firm => firm.event)].flat()
  const rules = new Map<string, RuleDraft>()
  const rule = (kind: RuleDraft['kind'], to: string): void =>
    void rules.set(JSON.stringify(kind), { kind, region: null, maintainer: null, to })
  rule(null, 'maintainer')
  for (const { code, part, event } of departments)
    for (const kind of [
      ...part.filter(each => !byKind.includes(each)).map(said('part')),
      ...event.map(said('event')),
    ])
      rule(kind, idOf(code))
  // A firm's rule is more than its department's: it stands in its place.
  for (const { code, part, event } of firms)
    for (const kind of [...part.map(said('part')), ...event.map(said('event'))]) rule(kind, idOf(code))
  await keep(
    acting,
    [...rules.values()].map((each): RuleChange => ({ what: 'add', rule: each })),
  )
  return ids
}
