// Whether one person can have been where he says he was, when he says so: the way between two answers, and answers
// that come too fast or too evenly. Pure; every doubt counts for the person.

export interface Answered {
  /** When the server received it, UTC milliseconds. */
  receivedAt: number
  /** When his device says it was given; null where that cannot be relied on (see `deviceTime`). */
  deviceAt: number | null
  /** Degrees, CGCS2000/WGS 84; null where unknown or forgotten. */
  place: { longitude: number; latitude: number } | null
}

/** Faster than this, in km/h, nobody gets from one case to the next in a city. */
export const fastest = 120
/** So many metres two positions may be wrong by, together. */
export const tolerance = 200

export interface Journey {
  metres: number
  seconds: number
  /** What it would take, in km/h, after the tolerance; null where no time passed. */
  speed: number | null
}

/** The way from one answer to the next; undefined where a place is unknown. */
export function journey(from: Answered, to: Answered): Journey | undefined {
  if (!from.place || !to.place) return undefined
  const metres = metresBetween(from.place, to.place)
  const seconds = secondsBetween(from, to)
  const far = Math.max(0, metres - tolerance)
  return { metres, seconds, speed: far === 0 ? 0 : seconds === 0 ? null : (far / seconds) * 3.6 }
}

export function isImpossible({ speed }: Journey): boolean {
  return speed === null || speed > fastest
}

export interface Series {
  /** `hasty`: each at another place within seconds; `regular`: as by a clock. */
  kind: 'hasty' | 'regular'
  count: number
}

const hasty = { count: 4, seconds: 30, metres: 50 }
const regular = { count: 8, seconds: 1 }

/**
 * The impossible series that ends with the last of these answers, given in the order of their receipt: at least four,
 * each less than 30 s after and more than 50 m from the one before; or at least eight at intervals that differ by at
 * most one second. Answers kept on a device and sent together are judged by the device's times.
 */
export function seriesIn(answers: readonly Answered[]): Series | undefined {
  const quick = runBack(answers, (from, to) => {
    const metres = from.place && to.place ? metresBetween(from.place, to.place) : 0
    return secondsBetween(from, to) < hasty.seconds && metres > hasty.metres
  })
  if (quick >= hasty.count) return { kind: 'hasty', count: quick }
  const even = evenRun(answers)
  return even >= regular.count ? { kind: 'regular', count: even } : undefined
}

/**
 * A device's time counts only between the draw and the receipt (a clock may be two minutes ahead): nobody answers what
 * he was not asked, nor later than he sends it.
 */
export function deviceTime(drawnAt: number, receivedAt: number, deviceAt: number | null): number | null {
  return deviceAt !== null && deviceAt >= drawnAt && deviceAt <= receivedAt + 120_000 ? deviceAt : null
}

/**
 * Metres along a great circle: the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68,
 * 1984) on a sphere of the mean radius of the GRS 80 ellipsoid, 6 371 008.8 m. Differs from the way on the ellipsoid
 * by at most 0.56 %, which the tolerance covers within a city.
 */
export function metresBetween(
  a: { longitude: number; latitude: number },
  b: { longitude: number; latitude: number },
): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2
  const h =
    half(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude)
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** By receipt or by the device, whichever leaves more time. */
function secondsBetween(from: Answered, to: Answered): number {
  const received = Math.abs(to.receivedAt - from.receivedAt)
  const said = from.deviceAt === null || to.deviceAt === null ? 0 : Math.abs(to.deviceAt - from.deviceAt)
  return Math.max(received, said) / 1000
}

/** How many of the last answers follow one another as `does` says. */
function runBack(answers: readonly Answered[], does: (from: Answered, to: Answered) => boolean): number {
  let count = answers.length === 0 ? 0 : 1
  for (let at = answers.length - 1; at > 0; at -= 1) {
    const [from, to] = [answers[at - 1], answers[at]]
    if (!from || !to || !does(from, to)) break
    count += 1
  }
  return count
}

/** How many of the last answers come evenly: by receipt, and by the device too where all of them say when. */
function evenRun(answers: readonly Answered[]): number {
  const times = answers.map(({ receivedAt, deviceAt }) => ({ receivedAt, deviceAt }))
  for (let from = 0; from < times.length - 1; from += 1) {
    const run = times.slice(from)
    const said = run.flatMap(({ deviceAt }) => deviceAt ?? [])
    const isEven = isEvenly(run.map(({ receivedAt }) => receivedAt))
    if (isEven && (said.length < run.length || isEvenly(said))) return run.length
  }
  return Math.min(1, times.length)
}

function isEvenly(times: readonly number[]): boolean {
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time))
  return Math.max(...gaps) - Math.min(...gaps) <= regular.seconds * 1000
}
