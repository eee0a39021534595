// People with passkeys in the small city: a browser with cookies at an address where passkeys work, through HTTP.
import { demoPassword } from '../src/domains/identity/demo.ts'
import { makeAuthenticator } from './authenticator.ts'
import { type City, type Client, clientOver, type Login } from './city.ts'

export const home = 'http://localhost'

export interface Visitor {
  ask: Client
  page(path: string, init?: RequestInit): Promise<Response>
  cookies: Map<string, string>
}

/** Somebody with a browser: it keeps cookies and says where its pages come from. */
export function visitor({ page }: Pick<City, 'page'>, origin = home): Visitor {
  const cookies = new Map<string, string>()
  const fetch: Visitor['page'] = async (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('host', new URL(origin).host)
    if (!headers.has('origin')) headers.set('origin', origin)
    headers.set('cookie', [...cookies].map(pair => pair.join('=')).join('; '))
    const response = await page(path, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? []
      if (/Max-Age=0/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return { ask: clientOver(fetch), page: fetch, cookies }
}

export async function signedIn(city: City, login: Login, origin = home): Promise<Visitor> {
  const person = visitor(city, origin)
  await person.ask.identity.signIn({ login: `demo.${login}`, password: demoPassword })
  return person
}

/** Signs in by password and adds a passkey. */
export async function withPasskey(city: City, login: Login, name = 'a phone') {
  const person = await signedIn(city, login)
  const device = makeAuthenticator(home)
  const attestation = device.register(await person.ask.identity.offerPasskey(), { counter: 1 })
  const { id } = await person.ask.identity.addPasskey({ name, attestation })
  return { person, device, id }
}
