// Chance with a name: the same seed and the same words give the same numbers, whatever was thrown before. So what
// one person does never depends on how often somebody else had to choose.
import { dice as throwing } from './scenes.ts'

export interface Dice {
  /** From 0 to below 1. */
  next(): number
  chance(share: number): boolean
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  pick<T>(among: readonly T[]): T
  /** One of these by their weights. */
  weighted<T>(among: readonly (readonly [T, number])[]): T
}

export function dice(seed: number, ...words: readonly (string | number)[]): Dice {
  const next = throwing(hashOf(`${seed} ${words.join(' ')}`))
  // The first throws of neighbouring seeds are alike.
  next()
  const pick = <T>(among: readonly T[]): T => {
    const chosen = among[Math.floor(next() * among.length)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
  return {
    next,
    chance: share => next() < share,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick,
    weighted: among => {
      let left = next() * among.reduce((sum, [, weight]) => sum + weight, 0)
      const chosen = among.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (chosen ?? pick(among))[0]
    },
  }
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
