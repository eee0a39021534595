// The register of parts: finding them by code, in view, nearby and by lists; keeping them by hand and by files.
import { z } from 'zod'
import { bilingual, done, flag, id, instant, position, read, text, write } from '../../base/contract.ts'
import { datums } from '../../geo/formats/datums.ts'
import { writtenFormats } from '../../geo/formats/written.ts'
import { boxed, givenFile, lookedFile, wrongFile } from '../grids/contract.ts'
import { organisation } from '../organisations/contract.ts'
import { columnNames } from './columns.ts'
import { fieldCalls } from './contract/field.ts'
import { fields, rowFaults } from './planning.ts'
import { accuracies, codeFaults, partStates } from './rules.ts'

const code = z.string().regex(/^\d{16}$/)
const kindDigits = z.string().regex(/^\d{4}$/)
const date = z.iso.date()
const shape = z.object({
  type: z.enum(['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']),
  coordinates: z.array(z.unknown()),
})
const namedKind = z.object({ edition: z.string(), code: kindDigits, name: bilingual })

/** A part in lists and on the map. */
const line = position.extend({
  id,
  code,
  kind: namedKind,
  name: z.string(),
  state: z.enum(partStates),
  region: bilingual,
  maintaining: bilingual.nullable(),
  retiredAt: instant.nullable(),
})
export type PartLine = z.infer<typeof line>

export const part = line.extend({
  version: z.int(),
  shape,
  accuracy: z.enum(accuracies).nullable(),
  /** The subdistrict, where the region is a community. */
  quarter: bilingual.nullable(),
  /** The unit grid of today. */
  grid: z.object({ code: z.string(), name: z.string() }).nullable(),
  supervising: organisation.nullable(),
  owning: organisation.nullable(),
  maintaining: organisation.nullable(),
  installedOn: date.nullable(),
  surveyedOn: date.nullable(),
  source: z.string(),
  note: z.string(),
  attributes: z.record(z.string(), z.string()),
  origin: z.string().nullable(),
  addedAt: instant,
  changedAt: instant,
})
export type Part = z.infer<typeof part>

/** What stands on the plate of a part, for whoever passes. */
const plate = position.extend({
  code,
  kind: namedKind,
  name: z.string(),
  region: bilingual,
  quarter: bilingual.nullable(),
  maintaining: bilingual.nullable(),
  isInUse: z.boolean(),
})
export type Plate = z.infer<typeof plate>

const said = z.union([z.string(), z.null()])
const version = z.object({
  version: z.int(),
  since: instant,
  by: z.string().nullable(),
  import: z.object({ id, file: z.string() }).nullable(),
  /** What it changed of the version before; empty for the first. */
  changes: z.array(z.object({ field: z.enum([...fields, 'retired']), before: said, after: said })),
})
export type PartVersion = z.infer<typeof version>

const wrongRow = z.object({ row: z.int(), code: z.string(), why: z.enum(rowFaults), said: z.string() })

