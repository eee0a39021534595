// What people are told of, when a letter is tried again, and when it is given up.

/** What is told; each has a sentence in words, `notice.…`. Who is told what is decided by the capability that tells. */
export const topics = [
  'cases.look',
  'cases.dispatched',
  'cases.rework',
  'cases.urged',
  'cases.request',
  'cases.force',
  'cases.overdue',
  'cases.escalated',
] as const
export type Topic = (typeof topics)[number]

export function isTopic(what: string): what is Topic {
  return topics.some(topic => topic === what)
}

const minute = 60_000
/** A letter is tried for two days; then it is of no use any more. */
export const patience = 48 * 60 * minute

/** How long after the `tries`th failed try the next one comes: a minute, two, four … at most six hours. */
export function waitAfter(tries: number): number {
  return Math.min(6 * 60 * minute, minute * 2 ** Math.max(0, tries - 1))
}

/** While a letter is under way nobody else takes it; whoever died on the way gives it back after that time. */
export const underWay = 5 * minute

/** The code that proves an address: how long it holds, how often it may be missed and sent within an hour. */
export const proof = { holds: 30 * minute, mostWrong: 5, mostSent: 5, per: 60 * minute }

export interface Trouble {
  /** The answer of the mail server, where it gave one. */
  answer?: number | undefined
  /** What the connection died of. */
  code?: string | undefined
}

/** Whether trying again cannot help: the mail server said that it never takes this letter. A refused sign-in is ours to mend. */
export function isFinal({ answer, code }: Trouble): boolean {
  return answer !== undefined && answer >= 500 && answer < 600 && code !== 'EAUTH'
}
