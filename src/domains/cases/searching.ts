// What somebody types to find a case again: a whole number, the last digits that colleagues call out, or words of an
// address. Pure; the store asks the database for what comes out.

export interface Searched {
  /** A whole case number. */
  number?: string
  /** `#12`, as the last part of a number is kept. */
  tail?: string
  /** What the number ends with, as it was typed. */
  ending?: string
  /** Characters and pairs that an address must have. */
  pieces: string[]
  /** Words that must stand in the address, small and without spaces. */
  contained: string[]
}

export function searched(typed: string): Searched {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  if (/^\d{6}-\d{8}-\d{4,8}$/.test(text)) return { number: text, pieces: [], contained: [] }
  const contained = text.split(/\s+/).filter(word => word !== '')
  const pieces = [...new Set(contained.flatMap(piecesOf))]
  // `0412-0003` as lists show it, or the bare digits at the end.
  const digits = text.match(/^(?:(\d{6}-)?\d{0,8}-)?(\d{1,8})$/)
  if (!digits?.[2]) return { pieces, contained }
  return { pieces, contained, tail: `#${digits[2].replace(/^0+/, '')}`, ending: endingOf(text) }
}

/** Short digits are called without the zeros before them. */
function endingOf(text: string): string {
  return text.includes('-') ? text : `-${text.replace(/^0+/, '').padStart(4, '0')}`
}

/** As `cases.pieces` cuts an address; of a longer word the pairs say more than its characters. */
function piecesOf(word: string): string[] {
  const characters = [...word]
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`)
}
