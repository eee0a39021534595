// The small town that every test lives in: Jiangbei of Lanzhou (澜州市江北区),
// two subdistricts, six communities, 180 unit grids of about 100 m × 100 m on a bent lattice. Seeded: the same
// every time. It lies in the open sea, so that no real place is mapped.
import type { GridFeature } from '../../src/domains/grids/store.ts'
import type { Role } from '../../src/domains/identity/rules.ts'
import type { District, NewRegion } from '../../src/domains/regions/store.ts'

export interface TownPerson {
  login: string
  name: string
  role: Role
  region: string
  organisation?: string
}

export interface Town {
  district: District
  regions: NewRegion[]
  layer: { code: string; name: { zh: string; en: string } }
  grids: GridFeature[]
  organisations: { code: string; name: { zh: string; en: string } }[]
  people: TownPerson[]
}

const code = '990103'
const across = 6
const down = 5

const subdistricts = [
  {
    name: { zh: '鼓楼街道', en: 'Gulou Subdistrict' },
    communities: [
      { zh: '书院社区', en: 'Shuyuan Community' },
      { zh: '文庙社区', en: 'Wenmiao Community' },
      { zh: '柳营社区', en: 'Liuying Community' },
    ],
  },
  {
    name: { zh: '临江街道', en: 'Linjiang Subdistrict' },
    communities: [
      { zh: '桥头社区', en: 'Qiaotou Community' },
      { zh: '染坊社区', en: 'Ranfang Community' },
      { zh: '白鹭社区', en: 'Bailu Community' },
    ],
  },
]

export function smallTown(): Town {
  const lattice = bentLattice(across * subdistricts.length, down * 3)
  const regions: NewRegion[] = [
    { code: '99', parent: null, level: 'province', name: { zh: '虚构省', en: 'Invented Province' } },
    { code: '9901', parent: '99', level: 'city', name: { zh: '澜州市', en: 'Lanzhou City' } },
    {
      code,
      parent: '9901',
      level: 'district',
      name: { zh: '江北区', en: 'Jiangbei District' },
      shape: ringOf(lattice, 0, 0, across * 2, down * 3),
    },
  ]
  const grids: GridFeature[] = []
  for (const [column, { name, communities }] of subdistricts.entries()) {
    const subdistrict = `${code}${serial(column + 1)}`
    const left = column * across
    regions.push({
      code: subdistrict,
      parent: code,
      level: 'subdistrict',
      name,
      shape: ringOf(lattice, left, 0, left + across, down * 3),
    })
    for (const [row, community] of communities.entries()) {
      const region = `${subdistrict}${serial(row + 1)}`
      const top = row * down
      regions.push({
        code: region,
        parent: subdistrict,
        level: 'community',
        name: community,
        shape: ringOf(lattice, left, top, left + across, top + down),
      })
      // Numbered from west to east, then from north to south, as GB/T 30428.1 asks.
      for (let y = top; y < top + down; y += 1) {
        for (let x = left; x < left + across; x += 1) {
          const number = serial((y - top) * across + (x - left) + 1)
          grids.push({
            code: `${region}${number}`,
            name: `${community.zh.slice(0, 2)} ${number}`,
            region,
            geometry: ringOf(lattice, x, y, x + 1, y + 1),
          })
        }
      }
    }
  }
  return {
    district: { code, name: { zh: '澜州市江北区', en: 'Jiangbei, Lanzhou' }, timeZone: 'Asia/Shanghai' },
    regions,
    layer: { code: 'unit', name: { zh: '单元网格', en: 'Unit grids' } },
    grids,
    organisations: [
      { code: 'D01', name: { zh: '市政管理处', en: 'Municipal Works' } },
      { code: 'D02', name: { zh: '环卫中心', en: 'Sanitation Centre' } },
      { code: 'D03', name: { zh: '江北水务', en: 'Jiangbei Water' } },
      { code: 'D04', name: { zh: '园林管理所', en: 'Parks Office' } },
      { code: 'D06', name: { zh: '通达养护公司', en: 'Tongda Maintenance Co.' } },
      { code: 'D05', name: { zh: '城管执法队', en: 'Enforcement Brigade' } },
    ],
    people,
  }
}

