// Whether passkeys can work at an address, and which host they are then made for. Pure; the page asks it too.

/** Browsers offer passkeys over HTTPS, or on this very computer as `localhost`, and never for a bare IP address. */
export type Hindrance = 'not_https' | 'ip_address'
export const hindrances = ['not_https', 'ip_address'] as const

/** `origin` as a browser writes it: `https://city.example`. The host is what WebAuthn calls the relying party's id. */
export function siteOf(
  origin: string,
): { host: string; hindrance?: never } | { host?: never; hindrance: Hindrance } {
  const { protocol, hostname } = new URL(origin)
  if (/^\[|^[\d.]+$/.test(hostname)) return { hindrance: 'ip_address' }
  const isHere = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) return { hindrance: 'not_https' }
  return { host: hostname }
}
