// A city's published requests through the command itself, on a database of its own process: cut off by a power cut in the
// middle, gone on with, and run once more.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '../../src/base/csv.ts'
import { copyCity, type PreparedCopy } from '../database.ts'
import { command } from '../server.ts'

const root = join(import.meta.dirname, '../..')
const fixture = join(root, 'test/fixtures/boston-311/requests.csv')
const report = join(tmpdir(), `gangmu-replay-${process.pid}.csv`)

let copy: PreparedCopy

beforeAll(async () => {
  copy = await copyCity({ open: false })
}, 180_000)

afterAll(async () => {
  await rm(report, { force: true })
  await copy?.remove()
})

// mission: DC5
test('killed in the middle it goes on where it stopped; run again it changes nothing; its log is intact', async () => {
  const tried = await command(copy.env, 'replay-311', fixture, '--dry-run')
  expect([tried.code, tried.said]).toEqual([0, expect.stringContaining('Nothing was kept')])

  await killedAfterFirstBatch()

  const rest = await command(copy.env, 'replay-311', fixture, '--batch', '40', '--report', report)
  expect([rest.code, rest.said]).toEqual([0, expect.stringMatching(/Going on after row \d+/)])
  const after = Number(/Going on after row (\d+)/.exec(rest.said)?.[1])
  expect(after).toBeGreaterThan(1)
  expect(after).toBeLessThan(299)
  expect(rest.said).toContain('6 of 298 rows refused, 292 kept as cases')
  expect(rest.said).toMatch(/(\d+) scored: \1 agree, 0 disagree/)
  expect(rest.said).toContain('311 service requests: City of Boston (Analyze Boston), ODC PDDL')

  const told = readCsv(await readFile(report, 'utf8'))
  const lines = 'rows' in told ? told.rows.map(({ cells }) => cells) : []
  expect(lines[0]).toEqual(['row', 'number', 'outcome', 'column', 'reason', 'value', 'what to do'])
  const refused = lines.filter(([, , outcome]) => outcome === 'refused')
  expect(refused.map(cells => [cells[3], cells[4]])).toEqual(
    Array.from({ length: 6 }, () => ['CLOSED_DT', 'closed_before_opened']),
  )

  const again = await command(copy.env, 'replay-311', fixture)
  expect([again.code, again.said]).toEqual([0, expect.stringContaining('holds all of this file already')])

  const log = await command(copy.env, 'verify-log', '990311')
  expect([log.code, log.said]).toEqual([0, expect.stringContaining('990311: intact')])
  const draws = await command(copy.env, 'verify-draws', '990311')
  expect([draws.code, draws.said]).toEqual([0, expect.stringContaining('closings were imported')])
}, 300_000)

// mission: DC5
test('what cannot be read is refused in a sentence that says what to do', async () => {
  const lacking = join(root, 'test/fixtures/boston-311/README.md')
  const other = await command(copy.env, 'replay-311', lacking)
  expect([other.code, other.said]).toEqual([1, expect.stringMatching(/has not the columns CASE_ENQUIRY_ID/)])
  const code = await command(copy.env, 'replay-311', fixture, '--district', '110101')
  expect([code.code, code.said]).toEqual([1, expect.stringContaining('begin with 99')])
  const gone = await command(copy.env, 'replay-311', `${fixture}.gone`)
  expect([gone.code, gone.said]).toEqual([1, expect.stringContaining('cannot be read')])
  const taken = await command(copy.env, 'replay-311', fixture, '--district', '990103')
  expect([taken.code, taken.said]).toEqual([1, expect.stringContaining('Nothing was imported')])
}, 120_000)

/** As a power cut would: no handler runs. On the embedded database that one goes with it. */
async function killedAfterFirstBatch(): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['gangmu.mjs', 'replay-311', fixture, '--batch', '20'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: undefined, ...copy.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  if (!child.stdout) throw new Error('it says nothing')
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^ {2}\d+ of 298 rows/.test(line)) break
  }
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