const put = z.object({
  kept: z.boolean(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refusedRows: z.int(),
  /** The first thousand. */
  refused: z.array(wrongRow),
  duplicateRows: z.int(),
  duplicates: z.array(
    z.object({
      row: z.int(),
      of: z.union([z.object({ code }), z.object({ row: z.int() })]),
      metres: z.number(),
    }),
  ),
  leftOut: z.int(),
})
export type PutReport = z.infer<typeof put>

const see = { may: 'parts.see', axis: 'open' } as const
const administer = { may: 'parts.administer', axis: 'system' } as const

const degrees = {
  longitude: z.coerce.number().min(-180).max(180),
  latitude: z.coerce.number().min(-90).max(90),
}
const kindList = z
  .string()
  .regex(/^\d{4}(,\d{4}){0,199}$/)
  .transform(said => said.split(','))
  .optional()

const tileNumber = z.coerce.number().int().min(0)
const told = z.record(z.string(), z.string())

const filters = z.object({
  /** The beginning of a code, or part of a name. */
  text: text(120).default(''),
  /** A kind, or with two digits its whole class. */
  kind: z
    .string()
    .regex(/^\d{2}(\d{2})?$/)
    .optional(),
  state: z.enum(partStates).optional(),
  region: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
    .optional(),
  grid: z
    .string()
    .regex(/^\d{14,20}$/)
    .optional(),
  /** Who maintains it. */
  organisation: id.optional(),
  retired: z.stringbool().default(false),
})
export type Filters = z.output<typeof filters>

const described = z.object({
  name: text(120),
  shape,
  accuracy: z.enum(accuracies).nullable(),
  state: z.enum(partStates),
  supervising: id.nullable(),
  owning: id.nullable(),
  maintaining: id.nullable(),
  installedOn: date.nullable(),
  surveyedOn: date.nullable(),
  source: text(120),
  note: text(500),
  attributes: z.record(z.string().min(1).max(40), z.string().max(200)),
})
export type Described = z.output<typeof described>

const badFile = { 'parts.bad_file': { status: 400, data: wrongFile } } as const

/** What one part may be refused for: the same reasons as of a row in a file. */
const wrongPart = {
  'parts.wrong': { status: 400, data: z.object({ why: z.enum(rowFaults), said: z.string() }) },
} as const

export const partContract = {
  /** The parts that publishing a draft of grids would give to another grid. */
  moving: read('/grid-layers/{layer}/draft/parts', { may: 'grids.administer', axis: 'system' })
    .input(z.object({ layer: z.string().regex(/^[a-z_]{2,40}$/) }))
    .output(
      z.object({
        parts: z.int(),
        ways: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), parts: z.int() })),
      }),
    ),
  /** One part by its code, as scanned from its plate. Says what is wrong with a code that is none. */
  byCode: read('/parts/{code}', see)
    .errors({
      'parts.wrong_code': {
        status: 400,
        data: z.object({ wrong: z.enum(codeFaults), said: z.string() }),
      },
    })
    .input(z.object({ code: z.string().max(40) }))
    .output(part),
  /** What stands on the plate of a part, for whoever scans it in the street. */
  plate: read('/parts/{code}/plate', { may: 'anyone', axis: 'open', rate: { most: 300, seconds: 600 } })
    .input(z.object({ code }))
    .output(plate),
  /** What it was before, newest first. */
  history: read('/parts/{code}/versions', see).input(z.object({ code })).output(z.array(version)),
  /** Parts in bounds within reach; counts in squares where they are more than two thousand. */
  inView: read('/parts-in-view', see)
    .input(
      z.object({
        west: degrees.longitude,
        south: degrees.latitude,
        east: degrees.longitude,
        north: degrees.latitude,
        kinds: kindList,
      }),
    )
    .output(
      z.object({
        total: z.int(),
        parts: z.array(
          line.pick({ id: true, code: true, kind: true, name: true, state: true }).extend(position.shape),
        ),
        clusters: z.array(position.extend({ parts: z.int() })),
      }),
    ),
  /**
   * A vector tile (MVT 2.1) of the parts within reach, layer `part`: from zoom 15 on each as a point with `kind` and
   * `state` whose id is the code without its district; below that counted in 64 squares, `count` each. 204 where there
   * is none. The ETag changes with every change of a part.
   */
  tile: read('/parts-tiles/{z}/{x}/{y}', see)
    .route({ inputStructure: 'detailed', outputStructure: 'detailed' })
    .input(
      z.object({
        params: z.object({ z: tileNumber.max(18), x: tileNumber, y: tileNumber }),
        query: z.object({ kinds: kindList }).default({}),
        headers: z.object({ 'if-none-match': z.string().optional() }).default({}),
      }),
    )
    .output(
      z.union([
        z.object({ status: z.literal(200), headers: told, body: z.file() }),
        z.object({ status: z.literal(204), headers: told }),
        z.object({ status: z.literal(304), headers: told }),
      ]),
    ),
  /** Parts around a point, nearest first, also beyond the reach of the post. */
  near: read('/parts-near', see)
    .input(
      z.object({ ...degrees, metres: z.coerce.number().int().min(1).max(500).default(50), kinds: kindList }),
    )
    .output(z.array(line.extend({ metres: z.number() }))),
  list: read('/parts', see)
    .input(
      filters.extend({ after: code.optional(), limit: z.coerce.number().int().min(1).max(200).default(100) }),
    )
    .output(z.object({ parts: z.array(line), after: code.nullable(), total: z.int() })),
  /** Parts in a box within reach, whole, a stretch at a time (see faces/ogc). */
  features: read('/parts-features', see)
    .input(z.object({ ...boxed, after: code.optional() }))
    .output(z.object({ matched: z.int(), after: code.nullable(), parts: z.array(part) })),
  /** Everything that the filters find, as a file. */
  export: read('/parts-file', see)
    .errors({
      'parts.too_many_to_export': { status: 400, data: z.object({ most: z.int() }) },
      'parts.not_in_this_format': { status: 400, data: wrongFile },
    })
    .input(filters.extend({ format: z.enum(writtenFormats) }))
    .output(z.file()),

  add: write('/parts', administer)
    .errors({ ...wrongPart, 'parts.duplicate': { status: 409, data: z.object({ code }) } })
    .input(
      described.extend({
        kind: z.object({ edition: z.string().max(40), code: kindDigits }),
        /** Without one the next number of its kind is taken. */
        code: z.string().trim().max(40).nullable(),
        /** It stands beside another one of its kind, and is another one. */
        beside: z.boolean().default(false),
      }),
    )
    .output(z.object({ code })),
  change: write('/parts/{code}', administer)
    .errors({ ...wrongPart, 'parts.changed_meanwhile': { status: 409 } })
    .input(described.extend({ code, version: z.int().positive() }))
    .output(z.object({ version: z.int() })),
  retire: write('/parts/{code}/retirement', administer).input(z.object({ code })).output(done),
  reinstate: write('/parts/{code}/reinstatement', administer).input(z.object({ code })).output(done),
  /** What stands in a file of any format, so that whoever brings it can say which column means what. */
  readFile: write('/part-files/reading', administer).errors(badFile).input(givenFile).output(lookedFile),
  /** A survey: tried first, then as a whole, or without what was refused. */
  import: write('/parts/import', administer)
    .errors(badFile)
    .input(
      givenFile.extend({
        datum: z.enum(datums).default('wgs84'),
        /** Which column or property says what. */
        columns: z.partialRecord(z.enum(columnNames), z.string().max(120)).default({}),
        /** For rows that do not say it themselves. */
        usual: z
          .object({
            kind: kindDigits.or(z.literal('')),
            source: text(120),
            accuracy: z.enum(['', ...accuracies]),
          })
          .partial()
          .default({}),
        skipRefused: flag.default(false),
        leaveOutDuplicates: flag.default(false),
        dryRun: flag,
      }),
    )
    .output(put),
  /** What was brought in, newest first. */
  imports: read('/parts-imports', administer).output(
    z.array(
      z.object({
        id,
        file: z.string(),
        datum: z.enum(datums),
        added: z.int(),
        changed: z.int(),
        refused: z.int(),
        at: instant,
        by: z.string().nullable(),
        undone: z.object({ at: instant, by: z.string().nullable() }).nullable(),
      }),
    ),
  ),
  ...fieldCalls,
  /**
   * Takes a whole import back: what it added goes out of use, what it changed says again what it said before. Refused
   * where somebody has changed one of its parts since. Brought in again, a mended file gets the same codes.
   */
  undo: write('/parts/imports/{id}/undoing', administer)
    .errors({
      'parts.undone_already': { status: 409 },
      'parts.built_on': { status: 409, data: z.object({ count: z.int(), codes: z.string() }) },
      'parts.undo_beyond_reach': { status: 409, data: z.object({ count: z.int() }) },
      'parts.undo_nowhere': { status: 409, data: z.object({ count: z.int() }) },
    })
    .input(z.object({ id }))
    .output(z.object({ retired: z.int(), restored: z.int() })),
}
