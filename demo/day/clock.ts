// The clock of the simulated days: it jumps to what happens next, or walks there at a chosen speed while somebody
// watches. It never goes back.
import type { Clock } from '../../src/base/clock.ts'

export interface DayClock {
  now: Clock
  /** Moves on by so many milliseconds, as long as something takes. */
  pass(milliseconds: number): void
  /** Goes on to an instant: at once, or at the speed given; stops where it is when `stopped` says so. */
  goTo(at: number, stopped: () => boolean): Promise<void>
}

/** `speed`: simulated seconds in a real one; undefined for as fast as it goes. */
export function dayClock(start: number, speed: () => number | undefined): DayClock {
  let at = start
  let walk: { from: number; since: number; speed: number; until: number } | undefined
  const now = (): number => {
    if (walk) at = Math.max(at, Math.min(walk.until, walk.from + (Date.now() - walk.since) * walk.speed))
    return Math.floor(at)
  }
  return {
    now,
    pass: milliseconds => {
      at = now() + milliseconds
    },
    goTo: async (until, stopped) => {
      const pace = speed()
      if (pace === undefined) {
        at = Math.max(at, until)
        return
      }
      walk = { from: at, since: Date.now(), speed: pace, until: Math.max(at, until) }
      // Instants are whole milliseconds; what is to happen may stand between two.
      while (now() < Math.floor(until) && !stopped()) {
        const rest = (until - now()) / pace
        await new Promise(resolve => setTimeout(resolve, Math.max(1, Math.min(200, rest))))
      }
      now()
      walk = undefined
    },
  }
}
