// What ships with the program: two taxonomy editions, what each calls what the other calls otherwise, and the
// rulebook that a district begins with. Facts published by others; each file names its source.
import { z } from 'zod'
import { bilingual } from '../../base/contract.ts'
import { limit } from '../../base/limits.ts'
import { type Book, type ConditionRow, kindKey } from './book.ts'
import cjt214 from './editions/cjt214_2007.json' with { type: 'json' }
import sentences from './editions/conditions.json' with { type: 'json' }
import gbt30428 from './editions/gbt30428_2_2013.json' with { type: 'json' }
import limits from './editions/limits_gbt30428_2_2013.json' with { type: 'json' }
import pairs from './editions/mapping.json' with { type: 'json' }

const type = kindKey.shape.type
const code = kindKey.shape.code

const edition = z.object({
  code: z.string(),
  name: bilingual,
  kinds: z.array(
    z.object({
      type,
      code,
      class: bilingual,
      name: bilingual,
      extension: z.boolean(),
      offered: z.int().positive().nullable(),
    }),
  ),
})
export type Edition = z.infer<typeof edition>

const mapping = z.object({
  from: z.string(),
  to: z.string(),
  pairs: z.array(
    z.object({ type, from: code, to: code, basis: z.enum(['verified', 'by_name', 'by_meaning']) }),
  ),
})
export type Mapping = z.infer<typeof mapping>

const limitTable = z.object({
  edition: z.string(),
  limits: z.array(z.object({ type, kind: code, seq: z.int().positive(), condition: z.string(), limit })),
})

const sentenceTable = z.object({
  conditions: z.array(z.object({ code: z.string(), name: bilingual, closing: bilingual })),
})

export const defaultEdition: Edition = edition.parse(gbt30428)
export const editions: readonly Edition[] = [defaultEdition, edition.parse(cjt214)]
export const editionMapping: Mapping = mapping.parse(pairs)

/** The condition codes that ship, each with its sentence and what must be seen to close it. */
export const shippedConditions = sentenceTable.parse(sentences).conditions

/**
 * Version 1 of every district. The handling limits are those that one city published; the limits of the
 * stages are ours: standards give few, and practice lies between ten minutes and a day.
 */
export function shippedBook(): Book {
  return {
    edition: defaultEdition.code,
    stages: {
      accept: { value: 1, unit: 'work_hour' },
      verify: { value: 2, unit: 'work_hour' },
      file: { value: 1, unit: 'work_hour' },
      dispatch: { value: 1, unit: 'work_hour' },
      feedback: { value: 4, unit: 'work_hour' },
      check: { value: 2, unit: 'work_hour' },
      close: { value: 4, unit: 'work_hour' },
    },
    fallback: { value: 5, unit: 'work_day' },
    recheckShare: 0.03,
    reopenWindow: { value: 7, unit: 'calendar_day' },
    askWait: { value: 5, unit: 'calendar_day' },
    longestSuspension: { value: 365, unit: 'calendar_day' },
    mostExtensions: 2,
    kinds: editions.flatMap(({ code, kinds }) =>
      kinds.map(kind => ({
        edition: code,
        type: kind.type,
        code: kind.code,
        own: null,
        ...shippedChoices,
        offered: kind.offered,
      })),
    ),
    conditions: shippedRows(),
  }
}

/** What holds for a kind of which a version says nothing. */
export const shippedChoices = {
  retired: false,
  proof: 'after',
  nearMetres: 50,
  checkMetres: 100,
} as const

function shippedRows(): ConditionRow[] {
  const said = new Map(shippedConditions.map(each => [each.code, each]))
  const table = limitTable.parse(limits)
  const times = new Map<string, number>()
  for (const row of table.limits) times.set(setOf(row), (times.get(setOf(row)) ?? 0) + 1)
  const seen = new Map<string, number>()
  return table.limits.map(row => {
    const sentence = said.get(row.condition)
    if (!sentence) throw new Error(`the shipped condition ${row.condition} has no sentence`)
    const nth = (seen.get(setOf(row)) ?? 0) + 1
    seen.set(setOf(row), nth)
    // Several conditions of one class: the source's own wording is not ours to copy, so they are numbered.
    const isOneOfSeveral = (times.get(setOf(row)) ?? 0) > 1
    return {
      edition: table.edition,
      type: row.type,
      code: row.kind,
      seq: row.seq,
      condition: row.condition,
      name: isOneOfSeveral
        ? { zh: `${sentence.name.zh} (${nth})`, en: `${sentence.name.en} (${nth})` }
        : sentence.name,
      closing: sentence.closing,
      limits: { A: row.limit, B: row.limit, C: row.limit },
    }
  })
}

function setOf({ type: of, kind, condition }: { type: string; kind: string; condition: string }): string {
  return `${of} ${kind} ${condition}`
}
