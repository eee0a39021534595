// What is done wrong in the simulated days, written down as it is done: the truth that the program does not know and that
// its findings are held against afterwards.
import type { FlagKind } from '../../src/domains/supervision/rules.ts'

/** By what the program could notice each sort, and how it is called in the report. */
export const sorts = {
  afar: { says: 'answered from afar, with an excuse', flags: ['away'] },
  nowhere: { says: 'answered with the position switched off', flags: ['no_position'] },
  armchair: {
    says: 'answered without having been there, position faked',
    flags: ['impossible_journey', 'impossible_series', 'same_picture', 'alike_picture'],
  },
  series: { says: 'four and more answers given in a row from one chair', flags: ['impossible_series'] },
  journey: { says: 'two places claimed that nobody reaches in the time', flags: ['impossible_journey'] },
  picture_same: { says: 'a picture used again, byte for byte', flags: ['same_picture'] },
  picture_reencoded: {
    says: 'a picture used again, saved anew and smaller',
    flags: ['alike_picture', 'same_picture'],
  },
  picture_cropped: {
    says: 'a picture used again, its edges cut off',
    flags: ['alike_picture', 'same_picture'],
  },
  false_fixed: { says: 'an inspector says fixed of what is not', flags: ['recheck_differs'] },
  false_self: {
    says: 'an inspector says put right by himself, and did nothing',
    flags: ['same_picture', 'alike_picture', 'no_position', 'impossible_journey', 'impossible_series'],
  },
  unfinished: { says: 'a department says finished and did nothing', flags: [] },
  late: { says: 'a department finishes past its limit', flags: [] },
  pushed_back: { says: 'a department gives back what is its own', flags: [] },
  asked_too_late: { says: 'an extension asked for after the limit', flags: [] },
  duplicate: { says: 'the same trouble reported a second time', flags: [] },
  prank: { says: 'a report of nothing', flags: [] },
  outside: { says: 'a report from outside the district', flags: [] },
} as const satisfies Record<string, { says: string; flags: readonly FlagKind[] }>

export type Sort = keyof typeof sorts
export const sortNames = Object.keys(sorts) as Sort[]

export interface Wrong {
  sort: Sort
  at: number
  /** The login of an invented person, or `resident`. */
  by: string
  /** The case it was done to; null where none came of it. */
  case: string | null
  /** The program's answer at once: a refusal. */
  refused: boolean
}

export class Wrongs {
  readonly done: Wrong[] = []

  add(sort: Sort, by: string, at: number, caseId: string | null, refused = false): void {
    this.done.push({ sort, by, at, case: caseId, refused })
  }
}
