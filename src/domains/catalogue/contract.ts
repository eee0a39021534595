// The kinds of things that can be wrong, by taxonomy edition, and the rulebook of a district: under which
// condition a case is filed, how long each stage may take, and what must be seen to close it.
import { z } from 'zod'
import { bilingual, done, instant, read, text, write } from '../../base/contract.ts'
import { change, kind, kindChoices, kindKey, limitRow, problem, refusedRow, rules } from './book.ts'

export {
  type Kind,
  type KindKey,
  kind,
  kindKey,
  type LimitRow,
  limitRow,
  proofs,
  type Rulebook,
  rulebook,
  type StageName,
  stageNames,
} from './book.ts'

const may = { may: 'catalogue.administer', axis: 'system' } as const
/** A published version by its number, or the draft. */
const version = z.string().regex(/^(draft|[1-9]\d{0,8})$/)
const named = z.object({
  zh: text(120).pipe(z.string().min(1)),
  en: text(120).pipe(z.string().min(1)),
})
const sentence = z.object({
  zh: text(500).pipe(z.string().min(1)),
  en: text(500).pipe(z.string().min(1)),
})
/** The draft as whoever edits it saw it: he never overwrites what he has not seen. */
const revision = z.int().positive()
const revised = z.object({ revision })
const drafting = {
  'catalogue.no_draft': { status: 409 },
  'catalogue.draft_changed': { status: 409, data: z.object({ by: z.string() }) },
} as const

export const table = z.enum(['conditions', 'kinds'])
export type Table = z.infer<typeof table>
export const format = z.enum(['csv', 'json'])
export type Format = z.infer<typeof format>

/** A kind in the list of one version. */
const listedKind = kind.extend({
  /** Made by this district, so that it may be renamed. */
  own: z.boolean(),
  conditions: z.int(),
})
export type ListedKind = z.infer<typeof listedKind>

const versionState = z.enum(['in_force', 'coming', 'past', 'withdrawn'])

