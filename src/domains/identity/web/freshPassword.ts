// A first password that can be read aloud over a desk: five groups of four, without letters that look alike. Made here
// and not by the server, so that a repeated call needs no answer that holds it.

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 20 characters of 31: 99 bits. */
export function freshPassword(): string {
  const picked: string[] = []
  while (picked.length < 20) {
    // Bytes beyond the last whole multiple would make some letters likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 256 - (256 % letters.length)) picked.push(letters[byte % letters.length] ?? '')
  }
  return [0, 4, 8, 12, 16].map(at => picked.slice(at, at + 4).join('')).join('-')
}
