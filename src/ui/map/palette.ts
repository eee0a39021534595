// The colours of the map: the design tokens as they are now, and tones between two of them.
import { type Mode, readTokens } from '../tokens.ts'

export interface Palette {
  mode: Mode
  of(name: `--${string}`): string
  /** A tone between two tokens; 0 gives the first, 1 the second. */
  between(one: `--${string}`, other: `--${string}`, share: number): string
}

/** Call after the mode has been set: the values are read from the page. */
export function readPalette(mode: Mode): Palette {
  const of = readTokens()
  return { mode, of, between: (one, other, share) => mixed(of(one), of(other), share) }
}

/** Two colours written as #rgb or #rrggbb, mixed in sRGB as paint on a screen is. */
export function mixed(one: string, other: string, share: number): string {
  const [from, to] = [parts(one), parts(other)]
  if (!from || !to) return one
  const channel = (at: 0 | 1 | 2): string =>
    Math.round(from[at] + (to[at] - from[at]) * share)
      .toString(16)
      .padStart(2, '0')
  return `#${channel(0)}${channel(1)}${channel(2)}`
}

function parts(colour: string): [number, number, number] | undefined {
  const long = colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3').match(/^#(..)(..)(..)$/)
  if (!long) return undefined
  const [, red = '', green = '', blue = ''] = long
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
}
