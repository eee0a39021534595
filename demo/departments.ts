// The departments and firms of the city, and what each answers for: classes and kinds of the district's edition.

export interface Department {
  code: string
  name: { zh: string; en: string }
  /** The login of its clerk, after `demo.`. */
  clerk: string
  part: readonly string[]
  event: readonly string[]
  contact: string
}

export interface Firm {
  code: string
  name: { zh: string; en: string }
  worksFor: string
  /** Kinds it keeps in good order, wherever they are. */
  part: readonly string[]
  event: readonly string[]
  contact: string
}

export const departments: readonly Department[] = [
  {
    code: 'D01',
    name: { zh: '市政管理处', en: 'Municipal Works' },
    clerk: 'works',
    part: ['01', '02', '05'],
    event: ['0113', '0114', '05'],
    contact: '0999-555-0101',
  },
  {
    code: 'D02',
    name: { zh: '环卫中心', en: 'Sanitation Centre' },
    clerk: 'sanitation',
    part: ['03', '0118'],
    event: ['01'],
    contact: '0999-555-0102',
  },
  {
    code: 'D03',
    name: { zh: '棠江水务', en: 'Tang River Water' },
    clerk: 'water',
    part: ['0101', '0102', '0103', '0104', '0125', '0193', '0506', '0507', '0508'],
    event: ['0125', '0126', '0181', '0182', '0501', '0503'],
    contact: '0999-555-0103',
  },
  {
    code: 'D04',
    name: { zh: '园林管理所', en: 'Parks Office' },
    clerk: 'parks',
    part: ['04', '0114'],
    event: ['0117', '0118', '0121', '0122', '0179', '0191'],
    contact: '0999-555-0104',
  },
  {
    code: 'D05',
    name: { zh: '城管执法队', en: 'Enforcement Brigade' },
    clerk: 'enforcement',
    part: ['0306', '0307'],
    event: ['02', '03', '04', '0101', '0102', '0103', '0106', '0107', '0108', '0128', '0129', '0196', '0197'],
    contact: '0999-555-0105',
  },
  {
    code: 'D06',
    name: { zh: '路灯管理所', en: 'Street Lighting' },
    clerk: 'lighting',
    part: ['0106', '0137', '0138', '0139', '0178'],
    event: [],
    contact: '0999-555-0106',
  },
  {
    code: 'D07',
    name: { zh: '供电公司', en: 'Power Supply' },
    clerk: 'power',
    part: ['0128', '0129', '0130', '0154'],
    event: [],
    contact: '0999-555-0107',
  },
  {
    code: 'D08',
    name: { zh: '通信管线办', en: 'Telecom Lines Office' },
    clerk: 'telecom',
    part: ['0127', '0131', '0150'],
    event: [],
    contact: '0999-555-0108',
  },
  {
    code: 'D09',
    name: { zh: '燃气公司', en: 'Gas Company' },
    clerk: 'gas',
    part: ['0111', '0149', '0157', '0504'],
    event: [],
    contact: '0999-555-0109',
  },
  {
    code: 'D10',
    name: { zh: '交通设施中心', en: 'Traffic Facilities Centre' },
    clerk: 'traffic',
    part: ['0204', '0211', '0217', '0220', '0225', '0283'],
    event: [],
    contact: '0999-555-0110',
  },
]

export const firms: readonly Firm[] = [
  {
    code: 'C01',
    name: { zh: '通达养护公司', en: 'Tongda Maintenance Co.' },
    worksFor: 'D01',
    part: ['0209', '0212'],
    event: ['0113'],
    contact: '0999-555-0131',
  },
  {
    code: 'C02',
    name: { zh: '净街保洁公司', en: 'Jingjie Cleaning Co.' },
    worksFor: 'D02',
    part: ['0301', '0302', '0305'],
    event: [],
    contact: '0999-555-0132',
  },
  {
    code: 'C03',
    name: { zh: '青禾绿化公司', en: 'Qinghe Greening Co.' },
    worksFor: 'D04',
    part: ['0402', '0405'],
    event: [],
    contact: '0999-555-0133',
  },
]

/** Who keeps a part in good order: whoever names its kind, else whoever names its class. */
export function keeperOf(kind: string): { department: string; keeper: string } {
  const own = (part: readonly string[], key: string): boolean => part.includes(key)
  const firm = firms.find(({ part }) => own(part, kind))
  const department =
    departments.find(({ part }) => own(part, kind)) ??
    departments.find(({ part }) => own(part, kind.slice(0, 2)))
  if (!department) throw new Error(`nobody keeps parts of kind ${kind}`)
  return { department: firm?.worksFor ?? department.code, keeper: firm?.code ?? department.code }
}
