// Drawing one of several by lot, so that anybody can draw again and come to the same: the seed is the hash of the
// last event of the case, which nobody could choose, and everything that entered the draw is recorded with it.
import { createHash } from 'node:crypto'

/** A post and how many lots it has. */
export type Lot = readonly [post: string, weight: number]

/** Nobody has more lots than this; rotation takes them away. */
const fullWeight = 3600

/**
 * How many lots an inspector has: fewer the more often he was drawn of late, and fewer still where it was to look
 * at the same department's work. Whole and at least 1, so that nobody is ever safe from being drawn.
 */
export function weightOf({ drawn, sameDepartment }: { drawn: number; sameDepartment: number }): number {
  return Math.max(1, Math.floor(fullWeight / ((1 + drawn) * (1 + sameDepartment))))
}

/**
 * The post that is drawn: the lots stand in the order of the posts' ids, and sha256(seed ‖ 0x00 ‖ purpose), read
 * as a number modulo the sum of all weights, points at one of them.
 *
 * @param seed the hash of the last event before the draw, in hex
 * @throws Error without lots
 */
export function drawn(seed: string, purpose: string, lots: readonly Lot[]): string {
  const ordered = lots.toSorted(([a], [b]) => (a < b ? -1 : 1))
  const total = ordered.reduce((sum, [, weight]) => sum + weight, 0)
  const digest = createHash('sha256').update(seed, 'utf8').update('\0').update(purpose, 'utf8').digest('hex')
  let at = Number(BigInt(`0x${digest}`) % BigInt(Math.max(1, total)))
  for (const [post, weight] of ordered) {
    if (at < weight) return post
    at -= weight
  }
  throw new Error('nobody to draw from')
}

/** Whether something that happens to a share of all cases happens to the one with this seed. */
export function happensTo(seed: string, purpose: string, share: number): boolean {
  const digest = createHash('sha256').update(seed, 'utf8').update('\0').update(purpose, 'utf8').digest()
  return digest.readUInt32BE(0) < share * 2 ** 32
}
