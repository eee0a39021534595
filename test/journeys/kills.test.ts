// The server and its database are killed again and again under people who go on clicking: whatever was answered is
// there once, whatever was asked again has its first answer, and nothing is left half done. KILLS=30 kills more often.
import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Crowd } from '../lives/crowd.ts'
import { type RunningCity, startCity } from '../server.ts'

const rounds = Number(process.env.KILLS ?? 6)
const people = 12

let city: RunningCity

beforeAll(async () => {
  city = await startCity()
}, 180_000)

afterAll(() => city?.close())

// mission: DC5
test(
  'killed at any moment, the server and the database come back with everything that was answered, once',
  async () => {
    const crowd = new Crowd(city)
    await crowd.gather(12)
    for (let round = 0; round < rounds; round += 1) {
      await crowd.photograph(12)
      await crowd.look()
      let isOver = false
      const crowding = Promise.all(
        Array.from({ length: people }, async () => {
          while (!isOver) await crowd.act()
        }),
      )
      await pause(300 + Math.random() * 1500)
      await (round % 2 === 0 ? killServer() : killDatabase())
      await pause(500 + Math.random() * 500)
      isOver = true
      await crowding
      await crowd.repeat(10)
      const { events, states } = await crowd.prove()
      if (process.env.KILLS) console.log(round, { done: crowd.done.length, events, states })
    }
    expect(crowd.done.length).toBeGreaterThan(rounds * 5)
    expect(crowd.again).toBe(rounds * 10)
  },
  rounds * 60_000 + 60_000,
)

async function killServer(): Promise<void> {
  await city.kill()
  await pause(Math.random() * 300)
  await city.restart()
}

/** The embedded child at once; of a server every connection of this city, in the middle of what it does. */
async function killDatabase(): Promise<void> {
  const url = city.env.DATABASE_URL
  if (url) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await client.end()
    return
  }
  const { stdout } = spawnSync('pgrep', ['-P', String(city.pid())], { encoding: 'utf8' })
  for (const child of stdout.trim().split('\n').map(Number)) if (child > 0) process.kill(child, 'SIGKILL')
  // The server starts it again; whoever looks into the database meanwhile must wait.
  for (let tries = 0; tries < 600; tries += 1) {
    const { ok } = await fetch(`${city.url}/health`).catch(() => ({ ok: false }))
    if (ok) return
    await pause(100)
  }
  throw new Error('the database did not come back')
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
