// National codes of regions: two digits a province, four a city, six a district, nine a subdistrict, twelve a
// community (GB/T 2260, GB/T 10114). A code begins with the code of what it lies in. Pure.

export const levels = ['province', 'city', 'district', 'subdistrict', 'community'] as const
export type Level = (typeof levels)[number]

export const digitsOf: Readonly<Record<Level, number>> = {
  province: 2,
  city: 4,
  district: 6,
  subdistrict: 9,
  community: 12,
}

/** Undefined when no level has codes of this length. */
export function levelOf(code: string): Level | undefined {
  return /^\d+$/.test(code) ? levels.find(level => digitsOf[level] === code.length) : undefined
}

/** The codes a region lies in, the widest first. */
export function above(code: string): string[] {
  return levels.map(level => code.slice(0, digitsOf[level])).filter(part => part.length < code.length)
}

/**
 * The region right above, of those that are there. A district may stand right under its province, or alone; what lies
 * below a district always has the level above it.
 */
export function parentOf(code: string, isThere: (code: string) => boolean): string | undefined {
  const nearest = above(code).at(-1)
  if (nearest === undefined || isThere(nearest)) return nearest
  return code.length > digitsOf.district ? undefined : above(code).findLast(isThere)
}

/** The chain of codes from the district down, each followed by a slash; above a district only its own code. */
export function pathOf(code: string): string {
  const chain = [...above(code), code].filter(part => part.length >= digitsOf.district)
  return `${(chain.length > 0 ? chain : [code]).join('/')}/`
}
