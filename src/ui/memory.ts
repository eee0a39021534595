// Small choices kept in this browser. Where storage is forbidden they last as long as the page.
const held = new Map<string, string>()

export function remember(name: string, value: string): void {
  held.set(name, value)
  try {
    localStorage.setItem(`gangmu.${name}`, value)
  } catch {
    // Private windows may refuse; the choice then holds until the page is left.
  }
}

export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`gangmu.${name}`) ?? held.get(name)
  } catch {
    return held.get(name)
  }
}
