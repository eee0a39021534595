// Every step tried in every situation by every post that holds its permission, through HTTP: what goes through
// stands in a reviewed file beside, and is what screens are offered; everything else is refused and changes nothing.
// That nobody else gets past the gate is in permissions.txt. mission: DC4, DC5, HY6
import { expect, test } from 'vitest'
import { eventsOf } from '../src/base/events.ts'
import { type Pressed, stepNames, steps } from '../src/domains/cases/steps.ts'
import { roles } from '../src/domains/identity/rules.ts'
import { type City, district, garbage, inCity, inside, type Login, type Person } from './city.ts'
import { lookAgain } from './looks.ts'
import { picture } from './pictures.ts'

const posts = {
  acceptor: 'acceptor',
  leader: 'shift_leader',
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
} as const satisfies Partial<Record<Login, keyof typeof roles>>
type Post = keyof typeof posts | 'leader2'

// mission: DC4, DC5
test(
  'each step goes through in the reviewed situations, by the reviewed posts, and nowhere else; and only it is offered',
  () =>
    inCity(async city => {
      // A second look by lot would be offered in some runs only.
      await lookAgain(city, 0)
      const stage = new Stage(city)
      const lines: string[] = []
      for (const situation of situations) {
        for (const login of [...logins, ...(situation.second ?? [])]) {
          const through: string[] = []
          let offered: readonly string[] | undefined
          let before: { state: string; step: number } | undefined
          for (const name of pressed) {
            if (!mayOf(login).has(steps[name].may)) continue
            const id = await stage.caseIn(situation)
            offered ??= await stage.offeredTo(login, id)
            before ??= await stage.look(id)
            const answer = await stage.attempt(login, name, id, situation.department)
            if (answer !== 'done') {
              expect({ situation: situation.name, login, name, answer }).toEqual({
                situation: situation.name,
                login,
                name,
                answer: expect.stringMatching(/^(base\.not_found|cases\.[a-z_]+)$/),
              })
              continue
            }
            // Everything that was refused since the last look has left no event.
            const after = await stage.look(id)
            expect({ name, step: after.step }).toEqual({ name, step: before.step + 1 })
            through.push(name)
            const state = after.state === before.state ? '' : ` → ${after.state}`
            lines.push(`${situation.name.padEnd(26)} ${name.padEnd(16)} ${`${login}${state}`.trim()}`)
            before = leaves.has(name) ? after : undefined
            if (!leaves.has(name)) stage.spoiled(situation)
          }
          if (before) expect(await stage.look(await stage.caseIn(situation))).toEqual(before)
          if (offered)
            expect({ situation: situation.name, login, offered: [...offered].sort() }).toEqual({
              situation: situation.name,
              login,
              offered: through.sort(),
            })
        }
      }
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./steps.txt')
    }),
  600_000,
)

test('every step that somebody presses goes through somewhere', async () => {
  const { readFile } = await import('node:fs/promises')
  const reviewed = await readFile(new URL('./steps.txt', import.meta.url), 'utf8')
  expect(pressed.filter(name => !new RegExp(` ${name} `).test(reviewed))).toEqual([])
})

interface Things {
  id: string
  department: string
  /** The department that may have given it back. */
  first: string
  other: string
  upload(): Promise<string>
}

