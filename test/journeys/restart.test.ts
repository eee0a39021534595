// A real server: two people at once, the live stream, kill and restart between two steps, tampering found by
// the command line. mission: DC5
import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachEmbedded } from '../../src/base/embedded.ts'
import { type Client, garbage, inside } from '../city.ts'
import { command, type RunningCity, startCity } from '../server.ts'

let city: RunningCity

beforeAll(async () => {
  city = await startCity()
}, 180_000)

afterAll(() => city?.close())

const where = { ...inside, precision: 'map' } as const

// mission: DC5
test('ten people take the same step at once: one does, nine are told who was first', async () => {
  const { id } = await city.ask.cases.report({ kind: garbage, where })
  const acceptors: Client[] = []
  // One after another: ten sign-ins of one account in the same instant look like guessing.
  for (let seat = 0; seat < 10; seat += 1) acceptors.push(await city.as('acceptor'))
  const answers = await Promise.allSettled(acceptors.map(acceptor => acceptor.supervision.accept({ id })))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(refused.map(({ code, data }) => `${code} ${data.role}`)).toEqual(
    Array(9).fill('cases.moved_on acceptor'),
  )
  expect((await acceptors[0]?.cases.show({ id }))?.timeline).toHaveLength(2)
})

test('the same report sent ten times at once with one key is one case', async () => {
  const acceptor = await city.as('acceptor')
  const before = (await acceptor.cases.list({ queue: 'open' })).total
  const body = JSON.stringify({ kind: garbage, where, description: 'the same' })
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'the-one-and-only' }
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () =>
      (await fetch(`${city.url}/api/cases`, { method: 'POST', headers, body })).json(),
    ),
  )
  expect(new Set(answers.map(({ number }) => number)).size).toBe(1)
  expect((await acceptor.cases.list({ queue: 'open' })).total).toBe(before + 1)
})

test('a screen hears of a step that somebody else takes', async () => {
  const { id } = await city.ask.cases.report({ kind: garbage, where })
  const [leader, acceptor] = [await city.as('leader'), await city.as('acceptor')]
  const stream = await leader.live.follow()
  const heard = (async () => {
    for await (const news of stream)
      if (news.kind === 'news' && news.subject === id && news.happened === 'cases.accepted') return news
    return undefined
  })()
  // The stream begins when its request arrives; a step right behind it could come first.
  await leader.identity.me()
  await acceptor.supervision.accept({ id })
  expect(await heard).toMatchObject({ happened: 'cases.accepted', subject: id })
  await stream.return?.()
})

// mission: DC5
test('the server is killed between two steps: nothing acknowledged is lost and the thread goes on', async () => {
  const { id } = await city.ask.cases.report({ kind: garbage, where, description: 'before the cut' })
  await (await city.as('acceptor')).supervision.accept({ id })
  await city.kill()
  await expect(fetch(`${city.url}/health`)).rejects.toThrow()
  await city.restart()
  const leader = await city.as('leader')
  await leader.supervision.file({ id, condition: 1 })
  expect(await leader.cases.show({ id })).toMatchObject({ state: 'filed', description: 'before the cut' })
}, 120_000)

test.runIf(!process.env.TEST_DATABASE_URL)(
  'the database child is killed: calls are told to wait, then the server answers again',
  async () => {
    const { stdout } = spawnSync('pgrep', ['-P', String(city.pid())], { encoding: 'utf8' })
    const children = stdout.trim().split('\n').map(Number)
    expect(children.length).toBeGreaterThan(0)
    for (const child of children) process.kill(child, 'SIGKILL')
    const statuses = new Set<number>()
    for (let round = 0; round < 600; round += 1) {
      const { status, headers } = await fetch(`${city.url}/api/district`)
      statuses.add(status)
      if (status === 503) expect(headers.get('retry-after')).toBe('2')
      if (status === 200) break
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    expect([...statuses].filter(status => status !== 503 && status !== 200)).toEqual([])
    expect(statuses.has(200)).toBe(true)
    await city.ask.cases.report({ kind: garbage, where })
  },
  120_000,
)

test('verify-log finds the log intact, and names the event in which one byte was changed', async () => {
  const { number } = await city.ask.cases.report({ kind: garbage, where })
  const intact = await command(city.env, 'verify-log')
  expect(intact).toMatchObject({ code: 0, said: expect.stringContaining('990103: intact') })
  const event = await changeOneByte()
  const broken = await command(city.env, 'verify-log')
  expect(broken.code).toBe(1)
  expect(broken.said).toContain(event)
  expect(broken.said).toContain('is not as it was recorded')
  expect(number).toMatch(/^990103-/)
}, 120_000)

/** As somebody with the database's own keys would, past every rule of the program. */
async function changeOneByte(): Promise<string> {
  const folder = city.env.GANGMU_DATA ?? ''
  const attached = city.env.DATABASE_URL ? undefined : await attachEmbedded(folder)
  const client = new pg.Client(attached?.connection ?? { connectionString: city.env.DATABASE_URL })
  await client.connect()
  const { rows } = await client.query(
    `update base.event set detail = replace(detail::text, '"portal"', '"portam"')::jsonb
     where id = (select id from base.event where happened = 'cases.reported' order by id desc limit 1) returning id`,
  )
  await client.end()
  await attached?.close()
  return rows[0].id
}
