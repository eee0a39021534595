// Chance with a seed: the same city everywhere and every time. Each subject draws from a stream of its own, so that
// one more tree does not move the houses.

export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number
  between(least: number, most: number): number
  /** A whole number, both ends included. */
  whole(least: number, most: number): number
  is(share: number): boolean
  pick<Thing>(things: readonly Thing[]): Thing
  shuffled<Thing>(things: readonly Thing[]): Thing[]
}

/** mulberry32, seeded by a number and the name of what it is for. */
export function chance(seed: number, subject: string): Chance {
  let state = seed | 0
  for (const letter of subject) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    between: (least, most) => least + next() * (most - least),
    is: share => next() < share,
    pick: things => {
      const thing = things[whole(0, things.length - 1)]
      if (thing === undefined) throw new Error('nothing to pick from')
      return thing
    },
    shuffled: things => {
      const deck = [...things]
      for (let at = deck.length - 1; at > 0; at -= 1) {
        const other = whole(0, at)
        const [a, b] = [deck[at], deck[other]]
        if (a !== undefined && b !== undefined) {
          deck[at] = b
          deck[other] = a
        }
      }
      return deck
    },
  }
}
