// The people of the small city with their posts, signed in anew whenever a session would have ended: lives last for
// weeks.
import type { roles } from '../../src/domains/identity/rules.ts'
import { firstPost, openSession, passwordOf } from '../../src/domains/identity/store/sessions.ts'
import { type City, type Client, clientOver, type Login } from '../city.ts'
import { hour } from '../minutes.ts'

export const posts = {
  acceptor: 'acceptor',
  leader: 'shift_leader',
  leader2: 'shift_leader',
  evaluator: 'evaluator',
  dispatcher: 'dispatcher',
  coordinator: 'coordinator',
  commander: 'command_leader',
  works: 'department_clerk',
  sanitation: 'department_clerk',
  handler: 'handler',
  contractor: 'contractor',
  inspector: 'inspector',
  inspector2: 'inspector',
  observer: 'observer',
  auditor: 'auditor',
  admin: 'administrator',
} as const satisfies Record<Login, keyof typeof roles>
export const logins = Object.keys(posts) as Login[]

/** Gives whoever is asked for, signed in anew whenever his session would have ended. */
export function peopleOf(city: City): (login: Login) => Promise<Client> {
  const known = new Map<Login, { ask: Client; since: number }>()
  return async login => {
    const now = Date.parse(city.clock.now())
    const present = known.get(login)
    if (present && Math.abs(now - present.since) < 11 * hour) return present.ask
    const ask = await signedIn(city, `demo.${login}`)
    known.set(login, { ask, since: now })
    return ask
  }
}

/** Without the cost of proving a password. */
export async function signedIn(city: City, login: string): Promise<Client> {
  const token = await city.door.within({ district: '', room: 'gangmu_identity' }, async tx => {
    const found = await passwordOf(tx, login)
    const post = found && (await firstPost(tx, city.clock.now(), found.account))
    if (!found || !post) throw new Error(`nobody is called ${login}`)
    return openSession(tx, city.clock.now(), {
      account: found.account,
      post,
      device: 'test',
      by: { way: 'password' },
    })
  })
  return clientOver((path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return city.page(path, { ...init, headers })
  })
}
