// XML as a stream of what opens, closes and stands between: nothing of a document is held, no entity is fetched or
// multiplied, and what is not well formed is a refusal.
import { SaxesParser } from 'saxes'
import { WrongFile } from './wrong.ts'

export interface Seen {
  /** Names without their prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text(said: string): void
}

/** @throws {WrongFile} `broken_file` with the format's name */
export function readMarkup(text: string, format: string, seen: Seen): void {
  const parser = new SaxesParser({ position: false })
  parser.on('error', () => {
    throw new WrongFile('broken_file', format)
  })
  parser.on('opentag', ({ name, attributes }) => seen.open(local(name), plain(attributes)))
  parser.on('closetag', ({ name }) => seen.close(local(name)))
  parser.on('text', said => seen.text(said))
  parser.on('cdata', said => seen.text(said))
  // In pieces, so that the parser does not hold the document twice.
  for (let at = 0; at < text.length; at += 65_536) parser.write(text.slice(at, at + 65_536))
  parser.close()
}

/** Without namespaces the parser gives texts; its type knows the other way too. */
function plain(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]))
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
