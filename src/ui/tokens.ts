// The values of tokens.css as the page has them now: the stylesheet stays the only source.
export type Mode = 'light' | 'dark'

export function setMode(mode: Mode): void {
  document.documentElement.dataset.theme = mode
}

/** Reads design tokens by name (`--ink`) in the present mode. */
export function readTokens(): (name: `--${string}`) => string {
  const style = getComputedStyle(document.documentElement)
  return name => style.getPropertyValue(name).trim()
}
