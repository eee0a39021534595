// What is right for a part: its code of 16 digits and every way in which one can be wrong, its states and how
// well its place is known. Pure, for the server and the page alike.

export const partStates = ['intact', 'damaged', 'lost', 'abandoned'] as const
export type PartState = (typeof partStates)[number]

/** How well the place is known: A ±0.5 m, B ±1 m, C ±10 m. */
export const accuracies = ['A', 'B', 'C'] as const
export type Accuracy = (typeof accuracies)[number]

/** A file of a survey as it comes by the page; what is larger is refused before it is read. */
export const largestFile = 32 * 1024 * 1024
export const mostRows = 60_000

export const lastSequence = 999_999

/** Why a code is no code of this district; `said` is what stands in the place that is wrong. */
export const codeFaults = [
  'no_code',
  'not_digits',
  'too_short',
  'too_long',
  'other_district',
  'no_such_kind',
  'no_sequence',
] as const
export interface CodeFault {
  wrong: (typeof codeFaults)[number]
  said: string
}

export interface PartCode {
  district: string
  /** Class and kind: four digits. */
  kind: string
  sequence: number
}

/**
 * Reads a part's code 部件标识码: 6 digits district, 2 class, 2 kind, 6 sequence from 000001 (GB/T 30428.2, CJ/T 214).
 * Says the first thing that is wrong, in the order in which people mend it.
 * @param kinds class and kind of every kind the district may use; without it any are taken
 */
export function readPartCode(
  code: string,
  district: string,
  kinds?: ReadonlySet<string>,
): PartCode | CodeFault {
  if (code === '') return { wrong: 'no_code', said: '' }
  const stranger = [...code].find(character => character < '0' || character > '9')
  if (stranger !== undefined) return { wrong: 'not_digits', said: stranger }
  if (code.length < 16) return { wrong: 'too_short', said: String(code.length) }
  if (code.length > 16) return { wrong: 'too_long', said: String(code.length) }
  const read = { district: code.slice(0, 6), kind: code.slice(6, 10), sequence: Number(code.slice(10)) }
  if (read.district !== district) return { wrong: 'other_district', said: read.district }
  if (kinds && !kinds.has(read.kind)) return { wrong: 'no_such_kind', said: read.kind }
  if (read.sequence === 0) return { wrong: 'no_sequence', said: code.slice(10) }
  return read
}

export function isFault(read: PartCode | CodeFault): read is CodeFault {
  return 'wrong' in read
}

export function writePartCode({ district, kind, sequence }: PartCode): string {
  return `${district}${kind}${String(sequence).padStart(6, '0')}`
}

/** In groups, as people read it aloud. */
export function spacedCode(code: string): string {
  return [code.slice(0, 6), code.slice(6, 8), code.slice(8, 10), code.slice(10)].filter(Boolean).join(' ')
}
