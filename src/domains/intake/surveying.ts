// What a whole file says before the first of its rows is brought in: its kinds, its departments, the points where
// requests lie, and between which instants the export must have been taken. Pure.
import type { Request } from './rules.ts'

export interface Survey {
  requests: number
  /** By `kindText`, with how often each department had it. */
  kinds: Map<string, Map<string, number>>
  /** By department, with how often it stood under which subject. */
  departments: Map<string, Map<string, number>>
  points: Map<string, Point>
  neighbourhoods: Set<string>
  /** The latest instant that any request names as past. */
  latest: number
  earliest: number
  /** Of requests that were open in the export: the last target that counted as missed, the first that did not. */
  lastMissed: number | null
  firstAwaited: number | null
}

export interface Point {
  longitude: number
  latitude: number
  neighbourhoods: Map<string, number>
  /** Requests on it that name no address. */
  nameless: number
}

export function newSurvey(): Survey {
  return {
    requests: 0,
    kinds: new Map(),
    departments: new Map(),
    points: new Map(),
    neighbourhoods: new Set(),
    latest: Number.NEGATIVE_INFINITY,
    earliest: Number.POSITIVE_INFINITY,
    lastMissed: null,
    firstAwaited: null,
  }
}

export function survey(found: Survey, request: Request): void {
  const { kind, department, neighbourhood, place, opened, closed, target, flag, said } = request
  found.requests += 1
  found.latest = Math.max(found.latest, closed ?? opened)
  found.earliest = Math.min(found.earliest, opened)
  count(under(found.kinds, kind), department)
  count(under(found.departments, department), said.subject)
  if (neighbourhood !== '') found.neighbourhoods.add(neighbourhood)
  if (closed === null && target !== null) {
    if (flag === 'overdue') found.lastMissed = Math.max(found.lastMissed ?? target, target)
    if (flag === 'on_time') found.firstAwaited = Math.min(found.firstAwaited ?? target, target)
  }
  if (place === null) return
  const key = pointKey(place)
  const point = found.points.get(key) ?? { ...place, neighbourhoods: new Map(), nameless: 0 }
  found.points.set(key, point)
  if (neighbourhood !== '') count(point.neighbourhoods, neighbourhood)
  if (said.address === '') point.nameless += 1
}

export function pointKey({ longitude, latitude }: { longitude: number; latitude: number }): string {
  return `${longitude} ${latitude}`
}

/**
 * A point where several requests stand that name no address is where the source puts whatever has no place: not the
 * place of the others that stand on it either.
 */
export function isPlaceholder({ nameless }: Point): boolean {
  return nameless > 1
}

/**
 * When the export was taken: the latest instant it names, where that explains the flags of open requests; else the
 * moment after the last target that counted as missed.
 */
export function asOf({ latest, lastMissed, firstAwaited }: Survey): {
  at: number
  after: number | null
  until: number | null
} {
  const explains = (at: number): boolean => at > (lastMissed ?? -1) && at <= (firstAwaited ?? at)
  const at = explains(latest) || lastMissed === null ? latest : lastMissed + 1
  return { at, after: lastMissed, until: firstAwaited }
}

/** What was counted most often; of two the first by name. */
export function mostOften(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0]
}

function under<Inner>(map: Map<string, Map<string, Inner>>, key: string): Map<string, Inner> {
  const found = map.get(key) ?? new Map<string, Inner>()
  map.set(key, found)
  return found
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
