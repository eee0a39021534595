// Chance with a seed: the same division everywhere and every time. No clock, no Math.random.

export interface Chance {
  /** 32 random bits as a number from 0 to 2^32 - 1. */
  bits(): number
  /** A whole number from 0 to below - 1. */
  below(count: number): number
  /** From 0 up to, not including, 1. */
  share(): number
}

/** mulberry32; the state lies in a typed array so that drawing allocates nothing. */
export function chance(seed: number): Chance {
  const state = Int32Array.of(seed ^ 0x6a09e667)
  const bits = (): number => {
    const next = ((state[0] ?? 0) + 0x6d2b79f5) | 0
    state[0] = next
    let mixed = Math.imul(next ^ (next >>> 15), 1 | next)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return {
    bits,
    below: count => Math.floor((bits() / 4294967296) * count),
    share: () => bits() / 4294967296,
  }
}
