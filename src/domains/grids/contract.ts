// Grids: the layers a district is divided into, their versions and drafts, and in which grid a place lies.
import { z } from 'zod'
import { bilingual, done, flag, id, instant, position, read, text, write } from '../../base/contract.ts'
import { datums } from '../../geo/formats/datums.ts'
import { formats } from '../../geo/formats/rows.ts'
import { writtenFormats } from '../../geo/formats/written.ts'
import { fileFaults } from '../../geo/formats/wrong.ts'
import { geometryFaults } from '../../geo/geojson.ts'
import { gridColumns } from './columns.ts'
import { mendWays, verdict } from './contract/faults.ts'
import { gridCodeFaults } from './rules.ts'

export { type Fault, faultKinds, type Mend, mendWays, type Verdict } from './contract/faults.ts'

export const grid = z.object({
  id,
  layer: z.string(),
  code: z.string(),
  name: z.string(),
  regionPath: z.string(),
})
export type Grid = z.infer<typeof grid>

const multiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(z.array(z.number())))),
})

const feature = z.object({
  type: z.literal('Feature'),
  id,
  properties: z.object({ code: z.string(), name: z.string(), region: z.string() }),
  geometry: multiPolygon,
})

const timedFeature = feature.extend({
  properties: feature.shape.properties.extend({ validFrom: instant, validUntil: instant.nullable() }),
})

const degrees = (most: number) => z.coerce.number().min(-most).max(most)
/** A box, and how many at once; west of more than east goes round the other side of the Earth. */
export const boxed = {
  west: degrees(180).optional(),
  south: degrees(90).optional(),
  east: degrees(180).optional(),
  north: degrees(90).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
}

const layerCode = z.string().regex(/^[a-z_]{2,40}$/)
export const layer = z.object({ layer: layerCode })
const area = z.int().positive().max(1_000_000_000).nullable()

const settings = z.object({
  name: z.object({
    zh: text(40).pipe(z.string().min(1)),
    en: text(40).pipe(z.string().min(1)),
  }),
  /** Nothing of the communities is left out. */
  mustCover: z.boolean(),
  mayOverlap: z.boolean(),
  /** Each grid lies in one grid of that layer. */
  nestsIn: layerCode.nullable(),
  /** Square metres. */
  leastArea: area,
  mostArea: area,
  /** Square metres that are taken for noise of the survey. */
  tolerance: z.int().min(0).max(10_000),
})
export type Settings = z.infer<typeof settings>

const draft = z.object({
  revision: z.int(),
  basedOn: z.int(),
  grids: z.int(),
  changedAt: instant,
  changedBy: z.string().nullable(),
})

const kept = settings.extend({
  code: z.string(),
  name: bilingual,
  grids: z.int(),
  version: z.int().nullable(),
  draft: draft.nullable(),
})
export type KeptLayer = z.infer<typeof kept>

export const rowFaults = [
  ...gridCodeFaults,
  ...geometryFaults,
  'not_a_polygon',
  'crosses_itself',
  'no_name',
  'name_too_long',
  'no_such_region',
  'region_differs',
  'twice',
  'outside',
  'beyond_region',
  'too_small',
  'too_large',
  'overlaps',
] as const

const refusedRow = z.object({
  row: z.int(),
  code: z.string(),
  why: z.enum(rowFaults),
  said: z.string(),
  /** Where on the map, if the row lies anywhere. */
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
})
export type RefusedRow = z.infer<typeof refusedRow>

const version = z.object({
  version: z.int(),
  state: z.enum(['in_force', 'coming', 'past', 'withdrawn']),
  validFrom: instant,
  publishedAt: instant,
  publishedBy: z.string().nullable(),
  grids: z.int(),
})
export type Version = z.infer<typeof version>

