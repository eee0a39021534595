// What is right for a rulebook: its spans by name, the next free number of an extension, what must be mended
// before publishing, and what one version says otherwise than another. Pure.
import type { Limit } from '../../base/limits.ts'
import {
  type Book,
  type KindKey,
  type Problem,
  type ProblemName,
  type Rules,
  type StageName,
  stageNames,
} from './book.ts'

export const spanNames = [...stageNames, 'fallback', 'reopen', 'ask', 'suspension'] as const
export type SpanName = (typeof spanNames)[number]

/** The limits of a rulebook as named rows; what has no limit has no row. */
export function spansOf(rules: Rules): (Limit & { name: SpanName })[] {
  const all: Record<SpanName, Limit | null> = {
    ...rules.stages,
    fallback: rules.fallback,
    reopen: rules.reopenWindow,
    ask: rules.askWait,
    suspension: rules.longestSuspension,
  }
  return spanNames.flatMap(name => {
    const limit = all[name]
    return limit ? [{ name, value: limit.value, unit: limit.unit }] : []
  })
}

/** The way back from `spansOf`; what a rulebook cannot do without stays undefined where its row is missing. */
export function rulesOf(spans: readonly (Limit & { name: SpanName })[]) {
  const of = (name: SpanName): Limit | undefined => {
    const span = spans.find(each => each.name === name)
    return span && { value: span.value, unit: span.unit }
  }
  const stage = (name: StageName): Limit | null => of(name) ?? null
  return {
    stages: {
      accept: stage('accept'),
      verify: stage('verify'),
      file: stage('file'),
      dispatch: stage('dispatch'),
      feedback: stage('feedback'),
      check: stage('check'),
      close: stage('close'),
    },
    fallback: of('fallback') ?? null,
    reopenWindow: of('reopen'),
    askWait: of('ask'),
    longestSuspension: of('suspension'),
  }
}

/** Where extensions stand: the kinds of the standards have numbers below. */
const [lowestExtension, highestExtension] = [60, 99]

/**
 * The next free number of an extension: numbered downward from 99 inside its class. Undefined when the class is full.
 */
export function nextExtension(taken: Iterable<string>, classCode: string): string | undefined {
  const held = new Set(taken)
  for (let number = highestExtension; number >= lowestExtension; number -= 1) {
    const code = `${classCode}${number}`
    if (!held.has(code)) return code
  }
  return undefined
}

export function isExtensionNumber(code: string): boolean {
  return Number(code.slice(2)) >= lowestExtension
}

/** The class of a kind: the first half of its code. Only to list classes; what a class means is in its name. */
export function classOf({ code }: Pick<KindKey, 'code'>): string {
  return code.slice(0, 2)
}

export function sameKind(a: KindKey, b: KindKey): boolean {
  return a.edition === b.edition && a.type === b.type && a.code === b.code
}

export function kindText({ edition, type, code }: KindKey): string {
  return `${edition} ${type} ${code}`
}

export function problemsOf(book: Book): Problem[] {
  const found: Problem[] = []
  const say = (
    name: ProblemName,
    blocks: boolean,
    kind: KindKey | null = null,
    seq: number | null = null,
  ) => {
    const key = kind && { edition: kind.edition, type: kind.type, code: kind.code }
    found.push({ name, blocks, kind: key, seq })
  }
  const inUse = book.kinds.filter(({ edition, retired }) => edition === book.edition && !retired)
  if (inUse.length === 0) say('unknown_edition', true)

  const kinds = new Set<string>()
  const places = new Set<number>()
  const names = new Set<string>()
  for (const kind of book.kinds) {
    if (kinds.has(kindText(kind))) say('two_of_one', true, kind)
    kinds.add(kindText(kind))
    if (kind.own) {
      if (!isSaid(kind.own.name) || !isSaid(kind.own.class)) say('no_name', true, kind)
      const name = `${kind.edition} ${kind.type} ${kind.own.name.zh}`
      if (names.has(name)) say('same_name', false, kind)
      names.add(name)
    }
    if (kind.offered === null) continue
    if (kind.retired) say('retired_offered', true, kind)
    if (kind.edition !== book.edition) continue
    if (places.has(kind.offered)) say('same_place', true, kind)
    places.add(kind.offered)
  }
  if (inUse.length > 0 && places.size === 0) say('nothing_offered', false)

  const rows = new Set<string>()
  const limited = new Set<string>()
  for (const row of book.conditions) {
    const place = `${kindText(row)} ${row.seq}`
    if (!kinds.has(kindText(row))) say('unknown_kind', true, row, row.seq)
    if (rows.has(place)) say('same_seq', true, row, row.seq)
    if (!isSaid(row.name) || !isSaid(row.closing)) say('no_sentence', true, row, row.seq)
    rows.add(place)
    limited.add(kindText(row))
  }
  if (book.fallback === null) {
    for (const kind of inUse) if (!limited.has(kindText(kind))) say('no_limit', false, kind)
  }
  return found
}

function isSaid({ zh, en }: { zh: string; en: string }): boolean {
  return zh.trim() !== '' && en.trim() !== ''
}