export const catalogueContract = {
  kinds: read('/kinds', { may: 'anyone', axis: 'open' }).output(z.array(kind)),
  editions: read('/catalogue/editions', may).output(
    z.array(z.object({ code: z.string(), name: bilingual, kinds: z.int() })),
  ),
  /** The history, newest first, and the open draft. */
  versions: read('/catalogue/versions', may).output(
    z.object({
      versions: z.array(
        z.object({
          version: z.int(),
          state: versionState,
          validFrom: instant,
          publishedAt: instant,
          /** Null for what ships with the program. */
          publishedBy: z.string().nullable(),
          withdrawnAt: instant.nullable(),
          withdrawnBy: z.string().nullable(),
        }),
      ),
      draft: z
        .object({
          revision,
          basedOn: z.int(),
          openedAt: instant,
          changedAt: instant,
          changedBy: z.string(),
        })
        .nullable(),
    }),
  ),
  rules: read('/catalogue/versions/{version}/rules', may)
    .input(z.object({ version }))
    .output(rules.extend({ edition: z.string() })),
  listed: read('/catalogue/versions/{version}/kinds', may)
    .input(z.object({ version }))
    .output(z.array(listedKind)),
  one: read('/catalogue/versions/{version}/kinds/{edition}/{type}/{code}', may)
    .input(kindKey.extend({ version }))
    .output(
      z.object({
        kind: listedKind,
        conditions: z.array(limitRow),
        /** What other editions call it. */
        elsewhere: z.array(
          kindKey.extend({ name: bilingual, basis: z.enum(['verified', 'by_name', 'by_meaning']) }),
        ),
      }),
    ),
  /** Against the version before it; the draft against the newest published one, with what is wrong in it. */
  difference: read('/catalogue/versions/{version}/difference', may)
    .input(z.object({ version }))
    .output(
      z.object({
        against: z.int().nullable(),
        revision: revision.nullable(),
        changes: z.array(change),
        problems: z.array(problem),
      }),
    ),
  exported: read('/catalogue/versions/{version}/tables/{table}', may)
    .input(z.object({ version, table, format }))
    .output(z.object({ name: z.string(), text: z.string() })),
  openDraft: write('/catalogue/draft', may).output(revised),
  discard: write('/catalogue/draft/discarding', may).errors(drafting).input(revised).output(done),
  setRules: write('/catalogue/draft/rules', may)
    .errors({ ...drafting, 'catalogue.no_edition': { status: 400 } })
    .input(revised.extend({ ...rules.shape, edition: z.string().max(40) }))
    .output(revised),
  setKind: write('/catalogue/draft/kinds/{edition}/{type}/{code}', may)
    .errors({
      ...drafting,
      'catalogue.name_fixed': { status: 409 },
      'catalogue.retired_offered': { status: 400 },
    })
    .input(revised.extend({ ...kindKey.shape, ...kindChoices.shape, name: named.nullable() }))
    .output(revised),
  setConditions: write('/catalogue/draft/kinds/{edition}/{type}/{code}/conditions', may)
    .errors({ ...drafting, 'catalogue.same_seq': { status: 400, data: z.object({ seq: z.int() }) } })
    .input(
      revised.extend({
        ...kindKey.shape,
        rows: z.array(limitRow.extend({ name: sentence, closing: sentence })).max(99),
      }),
    )
    .output(revised),
  /** An extension gets the next free number of its class. */
  addKind: write('/catalogue/draft/extensions', may)
    .errors({
      ...drafting,
      'catalogue.class_full': { status: 409 },
      'catalogue.no_class': { status: 400 },
      'catalogue.name_taken': { status: 409, data: z.object({ code: z.string() }) },
    })
    .input(
      revised.extend({
        edition: z.string().max(40),
        type: kindKey.shape.type,
        class: z.string().regex(/^\d{2}$/),
        name: named,
      }),
    )
    .output(revised.extend({ code: kindKey.shape.code })),
  /** Only what was never published: afterwards a kind is retired, not removed. */
  dropKind: write('/catalogue/draft/kinds/{edition}/{type}/{code}/dropping', may)
    .errors({ ...drafting, 'catalogue.published_kind': { status: 409 } })
    .input(revised.extend(kindKey.shape))
    .output(revised),
  /** The short list of residents, in its order. */
  offer: write('/catalogue/draft/offered', may)
    .errors({ ...drafting, 'catalogue.retired_offered': { status: 400 } })
    .input(revised.extend({ kinds: z.array(kindKey).max(99) }))
    .output(revised),
  bring: write('/catalogue/draft/tables/{table}', may)
    .errors({
      ...drafting,
      'catalogue.rows_refused': { status: 400, data: z.object({ rows: z.int() }) },
    })
    .input(
      revised.extend({
        table,
        format,
        text: z.string().max(1_000_000),
        /** `add` leaves kinds alone that the file does not name; `replace` removes their conditions. */
        mode: z.enum(['add', 'replace']),
        /** Only says what would happen. */
        dryRun: z.boolean(),
      }),
    )
    .output(revised.extend({ rows: z.int(), changes: z.array(change), refused: z.array(refusedRow) })),
  publish: write('/catalogue/versions', may)
    .errors({
      ...drafting,
      'catalogue.nothing_changed': { status: 409 },
      'catalogue.not_ready': { status: 409, data: z.object({ problems: z.int() }) },
      'catalogue.begins_in_past': { status: 400 },
      'catalogue.begins_before': {
        status: 409,
        data: z.object({ version: z.int(), from: instant }),
      },
      'catalogue.number_taken': { status: 409, data: z.object({ code: z.string() }) },
    })
    .input(
      revised.extend({
        /** From when it holds; now when null. */
        validFrom: instant.nullable(),
      }),
    )
    .output(z.object({ version: z.int(), validFrom: instant })),
  /** Takes a version back that has not begun. */
  withdraw: write('/catalogue/versions/{version}', may, 'DELETE')
    .errors({ 'catalogue.has_begun': { status: 409 } })
    .input(z.object({ version: z.string().regex(/^[1-9]\d{0,8}$/) }))
    .output(done),
}
