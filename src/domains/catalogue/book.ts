// What a rulebook says, as shapes: kinds, conditions with their limits, the numbers of the loop; and what an
// editor of it is told. The calls are in contract.ts.
import { z } from 'zod'
import { bilingual } from '../../base/contract.ts'
import { limit } from '../../base/limits.ts'

/** A kind is named by its edition, whether it is a part or an event, and its four digits. */
export const kindKey = z.object({
  edition: z.string().max(40),
  type: z.enum(['part', 'event']),
  code: z.string().regex(/^\d{4}$/),
})
export type KindKey = z.infer<typeof kindKey>

/** Which pictures finishing needs. */
export const proofs = ['none', 'after', 'before_after'] as const

/** What a district decides of a kind, beside its conditions. */
export const kindChoices = z.object({
  /** No longer to be chosen; cases that have it keep it. */
  retired: z.boolean(),
  /** Position in the short list that residents choose from; null when only staff use it. */
  offered: z.int().positive().max(999).nullable(),
  proof: z.enum(proofs),
  /** Open cases of the kind nearer than this are shown before another is reported. */
  nearMetres: z.int().min(0).max(5000),
  /** How far from the case the answer of a check may be given without a reason. */
  checkMetres: z.int().min(1).max(5000),
})
export type KindChoices = z.infer<typeof kindChoices>

export const kind = kindKey.extend({
  class: bilingual,
  name: bilingual,
  /** Made by a city, not by the standard. */
  extension: z.boolean(),
  ...kindChoices.shape,
})
export type Kind = z.infer<typeof kind>

const areaLimits = z.object({ A: limit, B: limit, C: limit })

/** One filing condition of a kind, with its handling limits by area class and its closing condition. */
export const limitRow = z.object({
  seq: z.int().min(1).max(99),
  condition: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  name: bilingual,
  closing: bilingual,
  limits: areaLimits,
})
export type LimitRow = z.infer<typeof limitRow>

export const stageNames = ['accept', 'verify', 'file', 'dispatch', 'feedback', 'check', 'close'] as const
export type StageName = (typeof stageNames)[number]

/** What a rulebook says for all kinds together. */
export const rules = z.object({
  stages: z.object({
    accept: limit.nullable(),
    verify: limit.nullable(),
    file: limit.nullable(),
    dispatch: limit.nullable(),
    feedback: limit.nullable(),
    check: limit.nullable(),
    close: limit.nullable(),
  }),
  /** The handling limit of kinds without a condition of their own. */
  fallback: limit.nullable(),
  /** The share of closed cases that is checked again, blind. */
  recheckShare: z.number().min(0).max(1),
  reopenWindow: limit,
  askWait: limit,
  longestSuspension: limit,
  mostExtensions: z.int().min(0).max(20),
})
export type Rules = z.infer<typeof rules>

export const rulebook = rules.extend({ version: z.int().positive() })
export type Rulebook = z.infer<typeof rulebook>

/** What a version says of one kind; `own` names an extension that this district made. */
export const kindRule = kindKey.extend({
  own: z.object({ class: bilingual, name: bilingual }).nullable(),
  ...kindChoices.shape,
})
export type KindRule = z.infer<typeof kindRule>

export const conditionRow = kindKey.extend(limitRow.shape)
export type ConditionRow = z.infer<typeof conditionRow>

/** Everything that one version says. */
export const book = rules.extend({
  /** The edition that new cases are named by. */
  edition: z.string().max(40),
  kinds: z.array(kindRule).max(2000),
  conditions: z.array(conditionRow).max(10_000),
})
export type Book = z.infer<typeof book>

export const fieldNames = [
  'edition',
  ...stageNames,
  'fallback',
  'recheckShare',
  'reopenWindow',
  'askWait',
  'longestSuspension',
  'mostExtensions',
  'name',
  'retired',
  'offered',
  'proof',
  'nearMetres',
  'checkMetres',
  'condition',
  'closing',
  'limitA',
  'limitB',
  'limitC',
] as const
export type FieldName = (typeof fieldNames)[number]

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), limit, bilingual])
export type Value = z.infer<typeof value>

/** One item that one version says otherwise than another. */
export const change = z.object({
  what: z.enum(['rules', 'kind', 'condition']),
  kind: kindKey.nullable(),
  seq: z.int().nullable(),
  change: z.enum(['added', 'changed', 'removed']),
  fields: z.array(z.object({ field: z.enum(fieldNames), before: value, after: value })),
})
export type Change = z.infer<typeof change>

export const problemNames = [
  'unknown_edition',
  'unknown_kind',
  'two_of_one',
  'same_seq',
  'no_sentence',
  'no_name',
  'retired_offered',
  'same_place',
  'nothing_offered',
  'no_limit',
  'same_name',
] as const
export type ProblemName = (typeof problemNames)[number]

/** What is wrong with a rulebook. What does not block publishing is worth a second look. */
export const problem = z.object({
  name: z.enum(problemNames),
  blocks: z.boolean(),
  kind: kindKey.nullable(),
  seq: z.int().nullable(),
})
export type Problem = z.infer<typeof problem>

export const rowFaults = [
  'broken_quotes',
  'not_json',
  'no_columns',
  'missing',
  'not_a_choice',
  'not_a_number',
  'not_a_limit',
  'too_long',
  'bad_text',
  'not_a_code',
  'unknown_kind',
  'unknown_edition',
  'unknown_class',
  'twice',
  'name_fixed',
  'not_extension_number',
  'retired_offered',
  'too_many',
] as const
export type RowFault = (typeof rowFaults)[number]

/** Why a row of an imported file is refused; `line` as a spreadsheet numbers it. */
export const refusedRow = z.object({
  line: z.int(),
  fault: z.enum(rowFaults),
  column: z.string(),
  value: z.string(),
})
export type RefusedRow = z.infer<typeof refusedRow>

/** A kind as the editions have it, before any district says anything of it. */
export interface KnownKind extends KindKey {
  class: { zh: string; en: string }
  name: { zh: string; en: string }
  extension: boolean
}
