// Every step tried in every state by every post, through HTTP: what goes through stands in a reviewed file
// beside; everything else is refused and changes nothing. mission: DC4, DC5
import { expect, test } from 'vitest'
import { type State, states } from '../src/domains/cases/states.ts'
import { garbage, inCity, inside, type Login, type Person } from './city.ts'
import { picture } from './pictures.ts'

const logins: Login[] = [
  'acceptor',
  'leader',
  'dispatcher',
  'works',
  'sanitation',
  'coordinator',
  'inspector',
  'inspector2',
  'admin',
]

// mission: DC4, DC5
test(
  'each step goes through in the reviewed states, by the reviewed posts, and nowhere else',
  () =>
    inCity(async city => {
      const people = new Map<Login, Person>()
      for (const login of logins) people.set(login, await city.as(login))
      const lines: string[] = []
      for (const state of states) {
        for (const [login, person] of people) {
          for (const call of Object.keys(calls)) {
            // Nobody sends so many pictures at once: some time passes.
            city.clock.advance(30_000)
            const id = await caseIn(people, state)
            const before = await stateOf(people, id)
            const answer = await attempt(people, person, call, id)
            const after = await stateOf(people, id)
            if (answer === 'done')
              lines.push(`${state.padEnd(11)} ${call.padEnd(13)} ${login.padEnd(12)} → ${after}`)
            else
              expect({ state, login, call, after, answer }).toEqual({
                state,
                login,
                call,
                after: before,
                answer: expect.stringMatching(/^(base\.not_allowed|base\.not_found|cases\.moved_on)$/),
              })
          }
        }
      }
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./steps.txt')
    }),
  240_000,
)

const calls: Record<
  string,
  (
    person: Person,
    id: string,
    things: { department: string; upload: () => Promise<string> },
  ) => Promise<unknown>
> = {
  accept: ({ ask }, id) => ask.supervision.accept({ id }),
  refuse: ({ ask }, id) => ask.supervision.refuse({ id, reason: 'not_found' }),
  file: ({ ask }, id) => ask.supervision.file({ id }),
  dispatch: ({ ask }, id, { department }) => ask.command.dispatch({ id, department }),
  take: ({ ask }, id) => ask.handling.take({ id }),
  finish: async ({ ask }, id, { upload }) => ask.handling.finish({ id, pictures: [await upload()] }),
  pass: ({ ask }, id) => ask.command.pass({ id }),
  'check fixed': async ({ ask }, id, { upload }) =>
    ask.supervision.check({ id, fixed: true, pictures: [await upload()] }),
  'check not': async ({ ask }, id, { upload }) =>
    ask.supervision.check({ id, fixed: false, pictures: [await upload()] }),
  'send back': ({ ask }, id) => ask.supervision.sendBack({ id, reason: 'unclear' }),
  discard: ({ ask }, id) => ask.supervision.discard({ id, reason: 'known' }),
  return: ({ ask }, id) => ask.command.returnToFiling({ id, reason: 'not_to_file' }),
  'give back': ({ ask }, id) => ask.handling.giveBack({ id, reason: 'no_access' }),
  rework: ({ ask }, id) => ask.command.redo({ id, reason: 'half_done' }),
  close: ({ ask }, id) => ask.supervision.close({ id, outcome: 'fixed' }),
}

/** The straight way to each state: who does what. */
const way: readonly [State, Login, string][] = [
  ['accepted', 'acceptor', 'accept'],
  ['filed', 'leader', 'file'],
  ['dispatched', 'dispatcher', 'dispatch'],
  ['handling', 'works', 'take'],
  ['handled', 'works', 'finish'],
  ['checking', 'coordinator', 'pass'],
  ['checked', 'inspector', 'check fixed'],
  ['closed', 'leader', 'close'],
]

/** A case that stands in this state; one that nobody moved is used again. */
const kept = new Map<string, string>()
async function caseIn(people: Map<Login, Person>, state: State): Promise<string> {
  const present = kept.get(state)
  if (present && (await stateOf(people, present).catch(() => undefined)) === state) return present
  const acceptor = people.get('acceptor')
  if (!acceptor) throw new Error('nobody to report')
  const { id } = await acceptor.ask.cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })
  const steps =
    state === 'void'
      ? ([['void', 'acceptor', 'refuse']] as const)
      : way.slice(0, way.findIndex(([to]) => to === state) + 1)
  for (const [, login, call] of steps) {
    const answer = await attempt(people, people.get(login), call, id)
    if (answer !== 'done') throw new Error(`${call} by ${login}: ${answer}`)
  }
  kept.set(state, id)
  return id
}

let department: string | undefined

async function attempt(
  people: Map<Login, Person>,
  person: Person | undefined,
  call: string,
  id: string,
): Promise<string> {
  const run = calls[call]
  if (!run || !person) throw new Error(`no call ${call}`)
  department ??=
    (await people.get('dispatcher')?.ask.organisations.list())?.find(({ code }) => code === 'D01')?.id ?? ''
  const upload = async () => (await person.ask.files.upload({ file: await small })).id
  try {
    await run(person, id, { department, upload })
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}

const small = picture('#445566', 8)

async function stateOf(people: Map<Login, Person>, id: string): Promise<State> {
  const leader = people.get('leader')
  if (!leader) throw new Error('nobody to ask')
  return (await leader.ask.cases.show({ id })).state
}