const people: TownPerson[] = [
  { login: 'demo.acceptor', name: '何静', role: 'acceptor', region: code },
  { login: 'demo.leader', name: '沈月琴', role: 'shift_leader', region: code },
  { login: 'demo.dispatcher', name: '周敏', role: 'dispatcher', region: code },
  {
    login: 'demo.works',
    name: '陈立群（市政管理处）',
    role: 'department_clerk',
    region: code,
    organisation: 'D01',
  },
  {
    login: 'demo.sanitation',
    name: '马会芳（环卫中心）',
    role: 'department_clerk',
    region: code,
    organisation: 'D02',
  },
  { login: 'demo.coordinator', name: '周强', role: 'coordinator', region: code },
  { login: 'demo.inspector', name: '林小满', role: 'inspector', region: '990103001' },
  { login: 'demo.inspector2', name: '贺远', role: 'inspector', region: '990103002' },
  { login: 'demo.leader2', name: '罗建国', role: 'shift_leader', region: code },
  { login: 'demo.evaluator', name: '丁敏之', role: 'evaluator', region: code },
  { login: 'demo.commander', name: '郑海涛', role: 'command_leader', region: code },
  {
    login: 'demo.handler',
    name: '吴师傅（市政管理处）',
    role: 'handler',
    region: code,
    organisation: 'D01',
  },
  {
    login: 'demo.contractor',
    name: '胡永（通达养护公司）',
    role: 'contractor',
    region: code,
    organisation: 'D06',
  },
  { login: 'demo.observer', name: '许长河', role: 'observer', region: code },
  { login: 'demo.auditor', name: '钱谨', role: 'auditor', region: code },
  { login: 'demo.admin', name: '高文', role: 'administrator', region: code },
]

type Point = [longitude: number, latitude: number]

const origin = { longitude: 123.5, latitude: 29.5 }
const metresPerDegree = 111_320

/** Corner points of a lattice of 100 m cells, row 0 in the north; shared corners are the same point. */
function bentLattice(columns: number, rows: number): Point[][] {
  const random = seeded(20260401)
  const stretch = metresPerDegree * Math.cos((origin.latitude * Math.PI) / 180)
  return Array.from({ length: rows + 1 }, (_, y) =>
    Array.from({ length: columns + 1 }, (_, x): Point => {
      const bend = 40 * Math.sin(y / 3)
      const east = x * 100 + bend + (random() - 0.5) * 28
      const north = -y * 100 + 25 * Math.sin(x / 2.5) + (random() - 0.5) * 28
      return [round(origin.longitude + east / stretch), round(origin.latitude + north / metresPerDegree)]
    }),
  )
}

/** The outline of a block of cells, counter-clockwise along the lattice, so that neighbours share every point. */
function ringOf(lattice: Point[][], left: number, top: number, right: number, bottom: number) {
  const at = (x: number, y: number): Point => {
    const point = lattice[y]?.[x]
    if (!point) throw new Error(`no corner ${x}, ${y}`)
    return point
  }
  const ring: Point[] = []
  for (let y = top; y < bottom; y += 1) ring.push(at(left, y))
  for (let x = left; x < right; x += 1) ring.push(at(x, bottom))
  for (let y = bottom; y > top; y -= 1) ring.push(at(right, y))
  for (let x = right; x > left; x -= 1) ring.push(at(x, top))
  ring.push(at(left, top))
  return { type: 'Polygon' as const, coordinates: [ring] }
}

function serial(number: number): string {
  return String(number).padStart(3, '0')
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

/** mulberry32: a small generator with a seed, so that the city is the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
