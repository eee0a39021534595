// From the drawing board to the ground: the straight plan is bent as the river bends, turned, and put into the sea.
import type { Position } from '../src/geo/ring.ts'
import type { Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import type { Lie } from './plan.ts'

/** The middle of the open sea, so that no real place is mapped. */
const origin = { longitude: 123.5, latitude: 29.5 }
const metresPerDegree = 111_320
const stretch = metresPerDegree * Math.cos((origin.latitude * Math.PI) / 180)

/** A smooth map of the plane that folds nowhere: every slope in it is well below one. */
export function bending(seed: number, { river, old }: Lie): (plan: Point) => Point {
  const dice = chance(seed, 'warp')
  const [first, second, third] = [dice.between(0, 700), dice.between(0, 6.3), dice.between(0, 6.3)]
  const turn = dice.between(-0.16, -0.07)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  return ({ x, y }) => {
    const bend =
      165 * Math.sin((2 * Math.PI * (x + first)) / 3500) + 38 * Math.sin((2 * Math.PI * x) / 1450 + second)
    const near = Math.exp(-(((y - river.middle) / 1150) ** 2))
    const sway = 70 * Math.sin((2 * Math.PI * y) / 3100 + third)
    // Lanes of the old town were never straight.
    const within = Math.exp(-((((x - old.x) / old.wide) ** 2 + ((y - old.y) / old.high) ** 2) ** 3))
    const [wx, wy] = [6 * Math.sin(y / 47 + third) * within, 6 * Math.sin(x / 41 + second) * within]
    const [east, north] = [x + sway + wx, y + bend * near + wy]
    return { x: east * cos - north * sin, y: east * sin + north * cos }
  }
}

/** Degrees, rounded to about a centimetre; the same point always gives the same. */
export function position({ x, y }: Point): Position {
  return [rounded(origin.longitude + x / stretch), rounded(origin.latitude + y / metresPerDegree)]
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
