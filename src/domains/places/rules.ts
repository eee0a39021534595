// How places are listed and found by name, decided from values alone.
import type { NewPlace } from './shaping.ts'

/** As what a place stands in lists, in the order of the list. */
export const listings = [
  'place',
  'station',
  'park',
  'water',
  'building',
  'street',
  'waterway',
  'address',
] as const
export type Listing = (typeof listings)[number]

/**
 * As what a place is listed; null where nothing names it. Areas are listed by their labels, and not twice.
 */
export function listingOf({ layer, kind, names, number }: NewPlace): Listing | null {
  if (layer === 'address') return number === '' ? null : 'address'
  if (names.name === '') return null
  if (layer === 'label') return listings.find(each => each === kind) ?? null
  return layer === 'street' || layer === 'waterway' ? layer : null
}

/** How a house is called: in Chinese without a space before the number, elsewhere with one. */
export function addressOf({ street, number }: { street: string; number: string }): string {
  if (street === '') return number
  return /\p{Script=Han}$/u.test(street) ? `${street}${number}` : `${street} ${number}`
}

/** What is searched for, or in: one width, small letters, no spaces. */
export function folded(said: string): string {
  return said.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
}

/** Those that are one thing however many pieces they are drawn in. */
export function isOneByName(listed: Listing): boolean {
  return listed === 'street' || listed === 'waterway' || listed === 'address'
}

/** The letters and the pairs of neighbouring letters in texts, each once; every part of a text has only such. */
export function gramsOf(texts: readonly string[]): string[] {
  const grams = new Set<string>()
  for (const text of texts) {
    const letters = [...folded(text)]
    for (const [at, letter] of letters.entries()) {
      grams.add(letter)
      const next = letters[at + 1]
      if (next !== undefined) grams.add(letter + next)
    }
  }
  return [...grams]
}

/** What a search looks for: pairs where there are any, because they are rarer; at most six of them. */
export function soughtGrams(said: string): string[] {
  const letters = [...folded(said)]
  const pairs = letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
  const all = [...new Set(pairs.length > 0 ? pairs : letters)]
  const step = Math.max(1, all.length / 6)
  return [
    ...new Set(Array.from({ length: Math.min(6, all.length) }, (_, at) => all[Math.floor(at * step)] ?? '')),
  ]
}
