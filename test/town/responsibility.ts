// Who answers for what in the small town: one firm that works for the municipal works, and the rules. A
// few kinds are left open, as in any real district, so that the report of gaps has something to say.
import type { Acting } from '../../src/base/events.ts'
import type { RuleChange, RuleDraft } from '../../src/domains/organisations/contract.ts'
import { keep } from '../../src/domains/organisations/store/rules.ts'
import { describe } from '../../src/domains/organisations/store.ts'
import type { Town } from './town.ts'

const edition = 'gbt30428_2_2013'

/** Classes and kinds by who answers for them: municipal works, sanitation, water, parks, enforcement. */
const district: Record<string, { part: string[]; event: string[] }> = {
  D01: { part: ['01', '02', '05'], event: ['0113', '0114', '05'] },
  D02: { part: ['03'], event: ['01'] },
  D03: {
    part: ['0101', '0102', '0103', '0104', '0125', '0193', '0506', '0507', '0508'],
    event: ['0125', '0126', '0181', '0182', '0501', '0503'],
  },
  D04: { part: ['04', '0114'], event: ['0117', '0118', '0121', '0122', '0179', '0191'] },
  D05: {
    part: ['0306', '0307'],
    event: ['02', '03', '04', '0101', '0102', '0103', '0106', '0107', '0108', '0128', '0129', '0196', '0197'],
  },
}

/** What the firm keeps in good order in the second subdistrict. */
const firm = { code: 'D06', worksFor: 'D01', part: ['02'], event: ['0113'] }

export async function assignResponsibility(
  acting: Acting,
  { organisations, regions }: Town,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx } = acting
  const idOf = (code: string): string => {
    const id = ids.get(code)
    if (id === undefined) throw new Error(`no organisation ${code}`)
    return id
  }
  const second = regions.filter(({ level }) => level === 'subdistrict')[1]
  const tongda = organisations.find(({ code }) => code === firm.code)
  if (!second || !tongda) throw new Error('the fictional district has no second subdistrict or no firm')
  await describe(tx, idOf(firm.code), {
    name: tongda.name,
    kind: 'contractor',
    parent: idOf(firm.worksFor),
    region: second.code,
    contact: '0999-555-0106',
  })
  const rules: RuleDraft[] = [
    { kind: null, region: null, maintainer: null, to: 'maintainer' },
    ...Object.entries(district).flatMap(([code, { part, event }]) =>
      [...part.map(said('part')), ...event.map(said('event'))].map(kind => ({
        kind,
        region: null,
        maintainer: null,
        to: idOf(code),
      })),
    ),
    ...[...firm.part.map(said('part')), ...firm.event.map(said('event'))].map(kind => ({
      kind,
      region: second.code,
      maintainer: null,
      to: idOf(firm.code),
    })),
  ]
  await keep(
    acting,
    rules.map((rule): RuleChange => ({ what: 'add', rule })),
  )
}

function said(type: 'part' | 'event'): (code: string) => NonNullable<RuleDraft['kind']> {
  return code => (code.length === 4 ? { edition, type, code } : { edition, type, class: code })
}
