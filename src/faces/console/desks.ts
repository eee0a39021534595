// Which desk a post works at.
export function deskOf(permissions: readonly string[]): '/cases' | '/accounts' | '/sessions' {
  if (permissions.includes('cases.see')) return '/cases'
  return permissions.includes('identity.administer') ? '/accounts' : '/sessions'
}
