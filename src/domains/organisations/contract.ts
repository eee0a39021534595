// The departments and firms that put things right, and the rules that say which of them is responsible.
import { z } from 'zod'
import { bilingual, done, id, instant, read, text, write } from '../../base/contract.ts'
import { kindKey } from '../catalogue/contract.ts'
import { peopleCalls } from './people-calls.ts'
import { organisationKinds } from './rules.ts'

export const organisation = z.object({ id, code: z.string(), name: bilingual })
export type Organisation = z.infer<typeof organisation>

const filled = (longest: number) => text(longest).pipe(z.string().min(1))
const regionCode = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)

const described = z.object({
  name: z.object({ zh: filled(80), en: filled(80) }),
  /** A contractor is a firm that works for a department. */
  kind: z.enum(organisationKinds),
  /** The department that a firm works for, or that an office is part of. */
  parent: id.nullable(),
  /** The region it serves; null is the whole district. */
  region: regionCode.nullable(),
  /** How its desk is reached. */
  contact: text(120),
})

export const registered = organisation.extend({
  ...described.shape,
  name: bilingual,
  contact: z.string(),
  /** Closed: no longer offered, but named wherever it once stood. */
  closedAt: instant.nullable(),
  /** How many posts work for it now. */
  posts: z.int(),
})
export type Registered = z.infer<typeof registered>

/** One kind of an edition, or everything of one of its classes; class numbers mean nothing without the edition. */
const kindCondition = z.union([
  kindKey,
  kindKey.omit({ code: true }).extend({ class: z.string().regex(/^\d{2}$/) }),
])
export type KindCondition = z.infer<typeof kindCondition>

/** What a rule says: under which conditions (null holds for everything) who is responsible. */
export const ruleDraft = z.object({
  kind: kindCondition.nullable(),
  region: regionCode.nullable(),
  /** Only for parts that this organisation maintains. */
  maintainer: id.nullable(),
  /** An organisation, or whoever maintains the part. */
  to: z.union([id, z.literal('maintainer')]),
})
export type RuleDraft = z.infer<typeof ruleDraft>

export const rule = ruleDraft.extend({
  id,
  /** What people say aloud; 0 for a rule that is only being tried. */
  number: z.int(),
  version: z.int(),
  since: instant,
})
export type Rule = z.infer<typeof rule>

/** A rule with the names of what it speaks of. */
export const namedRule = rule.extend({
  names: z.object({
    kind: bilingual.nullable(),
    region: bilingual.nullable(),
    maintainer: bilingual.nullable(),
    to: bilingual.nullable(),
  }),
})
export type NamedRule = z.infer<typeof namedRule>

const versionSeen = z.int().positive()

/** What is to become of the rules: tried on last month's cases, or kept. */
export const ruleChange = z.discriminatedUnion('what', [
  z.object({ what: z.literal('add'), rule: ruleDraft }),
  z.object({ what: z.literal('change'), id, version: versionSeen, rule: ruleDraft }),
  z.object({ what: z.literal('end'), id, version: versionSeen }),
])
export type RuleChange = z.infer<typeof ruleChange>

export const mostRules = 5000

const wrongRule = {
  'organisations.no_such_kind': { status: 400 },
  'organisations.no_such_region': { status: 400 },
  'organisations.no_such_organisation': { status: 400 },
  'organisations.maintainer_twice': { status: 400 },
  'organisations.closed': { status: 409 },
  'organisations.rule_exists': { status: 409 },
} as const
export type WrongRule = keyof typeof wrongRule

export const ruleRefusals = {
  ...wrongRule,
  'organisations.rule_changed': { status: 409 },
  'organisations.too_many_rules': { status: 409 },
} as const

/** Why a line of a sheet was refused. */
const refusedLine = z.object({
  line: z.int(),
  code: z.string(),
  /** What stood in the cell that is wrong. */
  cell: z.string(),
})
export type RefusedLine = z.infer<typeof refusedLine>

export const importReport = z.object({
  /** Whether anything was kept: never when a line was refused, never when only tried. */
  kept: z.boolean(),
  added: z.int(),
  changed: z.int(),
  ended: z.int(),
  unchanged: z.int(),
  refused: z.array(refusedLine),
  /** What the sheet would change, to be tried on last month's cases. */
  changes: z.array(ruleChange),
})
export type ImportReport = z.infer<typeof importReport>

