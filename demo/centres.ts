// The centres of the city: one an axis; below supervision the squads and teams of inspectors, below command a branch in
// the subdistrict and a workstation in each community.
import type { Tx } from '../src/base/db.ts'
import { addCentre, placePost } from '../src/domains/identity/store/centres.ts'
import { region } from '../src/domains/regions/store.ts'

export interface DemoCentre {
  code: string
  name: { zh: string; en: string }
  axis: 'supervision' | 'command'
  level: 'centre' | 'branch' | 'station'
  region: string
  parent: string | null
}

interface Here {
  district: { code: string; zh: string; en: string }
  subdistrict: { code: string; zh: string; en: string }
  communities: readonly { code: string; name: { zh: string; en: string } }[]
  squads: number
  teams: number
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

export function centresOf({ district, subdistrict, communities, squads, teams }: Here): DemoCentre[] {
  const squad = (at: number): string => `JD-${at + 1}`
  return [
    {
      code: 'JD',
      name: { zh: `${district.zh}监督中心`, en: `${district.en} Supervision Centre` },
      axis: 'supervision',
      level: 'centre',
      region: district.code,
      parent: null,
    },
    ...Array.from(
      { length: squads },
      (_, at): DemoCentre => ({
        code: squad(at),
        name: { zh: `监督员${numerals[at]}中队`, en: `Inspectors, squad ${at + 1}` },
        axis: 'supervision',
        level: 'branch',
        region: subdistrict.code,
        parent: 'JD',
      }),
    ),
    ...Array.from(
      { length: teams },
      (_, at): DemoCentre => ({
        code: teamCode(at, squads),
        name: { zh: `监督员${numerals[at]}班`, en: `Inspectors, team ${at + 1}` },
        axis: 'supervision',
        level: 'station',
        region: subdistrict.code,
        parent: squad(at % squads),
      }),
    ),
    {
      code: 'ZH',
      name: { zh: `${district.zh}指挥中心`, en: `${district.en} Command Centre` },
      axis: 'command',
      level: 'centre',
      region: district.code,
      parent: null,
    },
    {
      code: 'ZH-1',
      name: { zh: `${subdistrict.zh}分中心`, en: `${subdistrict.en} Branch Centre` },
      axis: 'command',
      level: 'branch',
      region: subdistrict.code,
      parent: 'ZH',
    },
    ...communities.map(
      ({ code, name }, at): DemoCentre => ({
        code: `ZH-1-${String(at + 1).padStart(2, '0')}`,
        name: { zh: `${name.zh}工作站`, en: `${name.en} Workstation` },
        axis: 'command',
        level: 'station',
        region: code,
        parent: 'ZH-1',
      }),
    ),
  ]
}

export function teamCode(at: number, squads: number): string {
  return `JD-${(at % squads) + 1}-${at + 1}`
}

/** @param posts each person's post and the code of his centre */
export async function openCentres(
  tx: Tx,
  now: string,
  centres: readonly DemoCentre[],
  posts: readonly { post: string; centre: string }[],
): Promise<void> {
  const opened = new Map<string, string>()
  for (const { region: code, parent, ...centre } of centres) {
    const where = await region(tx, code)
    if (!where) throw new Error(`the centre ${centre.code} has no region ${code}`)
    const over = parent === null ? null : (opened.get(parent) ?? null)
    opened.set(centre.code, await addCentre(tx, now, { ...centre, region: where, parent: over }))
  }
  for (const { post, centre } of posts) {
    const id = opened.get(centre)
    if (id === undefined) throw new Error(`there is no centre ${centre}`)
    await placePost(tx, post, id)
  }
}
