// Dongcheng: supervision and command apart, unit grids of a hectare, parts with a code each, inspectors in squads and
// teams. mission: DC1 DC2 DC4 DC6
import type { Model } from './model.ts'

const gridsEach = 12
const managed = { units: 9, least: 2, most: 5 }

export const dongcheng: Model = {
  name: 'dongcheng',
  levels: [
    { level: 'district', name: 'models.level.district' },
    { level: 'subdistrict', name: 'models.level.subdistrict' },
    { level: 'community', name: 'models.level.community' },
  ],
  layers: [
    {
      code: 'unit',
      name: 'models.layer.unit',
      mustCover: true,
      mayOverlap: false,
      nestsIn: null,
      leastArea: 2_000,
      mostArea: 30_000,
    },
    {
      code: 'duty',
      name: 'models.layer.duty',
      mustCover: true,
      mayOverlap: false,
      nestsIn: null,
      leastArea: null,
      mostArea: null,
    },
    {
      code: 'management',
      name: 'models.layer.management',
      mustCover: true,
      mayOverlap: false,
      nestsIn: null,
      leastArea: null,
      mostArea: null,
    },
  ],
  edition: 'gbt30428_2_2013',
  posts: [
    'inspector',
    'acceptor',
    'shift_leader',
    'evaluator',
    'dispatcher',
    'coordinator',
    'command_leader',
    'department_clerk',
    'handler',
    'contractor',
    'observer',
    'auditor',
    'administrator',
  ],
  sizes: {
    small: { subdistricts: 1, gridsEach, managed, squads: 1, teams: 3 },
  },
  turnsOn: [
    'regions',
    'identity',
    'catalogue',
    'organisations',
    'grids',
    'parts',
    'places',
    'cases',
    'supervision',
    'command',
    'handling',
    'notifications',
  ],
}
