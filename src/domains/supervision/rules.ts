// What is looked for in answers from the spot, and what an evaluator can say of it.

/** What is looked for in every answer from the spot, and in what departments show. */
export const flagKinds = [
  'away',
  'no_position',
  'same_picture',
  'alike_picture',
  'impossible_journey',
  'impossible_series',
  'recheck_differs',
] as const
export type FlagKind = (typeof flagKinds)[number]

/** In order, done without care, or not done at all. */
export const verdicts = ['sound', 'careless', 'false'] as const
export type Verdict = (typeof verdicts)[number]
