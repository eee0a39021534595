// Everything asked as everybody: each call of the contract, by each post and by a stranger. What is allowed
// stands in a reviewed file beside; a change there is a decision about power. mission: DC4
import { expect, test } from 'vitest'
import { contract } from '../src/contract.ts'
import { type Pressed, steps } from '../src/domains/cases/steps.ts'
import { roles } from '../src/domains/identity/rules.ts'
import { listed } from '../src/faces/api/pages.ts'
import { inCity, type Login, type Person } from './city.ts'

const posts: Record<string, Login | undefined> = {
  stranger: undefined,
  inspector: 'inspector',
  acceptor: 'acceptor',
  shift_leader: 'leader',
  evaluator: 'evaluator',
  dispatcher: 'dispatcher',
  coordinator: 'coordinator',
  command_leader: 'commander',
  department_clerk: 'works',
  handler: 'handler',
  contractor: 'contractor',
  observer: 'observer',
  auditor: 'auditor',
  administrator: 'admin',
}

test('there is somebody of every post to ask as', () => {
  expect(Object.keys(posts).sort()).toEqual(['stranger', ...Object.keys(roles)].sort())
})

// mission: DC4
test('each call is open to the reviewed posts and to nobody else', () =>
  inCity(async city => {
    const table: Record<string, string[]> = {}
    for (const [post, login] of Object.entries(posts)) {
      for (const call of listed(contract)) {
        // Signing out ends the session: everybody signs in again for each call.
        const person = login ? await once(city.as, login, call.name) : city.stranger
        table[call.name] ??= []
        if (await passesTheGate(person, call)) table[call.name]?.push(post)
      }
    }
    const lines = Object.entries(table).map(
      ([name, who]) =>
        `${name.padEnd(28)} ${who.length === Object.keys(posts).length ? 'everybody' : who.join(' ')}`,
    )
    await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('./permissions.txt')
  }))

test('each call asks for the permission of the step it takes', () => {
  const asked = new Map(listed(contract).map(({ name, meta }) => [name, meta.may]))
  const takes: Record<Pressed, string> = {
    accept: 'supervision.accept',
    refuse: 'supervision.refuse',
    audit: 'supervision.audit',
    join: 'supervision.join',
    askVerify: 'supervision.askVerify',
    askReporter: 'supervision.askReporter',
    correct: 'supervision.correct',
    verify: 'supervision.verify',
    file: 'supervision.file',
    sendBack: 'supervision.sendBack',
    discard: 'supervision.discard',
    confirm: 'supervision.check',
    object: 'supervision.check',
    recheck: 'supervision.check',
    close: 'supervision.close',
    merge: 'supervision.merge',
    askForce: 'supervision.askForce',
    force: 'supervision.decideForce',
    refuseForce: 'supervision.decideForce',
    redraw: 'supervision.redraw',
    reopen: 'supervision.reopen',
    keepClosed: 'supervision.keepClosed',
    dispatch: 'command.dispatch',
    split: 'command.split',
    returnToFiling: 'command.returnToFiling',
    insist: 'command.insist',
    pass: 'command.pass',
    redo: 'command.redo',
    grantExtension: 'command.decide',
    refuseExtension: 'command.decide',
    grantSuspension: 'command.decide',
    refuseSuspension: 'command.decide',
    resume: 'command.resume',
    urge: 'command.urge',
    take: 'handling.take',
    finish: 'handling.finish',
    giveBack: 'handling.giveBack',
    askExtension: 'handling.askExtension',
    askSuspension: 'handling.askSuspension',
    withdraw: 'handling.withdraw',
    note: 'cases.note',
  }
  for (const [name, call] of Object.entries(takes))
    expect({ name, may: asked.get(call) }).toEqual({
      name,
      may: Object.entries(steps).find(([each]) => each === name)?.[1].may,
    })
})

// mission: DC4
test('what a post is refused it is refused before its input is looked at', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    for (const { method, path } of listed(contract).filter(
      ({ meta }) => meta.may === 'cases.see' && !meta.write,
    )) {
      const response = await admin.page(`/api${filled(path)}`, { method })
      expect({ path, status: response.status, code: (await response.json()).code }).toEqual({
        path,
        status: 403,
        code: 'base.not_allowed',
      })
    }
  }))

let held: { login: Login; person: Person } | undefined

async function once(as: (login: Login) => Promise<Person>, login: Login, call: string): Promise<Person> {
  if (held?.login !== login || /identity\.(signOut|changePassword)/.test(call))
    held = { login, person: await as(login) }
  const { person } = held
  if (call === 'identity.signOut') held = undefined
  return person
}

/** Nonsense as input: whoever may ask gets as far as the parser or beyond. */
async function passesTheGate(
  person: Person,
  { method, path }: { method: string; path: string },
): Promise<boolean> {
  const body = method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }
  const response = await person.page(`/api${filled(path)}`, { method, ...body })
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  const code = isJson ? (await response.json())?.code : ''
  await response.body?.cancel().catch(() => {})
  return code !== 'base.not_signed_in' && code !== 'base.not_allowed'
}

function filled(path: string): string {
  return path
    .replace('{number}', '990103-20260401-0001')
    .replace(/\{\w+\}/g, '0198c1de-0000-7000-8000-000000000000')
}
