// The centres of the small town: one an axis, with branches and stations where people work on the ground.
import type { Tx } from '../../src/base/db.ts'
import { addCentre, placePost } from '../../src/domains/identity/store/centres.ts'
import { region } from '../../src/domains/regions/store.ts'

interface TownCentre {
  code: string
  name: { zh: string; en: string }
  axis: 'supervision' | 'command'
  level: 'centre' | 'branch' | 'station'
  region: string
  parent: string | null
  /** Whose posts belong to it, by login. */
  people: string[]
}

const centres: readonly TownCentre[] = [
  {
    code: 'JD',
    name: { zh: '江北区监督中心', en: 'Jiangbei Supervision Centre' },
    axis: 'supervision',
    level: 'centre',
    region: '990103',
    parent: null,
    people: ['demo.acceptor', 'demo.leader', 'demo.leader2', 'demo.evaluator'],
  },
  {
    code: 'JD-GL',
    name: { zh: '鼓楼监督工作站', en: 'Gulou Supervision Station' },
    axis: 'supervision',
    level: 'station',
    region: '990103001',
    parent: 'JD',
    people: ['demo.inspector'],
  },
  {
    code: 'JD-LJ',
    name: { zh: '临江监督工作站', en: 'Linjiang Supervision Station' },
    axis: 'supervision',
    level: 'station',
    region: '990103002',
    parent: 'JD',
    people: ['demo.inspector2'],
  },
  {
    code: 'ZH',
    name: { zh: '江北区指挥中心', en: 'Jiangbei Command Centre' },
    axis: 'command',
    level: 'centre',
    region: '990103',
    parent: null,
    people: ['demo.dispatcher', 'demo.coordinator', 'demo.commander'],
  },
  {
    code: 'ZH-GL',
    name: { zh: '鼓楼街道分中心', en: 'Gulou Branch Centre' },
    axis: 'command',
    level: 'branch',
    region: '990103001',
    parent: 'ZH',
    people: [],
  },
  {
    code: 'ZH-GL-SY',
    name: { zh: '书院社区工作站', en: 'Shuyuan Workstation' },
    axis: 'command',
    level: 'station',
    region: '990103001001',
    parent: 'ZH-GL',
    people: [],
  },
  {
    code: 'ZH-LJ',
    name: { zh: '临江街道分中心', en: 'Linjiang Branch Centre' },
    axis: 'command',
    level: 'branch',
    region: '990103002',
    parent: 'ZH',
    people: [],
  },
]

/** @param posts each person's post, by login */
export async function openCentres(tx: Tx, now: string, posts: ReadonlyMap<string, string>): Promise<void> {
  const opened = new Map<string, string>()
  for (const { people, region: code, parent, ...centre } of centres) {
    const where = await region(tx, code)
    // A city made for a measurement has other regions; it does without.
    if (!where || (parent !== null && !opened.has(parent))) continue
    const over = parent === null ? null : (opened.get(parent) ?? null)
    const id = await addCentre(tx, now, { ...centre, region: where, parent: over })
    opened.set(centre.code, id)
    for (const login of people) {
      const post = posts.get(login)
      if (post !== undefined) await placePost(tx, post, id)
    }
  }
}