const calls: Record<Pressed, (ask: Person['ask'], things: Things) => Promise<unknown>> = {
  accept: (ask, { id }) => ask.supervision.accept({ id }),
  refuse: (ask, { id }) => ask.supervision.refuse({ id, reason: 'not_found' }),
  audit: (ask, { id }) => ask.supervision.audit({ id }),
  join: (ask, { id, other }) => ask.supervision.join({ id, into: other, reason: 'same_thing' }),
  askVerify: (ask, { id }) => ask.supervision.askVerify({ id }),
  askReporter: (ask, { id }) => ask.supervision.askReporter({ id, note: 'Which side of the lane?' }),
  correct: (ask, { id }) => ask.supervision.correct({ id, address: '2 Shuyuan Lane' }),
  verify: async (ask, { id, upload }) =>
    ask.supervision.verify({ id, isTrue: true, ...(await seen(upload)) }),
  file: (ask, { id }) => ask.supervision.file({ id, condition: 1 }),
  sendBack: (ask, { id }) => ask.supervision.sendBack({ id, reason: 'unclear' }),
  discard: (ask, { id }) => ask.supervision.discard({ id, reason: 'known' }),
  confirm: async (ask, { id, upload }) => ask.supervision.check({ id, fixed: true, ...(await seen(upload)) }),
  object: async (ask, { id, upload }) => ask.supervision.check({ id, fixed: false, ...(await seen(upload)) }),
  // A second look is a check to him who takes it.
  recheck: async (ask, { id, upload }) => ask.supervision.check({ id, fixed: true, ...(await seen(upload)) }),
  close: (ask, { id }) => ask.supervision.close({ id, outcome: 'fixed' }),
  merge: (ask, { id, other }) => ask.supervision.merge({ id, into: other, reason: 'same_cause' }),
  askForce: (ask, { id }) => ask.supervision.askForce({ id, reason: 'cannot_be_handled' }),
  force: (ask, { id }) => ask.supervision.decideForce({ id, reason: 'agreed', granted: true }),
  refuseForce: (ask, { id }) => ask.supervision.decideForce({ id, reason: 'not_needed', granted: false }),
  redraw: (ask, { id }) => ask.supervision.redraw({ id, reason: 'off_duty' }),
  reopen: (ask, { id }) => ask.supervision.reopen({ id, reason: 'reporter_says_no' }),
  keepClosed: (ask, { id }) => ask.supervision.keepClosed({ id, reason: 'is_fixed' }),
  dispatch: (ask, { id, department }) => ask.command.dispatch({ id, department }),
  split: (ask, { id }) => ask.command.split({ id, parts: [{}, {}] }),
  returnToFiling: (ask, { id }) => ask.command.returnToFiling({ id, reason: 'not_to_file' }),
  insist: (ask, { id, first }) => ask.command.insist({ id, department: first, reason: 'is_responsible' }),
  pass: (ask, { id }) => ask.command.pass({ id }),
  redo: (ask, { id }) => ask.command.redo({ id, reason: 'half_done' }),
  grantExtension: (ask, { id }) => ask.command.decide({ id, reason: 'agreed', granted: true }),
  refuseExtension: (ask, { id }) => ask.command.decide({ id, reason: 'too_long', granted: false }),
  grantSuspension: (ask, { id }) => ask.command.decide({ id, reason: 'agreed', granted: true }),
  refuseSuspension: (ask, { id }) => ask.command.decide({ id, reason: 'too_long', granted: false }),
  resume: (ask, { id }) => ask.command.resume({ id, reason: 'cause_gone' }),
  urge: (ask, { id }) => ask.command.urge({ id, reason: 'danger' }),
  take: (ask, { id }) => ask.handling.take({ id }),
  finish: async (ask, { id, upload }) => ask.handling.finish({ id, pictures: [await upload()] }),
  giveBack: (ask, { id }) => ask.handling.giveBack({ id, reason: 'no_access' }),
  askExtension: (ask, { id }) =>
    ask.handling.askExtension({ id, reason: 'material', add: { value: 2, unit: 'work_day' } }),
  askSuspension: (ask, { id }) =>
    ask.handling.askSuspension({ id, reason: 'season', until: '2026-04-20T09:00:00+08:00' }),
  withdraw: (ask, { id }) => ask.handling.withdraw({ id }),
  note: (ask, { id }) => ask.cases.note({ id, note: 'Seen in passing' }),
}

/** Calls that take one of several steps: which of them, the case decides. */
const sameCall: readonly (readonly Pressed[])[] = [
  ['grantExtension', 'grantSuspension'],
  ['refuseExtension', 'refuseSuspension'],
  ['confirm', 'recheck'],
]

/** What may happen to a case without another situation. */
const leaves: ReadonlySet<Pressed> = new Set<Pressed>(['note', 'urge', 'correct'])

const pressed: readonly Pressed[] = stepNames.filter((name): name is Pressed => name in calls)
const logins: readonly Post[] = Object.keys(posts).filter((login): login is Post => login in posts)
const mayOf = (login: Post): ReadonlySet<string> =>
  new Set<string>(roles[login === 'leader2' ? 'shift_leader' : posts[login]].may)

async function seen(upload: Things['upload']) {
  return { pictures: [await upload()], position: inside }
}

interface Told {
  id: string
  number: string
  followKey: string
}

interface Situation {
  name: string
  /** Who does what after the report. */
  way: readonly (readonly [Post, Pressed])[]
  /** How it begins, and what is done at the end that is no step of a post. */
  putRight?: true
  /** To which department it can still be sent; D01 otherwise. */
  department?: 'D02'
  /** Where it matters that there is somebody else of the same post. */
  second?: readonly Post[]
  /** Gives another case, where it is not about the one that was reported. */
  finally?: (city: City, told: Told) => Promise<string | undefined>
}

const accepted = [['acceptor', 'accept']] as const
const filed = [...accepted, ['leader', 'file']] as const
const dispatched = [...filed, ['dispatcher', 'dispatch']] as const
const handling = [...dispatched, ['works', 'take']] as const
const handled = [...handling, ['works', 'finish']] as const
const checking = [...handled, ['coordinator', 'pass']] as const
const checked = [...checking, ['inspector', 'confirm']] as const
const closed = [...checked, ['leader', 'close']] as const

