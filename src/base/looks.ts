// The look of a picture as 64 bits, so that the same picture is known again after it was re-encoded, made
// smaller or brightened. Pure: from a small grey raster to bits, and how far two looks are apart.

/** Four times sixteen bits, each kept in a column of its own so that an index finds near looks (`probes`). */
export type Look = readonly [number, number, number, number]

/** Pixels along each side of the raster that `lookOf` reads. */
export const rasterEdge = 32

/**
 * Looks this many bits apart or nearer count as the same picture. Of generated street scenes the same one
 * re-encoded, halved or brightened stays within 4 nearly always, and no two different ones come nearer than
 * 10 (looks.test.ts counts both). Not above 7: `probes` would not find them all.
 */
export const farthest = 6

/** Waves lower than this (grey levels, orthonormal transform) may be noise of the encoding. */
const noise = 2

/**
 * The perceptual hash of a picture by its cosine transform (Zauner, "Implementation and Benchmarking of
 * Perceptual Image Hash Functions", 2010, 3.2.1): of the 64 lowest waves but the mean, which lie above their
 * median. We take the waves of 0 to 7 periods' halves both ways instead of 1 to 8, so that upright and level
 * structure counts too.
 *
 * `raster`: 32 × 32 grey levels 0–255, row by row: the whole picture upright, squeezed into the square.
 *
 * Undefined for a picture that has no look: where most bits would be decided by noise, as in a plain colour
 * or a mere gradient, two pictures would be alike or not by chance. Throws when the raster has another size.
 */
export function lookOf(raster: Uint8Array): Look | undefined {
  if (raster.length !== rasterEdge * rasterEdge) throw new Error('a look is made of 32 × 32 grey levels')
  const waves = transform(raster)
  const sorted = waves.toSorted((a, b) => a - b)
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2
  if (waves.filter(wave => Math.abs(wave - median) < noise).length > 32) return undefined
  // Dealt out in turn, so that each of the four gets its share of slow and of fast waves.
  const part = (which: number): number =>
    waves.reduce((bits, wave, at) => (at % 4 === which && wave > median ? bits | (1 << (at >> 2)) : bits), 0)
  return [part(0), part(1), part(2), part(3)]
}

/** How many of the 64 bits differ. */
export function apart(one: Look, other: Look): number {
  let differing = 0
  for (const at of [0, 1, 2, 3] as const) {
    for (let bits = one[at] ^ other[at]; bits !== 0; bits &= bits - 1) differing += 1
  }
  return differing
}

/**
 * What to look up to find every look at most 7 bits away: for each of the four parts its own value and the 16
 * that differ in one bit. Seven differing bits over four parts leave one part with at most one (multi-index
 * hashing: Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012).
 */
export function probes(look: Look): [number[], number[], number[], number[]] {
  const around = (bits: number): number[] => [bits, ...flips.map(flip => bits ^ flip)]
  return [around(look[0]), around(look[1]), around(look[2]), around(look[3])]
}

const flips = Array.from({ length: 16 }, (_, at) => 1 << at)

/** The orthonormal DCT-II: the 8 × 8 lowest waves without the mean, and the next one across in its place. */
function transform(raster: Uint8Array): number[] {
  const across = new Float64Array(rasterEdge * 9)
  for (let y = 0; y < rasterEdge; y += 1) {
    for (let wave = 0; wave < 9; wave += 1) {
      let sum = 0
      for (let x = 0; x < rasterEdge; x += 1) sum += (raster[y * rasterEdge + x] ?? 0) * basis(wave, x)
      across[y * 9 + wave] = sum
    }
  }
  const wave = (level: number, upright: number): number => {
    let sum = 0
    for (let y = 0; y < rasterEdge; y += 1) sum += (across[y * 9 + level] ?? 0) * basis(upright, y)
    return sum
  }
  const waves: number[] = []
  for (let upright = 0; upright < 8; upright += 1) {
    for (let level = 0; level < 8; level += 1) {
      waves.push(level === 0 && upright === 0 ? wave(8, 0) : wave(level, upright))
    }
  }
  return waves
}

const cosines = Float64Array.from({ length: 9 * rasterEdge }, (_, at) => {
  const [wave, x] = [Math.floor(at / rasterEdge), at % rasterEdge]
  const weight = Math.sqrt((wave === 0 ? 1 : 2) / rasterEdge)
  return weight * Math.cos((Math.PI * (2 * x + 1) * wave) / (2 * rasterEdge))
})

function basis(wave: number, x: number): number {
  return cosines[wave * rasterEdge + x] ?? 0
}