const uncovered = z.object({
  kind: kindKey.extend({ name: bilingual }),
  /** Nowhere in the district does a rule name anybody. */
  everywhere: z.boolean(),
  /** The subdistricts with communities that no rule covers. */
  regions: z.array(z.object({ code: z.string(), name: bilingual, communities: z.int(), of: z.int() })),
})

export const coverage = z.object({
  kinds: z.int(),
  communities: z.int(),
  gaps: z.array(uncovered),
  /** Rules whose organisation is closed: they name nobody. */
  broken: z.array(id),
  /** Rules that never win, because others are more specific everywhere. */
  idle: z.array(id),
  /** One rule is more specific by kind, the other by region; the kind decides. */
  contested: z.array(z.object({ wins: id, loses: id })),
})
export type Coverage = z.infer<typeof coverage>

const administer = { may: 'organisations.administer', axis: 'system' } as const

const inRegister = {
  'organisations.no_such_region': { status: 400 },
  'organisations.no_such_parent': { status: 400 },
} as const

export const organisationContract = {
  /** Those that work is given to: open ones. */
  list: read('/organisations', { may: 'organisations.see', axis: 'open' }).output(z.array(organisation)),
  /** The organisation that the post acted in works for; null for the centres themselves. */
  mine: read('/me/organisation', { may: 'signed_in', axis: 'open' }).output(organisation.nullable()),
  employ: write('/posts/{post}/organisation', { may: 'identity.administer', axis: 'system' })
    .errors({ 'organisations.not_handling': { status: 409 }, 'organisations.closed': { status: 409 } })
    .input(z.object({ post: id, organisation: id }))
    .output(done),

  ...peopleCalls,

  /** Every organisation there is or was. */
  register: read('/organisations/register', administer).output(z.array(registered)),
  add: write('/organisations', administer)
    .errors({ ...inRegister, 'organisations.code_taken': { status: 409 } })
    .input(
      described.extend({
        code: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/),
      }),
    )
    .output(z.object({ id })),
  change: write('/organisations/{id}', administer)
    .errors({ ...inRegister, 'organisations.has_firms': { status: 409, data: z.object({ firms: z.int() }) } })
    .input(described.extend({ id }))
    .output(done),
  close: write('/organisations/{id}/closing', administer)
    .errors({ 'organisations.has_firms': { status: 409, data: z.object({ firms: z.int() }) } })
    .input(z.object({ id }))
    .output(done),
  reopen: write('/organisations/{id}/reopening', administer)
    .errors({ 'organisations.no_such_parent': { status: 400 } })
    .input(z.object({ id }))
    .output(done),

  rules: read('/responsibility-rules', administer).output(z.array(namedRule)),
  addRule: write('/responsibility-rules', administer)
    .errors(ruleRefusals)
    .input(ruleDraft)
    .output(z.object({ id, number: z.int() })),
  changeRule: write('/responsibility-rules/{id}', administer)
    .errors(ruleRefusals)
    .input(ruleDraft.extend({ id, version: versionSeen }))
    .output(done),
  endRule: write('/responsibility-rules/{id}/ending', administer)
    .errors({ 'organisations.rule_changed': { status: 409 } })
    .input(z.object({ id, version: versionSeen }))
    .output(done),
  /** Every version of one rule, newest first, and who made it. */
  ruleVersions: read('/responsibility-rules/{id}/versions', administer)
    .input(z.object({ id }))
    .output(z.array(namedRule.extend({ until: instant.nullable(), by: z.string().nullable() }))),
  /** Which kinds in which subdistricts no rule covers, and which rules are broken, idle or contested. */
  coverage: read('/responsibility-rules/coverage', administer).output(coverage),
  sheet: read('/responsibility-rules/sheet', administer).output(z.file()),
  importRules: write('/responsibility-rules/sheet', administer)
    .errors({
      'organisations.bad_sheet': { status: 400 },
      'organisations.rule_changed': { status: 409 },
      'organisations.rule_exists': { status: 409 },
      'organisations.too_many_rules': { status: 409 },
    })
    .input(
      z.object({
        sheet: z.string().max(600_000),
        /** Rules that the sheet does not name are ended. */
        endOthers: z.boolean().default(false),
        /** Only says what would happen. */
        isTrial: z.boolean().default(false),
      }),
    )
    .output(importReport),
}
