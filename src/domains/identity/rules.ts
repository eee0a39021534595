// Who may do what: the posts, their axis, and what each axis is for. One table, reviewed as a whole; the
// database keeps the same axis of each role, and a test proves that no account can stand on two sides.

/** `oversight` looks on and takes no step; it is an axis of its own, so that nobody overlooks what he does himself. */
export const axes = ['supervision', 'command', 'handling', 'oversight', 'system'] as const
export type Axis = (typeof axes)[number]

export const roles = {
  inspector: {
    axis: 'supervision',
    may: [
      'cases.see',
      'cases.note',
      'cases.report',
      'supervision.check',
      'parts.see',
      'parts.tell',
      'identity.own',
    ],
  },
  acceptor: {
    axis: 'supervision',
    may: ['cases.see', 'cases.note', 'cases.report', 'supervision.accept', 'parts.see', 'identity.own'],
  },
  shift_leader: {
    axis: 'supervision',
    may: ['cases.see', 'cases.note', 'supervision.file', 'supervision.close', 'parts.see', 'identity.own'],
  },
  evaluator: {
    axis: 'supervision',
    may: ['cases.see', 'cases.audit', 'supervision.evaluate', 'parts.see', 'identity.own'],
  },
  dispatcher: {
    axis: 'command',
    may: ['cases.see', 'cases.note', 'command.dispatch', 'organisations.see', 'parts.see', 'identity.own'],
  },
  coordinator: {
    axis: 'command',
    may: [
      'cases.see',
      'cases.note',
      'command.pass',
      'command.urge',
      'organisations.see',
      'parts.see',
      'identity.own',
    ],
  },
  command_leader: {
    axis: 'command',
    may: ['cases.see', 'cases.note', 'command.urge', 'organisations.see', 'parts.see', 'identity.own'],
  },
  department_clerk: {
    axis: 'handling',
    may: [
      'cases.see',
      'cases.note',
      'handling.take',
      'handling.finish',
      'handling.ask',
      'parts.see',
      'parts.tell',
      'identity.own',
    ],
  },
  /** Puts right what his department has taken; decides nothing for it. */
  handler: {
    axis: 'handling',
    may: ['cases.see', 'cases.note', 'handling.finish', 'parts.see', 'parts.tell', 'identity.own'],
  },
  contractor: {
    axis: 'handling',
    may: [
      'cases.see',
      'cases.note',
      'handling.take',
      'handling.finish',
      'parts.see',
      'parts.tell',
      'identity.own',
    ],
  },
  /** The superior's eye: sees what lies below his region. */
  observer: {
    axis: 'oversight',
    may: ['cases.see', 'parts.see', 'identity.own'],
  },
  auditor: {
    axis: 'oversight',
    may: ['cases.see', 'cases.audit', 'parts.see', 'identity.own'],
  },
  // Keeps accounts, posts and the tables that cases are measured by; sees no case.
  administrator: {
    axis: 'system',
    may: [
      'identity.administer',
      'regions.administer',
      'catalogue.administer',
      'organisations.administer',
      'organisations.see',
      'grids.administer',
      'parts.administer',
      'parts.see',
      'identity.own',
    ],
  },
} as const satisfies Record<string, { axis: Axis; may: readonly string[] }>

export type Role = keyof typeof roles
export type Permission = (typeof roles)[Role]['may'][number]

export const roleNames = Object.keys(roles) as [Role, ...Role[]]

export function isRole(code: string): code is Role {
  return Object.hasOwn(roles, code)
}

/** The centres of the two axes: one a district, its branches, and the stations on the ground. */
export const centreAxes = ['supervision', 'command'] as const
export const centreLevels = ['centre', 'branch', 'station'] as const
export type CentreLevel = (typeof centreLevels)[number]

/** A centre stands on its own, a branch below a centre, a station below either. */
export function standsBelow(level: CentreLevel, over: CentreLevel | undefined): boolean {
  if (level === 'centre' || over === undefined) return level === 'centre' && over === undefined
  return over === 'centre' || (over === 'branch' && level === 'station')
}

/** Who may hold a post for a whole city: whoever looks on. Each district gives him the post for itself. */
export function mayStandAbove(role: Role): boolean {
  return roles[role].axis === 'oversight'
}

/** Whether a password is long enough and not merely the login: length beats rules about characters. */
export function isStrongEnough(password: string, login: string): boolean {
  return (
    password.length >= 10 && password.length <= 200 && !password.toLowerCase().includes(login.toLowerCase())
  )
}

/** Failed sign-ins allowed within a window before the door stays shut until it ends. */
export const patience = { perLogin: 8, perAddress: 40, seconds: 900 }

/** A session ends this long after it was last used, and at the latest this long after it began. */
export const sessionLife = { idleSeconds: 12 * 3600, longestSeconds: 7 * 24 * 3600 }

/** How somebody signed in. */
export const ways = ['password', 'passkey', 'provider'] as const
export type Way = (typeof ways)[number]

/**
 * Whoever changes the ways in proves first who he is, by password or passkey; a proof, and so a sign-in by either, holds
 * this long. The provider's word is none: it may come from a screen that somebody left.
 */
export const proofSeconds = 600

export function provenUntil(provedAt: string | null): number {
  return provedAt === null ? 0 : Date.parse(provedAt) + proofSeconds * 1000
}

/** What is begun with an authenticator or at the provider is finished within these, once. */
export const attemptSeconds = { passkey: 300, provider: 600 }

export const mostPasskeys = 20

/** Where a sign-in may lead: a page for staff on this server; anything else is the desk. */
export function ownPage(said: string | undefined): string {
  const here = 'http://here.invalid'
  const url = said?.startsWith('/') ? URL.parse(said, here) : null
  const isOwn = url?.origin === here && /^\/(d\/\d{6}\/)?(console|field)(\/|$)/.test(url.pathname)
  return isOwn ? `${url.pathname}${url.search}` : '/console/'
}
