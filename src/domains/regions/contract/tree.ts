// The tree of regions as an administrator keeps it: looked at, brought in as a sheet, added to, renamed, closed.
import { z } from 'zod'
import { bilingual, done, instant, read, text, write } from '../../../base/contract.ts'
import { levels } from '../codes.ts'

export const level = z.enum(levels)

export const region = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  level,
  path: z.string(),
  name: bilingual,
})
export type Region = z.infer<typeof region>

const kept = region.extend({
  /** null: it was there before anybody noted when. */
  openedAt: instant.nullable(),
  /** Closed: no longer offered, but named wherever it once stood. */
  closedAt: instant.nullable(),
  /** Province, city and the district itself: shared with others, or what everything else stands on. */
  isFixed: z.boolean(),
  hasOutline: z.boolean(),
})
export type KeptRegion = z.infer<typeof kept>

const outline = z.object({
  code: z.string(),
  level,
  name: bilingual,
  shape: z.object({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(z.array(z.array(z.number())))),
  }),
})
export type Outline = z.infer<typeof outline>

export const rowFaults = [
  'not_a_code',
  'rounded',
  'code_length',
  'wrong_prefix',
  'wrong_level',
  'wrong_parent',
  'above_district',
  'parent_missing',
  'parent_closed',
  'closed',
  'doubled',
  'name_missing',
  'name_too_long',
] as const
export type RowFault = (typeof rowFaults)[number]

const refusedRow = z.object({
  /** The line of the sheet, counted from 1 with its heading. */
  row: z.int(),
  code: z.string(),
  why: z.enum(rowFaults),
  /** What stands in the cell, or what it would have to be. */
  said: z.string(),
})
export type RefusedRow = z.infer<typeof refusedRow>

export const regionReport = z.object({
  kept: z.boolean(),
  rows: z.int(),
  added: z.array(z.string()),
  renamed: z.array(z.string()),
  unchanged: z.int(),
  refused: z.array(refusedRow),
})
export type RegionReport = z.infer<typeof regionReport>

export const longestName = 80
export const mostRows = 5000
/** Characters of a sheet. */
export const largestSheet = 2_000_000

const administer = { may: 'regions.administer', axis: 'system' } as const
const filled = text(longestName).pipe(z.string().min(1))
const name = z.object({ zh: filled, en: filled })
const below = z.string().regex(/^\d{9}(\d{3})?$/)
const kind = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)

export const treeCalls = {
  /** The whole tree around the district, closed regions too, each before what lies below it. */
  tree: read('/regions/tree', administer).output(z.array(kept)),
  /** The outlines of those that have one. */
  outlines: read('/regions/outlines', administer).output(z.array(outline)),
  sheet: read('/regions/sheet', administer).output(z.file()),
  importRegions: write('/regions/sheet', administer)
    .errors({ 'regions.bad_sheet': { status: 400 }, 'regions.sheet_too_long': { status: 400 } })
    .input(
      z.object({
        sheet: z.string().max(largestSheet),
        /** Only says what would happen. */
        isTrial: z.boolean().default(false),
        /** Keeps the rows that are right although others are refused. */
        leaveOut: z.boolean().default(false),
      }),
    )
    .output(regionReport),
  add: write('/regions', administer)
    .errors({
      'regions.wrong': { status: 400, data: z.object({ why: z.enum(rowFaults), said: z.string() }) },
      'regions.code_taken': { status: 409 },
    })
    .input(z.object({ code: below, name }))
    .output(done),
  rename: write('/regions/{code}', administer)
    .input(z.object({ code: kind, name }))
    .output(done),
  close: write('/regions/{code}/closing', administer)
    .errors({ 'regions.open_below': { status: 409, data: z.object({ regions: z.int() }) } })
    .input(z.object({ code: below }))
    .output(done),
  reopen: write('/regions/{code}/reopening', administer)
    .errors({ 'regions.closed_above': { status: 409 } })
    .input(z.object({ code: below }))
    .output(done),
}
