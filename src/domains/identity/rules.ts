// Who may do what: the posts, their axis, and what each axis is for. One table, reviewed as a whole; the
// database keeps the same axis of each role, and a test proves that no account can stand on two sides.

export const axes = ['supervision', 'command', 'handling', 'system'] as const
export type Axis = (typeof axes)[number]

export const roles = {
  inspector: {
    axis: 'supervision',
    may: ['cases.see', 'cases.report', 'supervision.check', 'identity.own'],
  },
  acceptor: {
    axis: 'supervision',
    may: ['cases.see', 'cases.report', 'supervision.accept', 'identity.own'],
  },
  shift_leader: {
    axis: 'supervision',
    may: ['cases.see', 'supervision.file', 'supervision.close', 'identity.own'],
  },
  dispatcher: {
    axis: 'command',
    may: ['cases.see', 'command.dispatch', 'organisations.see', 'identity.own'],
  },
  coordinator: {
    axis: 'command',
    may: ['cases.see', 'command.pass', 'organisations.see', 'identity.own'],
  },
  department_clerk: {
    axis: 'handling',
    may: ['cases.see', 'handling.take', 'handling.finish', 'identity.own'],
  },
  // Keeps accounts and posts; sees no case.
  administrator: {
    axis: 'system',
    may: ['identity.administer', 'organisations.see', 'identity.own'],
  },
} as const satisfies Record<string, { axis: Axis; may: readonly string[] }>

export type Role = keyof typeof roles
export type Permission = (typeof roles)[Role]['may'][number]

export const roleNames = Object.keys(roles) as [Role, ...Role[]]

export function isRole(code: string): code is Role {
  return Object.hasOwn(roles, code)
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