const situations: readonly Situation[] = [
  { name: 'reported', way: [] },
  { name: 'reported, put right', way: [], putRight: true },
  { name: 'reported, verify asked', way: [['acceptor', 'askVerify']] },
  { name: 'reported, reporter asked', way: [['acceptor', 'askReporter']] },
  { name: 'reported, force asked', way: [['leader', 'askForce']], second: ['leader2'] },
  { name: 'accepted', way: accepted },
  { name: 'filed', way: filed },
  { name: 'filed, given back', way: [...dispatched, ['works', 'giveBack']], department: 'D02' },
  { name: 'split', way: [...filed, ['dispatcher', 'split']] },
  {
    name: 'filed, a part',
    way: [...filed, ['dispatcher', 'split']],
    finally: async (city, { id }) =>
      (await (await city.as('auditor')).ask.cases.show({ id })).children[0]?.id,
  },
  { name: 'dispatched', way: dispatched },
  { name: 'handling', way: handling },
  { name: 'handling, extension asked', way: [...handling, ['works', 'askExtension']] },
  { name: 'handling, suspension asked', way: [...handling, ['works', 'askSuspension']] },
  {
    name: 'handling, was suspended',
    way: [
      ...handling,
      ['works', 'askSuspension'],
      ['coordinator', 'grantSuspension'],
      ['coordinator', 'resume'],
    ],
  },
  { name: 'suspended', way: [...handling, ['works', 'askSuspension'], ['coordinator', 'grantSuspension']] },
  { name: 'handled', way: handled },
  { name: 'checking', way: checking },
  { name: 'checked', way: checked },
  { name: 'checked, force asked', way: [...checked, ['leader', 'askForce']], second: ['leader2'] },
  { name: 'closed', way: closed },
  {
    name: 'closed, said not fixed',
    way: closed,
    finally: async (city, { number, followKey }) => {
      await city.ask.cases.judge({ number, key: followKey, fixed: false })
      return undefined
    },
  },
  { name: 'void', way: [['acceptor', 'refuse']] },
  { name: 'joined', way: [['acceptor', 'join']] },
]

/** People and cases of the test; a case that a try has changed is made anew. */
class Stage {
  readonly #city: City
  readonly #people = new Map<Post, Promise<Person>>()
  readonly #kept = new Map<string, string>()
  readonly #uploads = new Map<Post, string>()
  #other: string | undefined
  #departments: readonly { id: string; code: string }[] | undefined

  constructor(city: City) {
    this.#city = city
  }

  spoiled({ name }: Situation): void {
    this.#kept.delete(name)
  }

  async caseIn(situation: Situation): Promise<string> {
    const present = this.#kept.get(situation.name)
    if (present !== undefined) return present
    const reporter = await this.#as(situation.putRight ? 'inspector2' : 'acceptor')
    const told = await reporter.ask.cases.report({
      kind: garbage,
      where: { ...inside, precision: 'map' },
      ...(situation.putRight && {
        pictures: [await this.#fresh('inspector2')],
        putRight: [await this.#fresh('inspector2')],
      }),
    })
    for (const [login, name] of situation.way) {
      const answer = await this.attempt(login, name, told.id)
      if (answer !== 'done') throw new Error(`${situation.name}: ${name} by ${login}: ${answer}`)
      // Inspectors are drawn after the commit.
      if (name === 'pass') await this.#city.settle()
    }
    const id = (await situation.finally?.(this.#city, told)) ?? told.id
    this.#kept.set(situation.name, id)
    return id
  }

  async attempt(login: Post, name: Pressed, id: string, to = 'D01'): Promise<string> {
    const { ask } = await this.#as(login)
    this.#departments ??= await (await this.#as('dispatcher')).ask.organisations.list()
    const idOf = (wanted: string) => this.#departments?.find(({ code }) => code === wanted)?.id ?? ''
    const [department, first] = [idOf(to), idOf('D01')]
    this.#other ??= (
      await (
        await this.#as('acceptor')
      ).ask.cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })
    ).id
    let used = false
    const upload = async (): Promise<string> => {
      used = true
      const present = this.#uploads.get(login) ?? (await this.#fresh(login))
      this.#uploads.set(login, present)
      return present
    }
    try {
      await calls[name](ask, { id, department, first, other: this.#other, upload })
      if (used) this.#uploads.delete(login)
      return 'done'
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error)
    }
  }

  /** What the screens of a post offer; undefined where it does not see the case. */
  async offeredTo(login: Post, id: string): Promise<readonly string[] | undefined> {
    const { ask } = await this.#as(login)
    try {
      const { nextSteps } = await ask.cases.show({ id })
      const offered = new Set<string>(nextSteps)
      // Where one call takes one of several steps, each of their names goes through.
      for (const names of sameCall)
        if (names.some(name => offered.has(name))) for (const name of names) offered.add(name)
      return [...offered]
    } catch {
      return undefined
    }
  }

  async look(id: string): Promise<{ state: string; step: number }> {
    const { state } = await (await this.#as('auditor')).ask.cases.show({ id })
    // All that was logged: what people are shown as the step counts only what matters. Draws follow in their own time.
    const events = await this.#city.door.within({ district }, tx => eventsOf(tx, id))
    return { state, step: events.filter(({ happened }) => happened !== steps.draw.happened).length }
  }

  async #fresh(login: Post): Promise<string> {
    const { ask } = await this.#as(login)
    return (await ask.files.upload({ file: await small })).id
  }

  #as(login: Post): Promise<Person> {
    const present = this.#people.get(login) ?? this.#city.as(login)
    this.#people.set(login, present)
    return present
  }
}

const small = picture('#445566', 8)
