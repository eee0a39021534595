// Two hundred people at twenty cases, on a real server: repeated clicks, outdated screens, one key for two bodies.
// Afterwards every answer stands in the log once, and nothing stands there that nobody was told. mission: DC5
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seal } from '../../src/base/seals.ts'
import { addFlag } from '../../src/domains/supervision/store/flags.ts'
import { district, garbage, inside } from '../city.ts'
import { Crowd } from '../lives/crowd.ts'
import { withDoor } from '../lives/proof.ts'
import { type RunningCity, startCity } from '../server.ts'

const onServer = Boolean(process.env.TEST_DATABASE_URL)
const people = onServer ? 200 : 40
const seconds = Number(process.env.STORM ?? (onServer ? 12 : 6))

let city: RunningCity

beforeAll(async () => {
  city = await startCity()
}, 180_000)

afterAll(() => city?.close())

// mission: DC5
test(
  'a storm of clicks loses no step, doubles none, and answers everything with a yes or a declared no',
  async () => {
    const crowd = new Crowd(city)
    await crowd.gather(20)
    await crowd.photograph(40)
    const until = performance.now() + seconds * 1000
    const watching = (async () => {
      while (performance.now() < until) {
        await crowd.look()
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    })()
    await Promise.all([
      watching,
      ...Array.from({ length: people }, async () => {
        while (performance.now() < until) await crowd.act()
      }),
    ])
    await crowd.repeat(50)
    await withDoor(city, async door => {
      const later = new Date(Date.now() + 2 * 3_600_000).toISOString()
      await door.within({ district }, tx => seal(tx, later))
    })
    const { events, states } = await crowd.prove()
    if (process.env.STORM) console.log({ done: crowd.done.length, events, states, refused: crowd.refused })
    expect(crowd.done.length).toBeGreaterThan(20)
    // It was a storm: many came second.
    expect(crowd.refused.get('cases.moved_on') ?? 0).toBeGreaterThan(0)
    expect(crowd.refused.get('base.key_reused') ?? 0).toBeGreaterThan(0)
  },
  seconds * 1000 + 180_000,
)

// mission: DC5
test('forty who write to one case at once are all heard, and none has to come back', async () => {
  const acceptor = await city.as('acceptor')
  const { id } = await acceptor.cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })
  const answers = await Promise.allSettled(
    Array.from({ length: 40 }, (_, number) => acceptor.cases.note({ id, note: `number ${number}` })),
  )
  expect(answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason.code] : []))).toEqual([])
  const { timeline } = await acceptor.cases.show({ id })
  expect(new Set(timeline.map(({ note }) => note)).size).toBe(41)
})

test('of those who judge at the same instant one is heard, and the others are told so', async () => {
  const {
    id,
    number,
    followKey: key,
  } = await city.ask.cases.report({
    kind: garbage,
    where: { ...inside, precision: 'map' },
  })
  const [leader, leader2] = [await city.as('leader'), await city.as('leader2')]
  await leader.supervision.askForce({ id, reason: 'cannot_be_handled' })
  await leader2.supervision.decideForce({ id, reason: 'agreed', granted: true })
  const ends = (answers: PromiseSettledResult<unknown>[]) =>
    answers.map(answer => (answer.status === 'fulfilled' ? 'done' : answer.reason.code)).sort()
  const eight = <T>(call: (which: number) => Promise<T>) =>
    Promise.allSettled(Array.from({ length: 8 }, (_, which) => call(which)))
  // One link open on several phones.
  const said = await eight(which => city.ask.cases.judge({ number, key, fixed: which % 2 === 0 }))
  expect(ends(said)).toEqual([...Array(7).fill('cases.judged_already'), 'done'])

  // Several evaluators at one flag, each with another verdict.
  const flag = await withDoor(city, door =>
    door.within({ district }, tx =>
      addFlag(tx, new Date().toISOString(), {
        ...{ caseId: id, event: id, task: null, post: null, what: 'recheck_differs', detail: {} },
      }),
    ),
  )
  const evaluator = await city.as('evaluator')
  const judged = await eight(which =>
    evaluator.supervision.judgeFlag({ id: flag ?? '', verdict: which % 2 === 0 ? 'sound' : 'careless' }),
  )
  expect(ends(judged)).toEqual(['done', ...Array(7).fill('supervision.judged_meanwhile')])
  const { timeline } = await leader.cases.show({ id })
  expect(timeline.filter(({ happened }) => happened === 'cases.judged')).toHaveLength(1)
})
