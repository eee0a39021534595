// Shares of few, and how far they can be relied on.

/**
 * The share `part` of `whole` with its 95 % interval; null of nothing. The interval is the score interval of
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
 * Statistical Association 22 (1927): unlike the usual one it stays within 0 and 1 and is honest about few.
 */
export function shareOf(part: number, whole: number): { share: number; low: number; high: number } | null {
  if (whole === 0) return null
  const z = 1.959964
  const share = part / whole
  const middle = share + z ** 2 / (2 * whole)
  const reach = z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2))
  const scale = 1 + z ** 2 / whole
  // At the ends the formula is exact, arithmetic is not.
  const low = part === 0 ? 0 : (middle - reach) / scale
  const high = part === whole ? 1 : (middle + reach) / scale
  return { share, low, high }
}