export const administer = { may: 'grids.administer', axis: 'system' } as const
export const revision = z.int().positive()
/** What every change of a draft may be refused for. */
export const drafting = {
  'grids.no_draft': { status: 409 },
  'grids.draft_changed': { status: 409, data: z.object({ by: z.string() }) },
  'grids.locked': { status: 409, data: z.object({ codes: z.array(z.string()) }) },
} as const
const wrongSettings = {
  'grids.no_such_layer': { status: 400 },
  'grids.nests_in_circle': { status: 400 },
  'grids.area_bounds': { status: 400 },
} as const

/** A file as it is, and which of its tables, where it holds several. */
export const givenFile = z.object({ file: z.file(), table: z.string().max(200).optional() })
export const lookedFile = z.object({
  format: z.enum(formats),
  tables: z.array(z.string()),
  table: z.string(),
  /** It has no shapes of its own: columns say where a row lies. */
  isTable: z.boolean(),
  system: z.string(),
  rows: z.int(),
  heads: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
})
/** Why a file cannot be read or written, and what its sentence names. */
export const wrongFile = z.object({ wrong: z.enum(fileFaults), said: z.string() })
const badFile = { 'grids.bad_file': { status: 400, data: wrongFile } } as const

export const gridContract = {
  layers: read('/grid-layers', { may: 'anyone', axis: 'open' }).output(
    z.array(z.object({ code: z.string(), name: bilingual, grids: z.int() })),
  ),
  /** The grids of a layer as GeoJSON, as they are now or were at an instant; CGCS2000/WGS 84, longitude first. */
  layer: read('/grid-layers/{layer}', { may: 'anyone', axis: 'open' })
    .input(layer.extend({ at: instant.optional() }))
    .output(z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) })),
  /** The grids in a box that were in force within a time, a stretch at a time (see faces/ogc). */
  features: read('/grid-layers/{layer}/features', { may: 'anyone', axis: 'open' })
    .input(
      layer.extend({ ...boxed, since: instant.optional(), until: instant.optional(), after: id.optional() }),
    )
    .output(z.object({ matched: z.int(), after: id.nullable(), features: z.array(timedFeature) })),
  feature: read('/grid-layers/{layer}/features/{id}', { may: 'anyone', axis: 'open' })
    .input(layer.extend({ id }))
    .output(timedFeature),
  /** The same as a file for other programs. */
  export: read('/grid-layers/{layer}/file', { may: 'anyone', axis: 'open' })
    .errors({ 'grids.not_in_this_format': { status: 400, data: wrongFile } })
    .input(layer.extend({ at: instant.optional(), format: z.enum(writtenFormats) }))
    .output(z.file()),
  locate: read('/grids/at', { may: 'anyone', axis: 'open', rate: { most: 300, seconds: 600 } })
    .errors({ 'grids.outside': { status: 422, data: z.object({ metres: z.int().nullable() }) } })
    .input(
      position.extend({
        longitude: z.coerce.number().min(-180).max(180),
        latitude: z.coerce.number().min(-90).max(90),
      }),
    )
    .output(grid),
  /** Every grid of every layer that holds the place; of a layer that may overlap several. Empty where none does. */
  holding: read('/grids/holding', { may: 'anyone', axis: 'open', rate: { most: 300, seconds: 600 } })
    .input(
      position.extend({
        longitude: z.coerce.number().min(-180).max(180),
        latitude: z.coerce.number().min(-90).max(90),
      }),
    )
    .output(z.array(grid)),

  /** The layers with what they ask for, and their drafts. */
  register: read('/grid-layers-kept', administer).output(z.array(kept)),
  addLayer: write('/grid-layers', administer)
    .errors({ ...wrongSettings, 'grids.layer_exists': { status: 409 } })
    .input(settings.extend({ code: layerCode }))
    .output(done),
  changeLayer: write('/grid-layers/{layer}', administer)
    .errors(wrongSettings)
    .input(settings.extend({ layer: layerCode }))
    .output(done),
  versions: read('/grid-layers/{layer}/versions', administer).input(layer).output(z.array(version)),
  draft: read('/grid-layers/{layer}/draft', administer)
    .input(layer)
    .output(
      z.object({
        revision,
        /** What publishing would change of the newest version. */
        added: z.int(),
        changed: z.int(),
        removed: z.int(),
        features: z.array(
          feature
            .omit({ id: true })
            .extend({ properties: feature.shape.properties.extend({ locked: z.boolean() }) }),
        ),
      }),
    ),
  /** What is wrong with the draft, the worst first. */
  faults: read('/grid-layers/{layer}/draft/faults', administer).input(layer).output(verdict),
  /** Takes up the mend of one fault: the proposed one, another way of it, or with another grid beside. */
  mend: write('/grid-layers/{layer}/draft/mends', administer)
    .errors({
      ...drafting,
      'grids.no_such_fault': { status: 409 },
      'grids.mend_does_not_fit': { status: 409 },
    })
    .input(
      layer.extend({ revision, fault: z.string().max(400), way: z.enum(mendWays), to: z.string().max(20) }),
    )
    .output(z.object({ revision, changed: z.array(z.string()) })),
  /** Takes out all noise of the survey at once: each place of it is in exactly one grid afterwards. */
  snap: write('/grid-layers/{layer}/draft/snapping', administer)
    .errors({ ...drafting, 'grids.no_noise': { status: 409 }, 'grids.mend_does_not_fit': { status: 409 } })
    .input(layer.extend({ revision }))
    .output(z.object({ revision, snapped: z.int(), left: z.int(), changed: z.array(z.string()) })),
  openDraft: write('/grid-layers/{layer}/draft', administer).input(layer).output(z.object({ revision })),
  discard: write('/grid-layers/{layer}/draft/discarding', administer)
    .errors(drafting)
    .input(layer.extend({ revision }))
    .output(done),
  /** What stands in a file of any format, so that whoever brings it can say which column means what. */
  readFile: write('/grid-files/reading', administer).errors(badFile).input(givenFile).output(lookedFile),
  /** A file into the draft: tried first, then as a whole or not at all. */
  import: write('/grid-layers/{layer}/draft/import', administer)
    .errors({ ...drafting, ...badFile })
    .input(
      layer.extend({
        ...givenFile.shape,
        revision: z.coerce.number().int().positive(),
        datum: z.enum(datums).default('wgs84'),
        /** Which column says what; the region comes from the code where none says it. */
        columns: z.partialRecord(z.enum(gridColumns), z.string().max(120)).default({}),
        /** `replace` takes away the grids that the file does not name. */
        mode: z.enum(['replace', 'add']),
        dryRun: flag,
      }),
    )
    .output(
      z.object({
        kept: z.boolean(),
        revision,
        rows: z.int(),
        added: z.int(),
        changed: z.int(),
        removed: z.int(),
        unchanged: z.int(),
        refusedRows: z.int(),
        refused: z.array(refusedRow),
      }),
    ),
  dropGrid: write('/grid-layers/{layer}/draft/grids/{code}/dropping', administer)
    .errors(drafting)
    .input(layer.extend({ revision, code: z.string().regex(/^\d{14,20}$/) }))
    .output(z.object({ revision })),
  publish: write('/grid-layers/{layer}/versions', administer)
    .errors({
      ...drafting,
      'grids.nothing_changed': { status: 409 },
      'grids.has_faults': { status: 409, data: z.object({ faults: z.int() }) },
      'grids.begins_in_past': { status: 400 },
      'grids.begins_before': { status: 409, data: z.object({ version: z.int(), from: instant }) },
    })
    .input(layer.extend({ revision, validFrom: instant.nullable() }))
    .output(z.object({ version: z.int(), validFrom: instant })),
  /** Takes a version back that has not begun. */
  withdraw: write('/grid-layers/{layer}/versions/{version}', administer, 'DELETE')
    .errors({ 'grids.has_begun': { status: 409 } })
    .input(layer.extend({ version: z.string().regex(/^[1-9]\d{0,8}$/) }))
    .output(done),
}
