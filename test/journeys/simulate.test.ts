// Days of the small town played by the command, on a real server by HTTP: the same story twice, what was done wrong against
// what was noticed, an honest district without a flag, an end in the middle and a beginning from there.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import type { Told } from '../../demo/day/tally.ts'
import { copyCity, type PreparedCopy } from '../database.ts'
import { command } from '../server.ts'

const patience = 600_000
const small = ['--days', '1', '--cases', '12', '--seed', '8'] as const
/** A Tuesday of the district, from its midnight. */
const from = ['--from', '2026-11-10T00:00:00+08:00'] as const

async function inCopy(live: (copy: PreparedCopy & { play: Play }) => Promise<void>): Promise<void> {
  const copy = await copyCity({ open: false })
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-told-'))
  const report = join(folder, 'told.json')
  try {
    await live({
      ...copy,
      play: async (...args) => {
        const { code, said } = await command(env(copy), 'simulate', ...args, '--report', report)
        if (code !== 0) throw new Error(said)
        const told: Told = JSON.parse(await readFile(report, 'utf8'))
        return { told, said }
      },
    })
  } finally {
    await copy.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

type Play = (...args: string[]) => Promise<{ told: Told; said: string }>
const env = (copy: PreparedCopy) => ({ ...copy.env, PORT: '0', GANGMU_LOG: 'error' })

/** What comes of the seed alone. Whom the lot sends, and so what he finds, nobody can foretell: see decision 0015. */
function storyIn({ reports, characters, wrongs }: Told) {
  const foretold = new Set(['outside', 'prank', 'duplicate', 'false_self'])
  return {
    reports: reports.map(({ serial, number, kind, by }) => ({ serial, number, kind, by })).toSorted(byNumber),
    characters,
    wrongs: wrongs.filter(({ sort }) => foretold.has(sort)).map(({ sort, done }) => ({ sort, done })),
  }
}
const byNumber = (a: { number: string }, b: { number: string }) => (a.number < b.number ? -1 : 1)

// mission: DC5 DC6
test(
  'one day is the same story twice; what is injected is noticed as far as it can be; the record holds; the next run goes on',
  () =>
    inCopy(async first => {
      const { told, said } = await first.play(...small, ...from)
      expect(told.reports.length).toBeGreaterThan(8)
      expect(told.http.unexpected).toEqual([])
      expect(told.http.repeated.same).toBe(told.http.repeated.twice + told.http.repeated.lost)
      // A picture that was saved anew is known by its look, which misses some: how many, the thirty days tell.
      for (const { sort, done, noticed } of told.wrongs)
        if (['picture_same', 'outside', 'afar', 'nowhere', 'late'].includes(sort))
          expect({ sort, noticed }).toEqual({ sort, noticed: done })
      expect(told.flags.flatMap(({ idle }) => idle)).toEqual([])
      expect(told.late.differ).toBe(0)
      expect(said).toContain('What was done wrong, and what the program noticed')
      for (const check of ['verify-log', 'verify-draws'])
        expect(await command(env(first), check)).toMatchObject({ code: 0 })

      await inCopy(async second => {
        const again = await second.play(...small, ...from)
        expect(storyIn(again.told)).toEqual(storyIn(told))
        expect(again.told.http.unexpected).toEqual([])
      })

      const backwards = await command(env(first), 'simulate', ...small, ...from)
      expect(backwards.code).toBe(1)
      expect(backwards.said).toContain('Leave out --from to go on from there')
      const next = await first.play(...small, '--seed', '9')
      expect(next.said).toContain('the days go on from there')
      expect(Date.parse(next.told.from)).toBeGreaterThanOrEqual(Date.parse(told.until) - 86_400_000)
      expect(next.told.http.unexpected).toEqual([])
    }),
  patience,
)

// mission: DC5
test(
  'where everybody is honest nothing is flagged, nobody objects, and all that is closed is mended',
  () =>
    inCopy(async ({ play }) => {
      const { told } = await play('--days', '1', '--cases', '12', '--seed', '4', '--honest', ...from)
      expect(told.flags).toEqual([])
      expect(told.wrongs).toEqual([])
      expect(told.rework).toEqual({ objections: 0, wronglyObjected: 0, sentBack: 0, reopened: 0 })
      expect(told.closed.total).toBeGreaterThan(0)
      expect(told.closed.trulyMended).toBe(told.closed.total)
      expect(told.http.unexpected).toEqual([])
    }),
  patience,
)

test(
  'ended in the middle it closes cleanly and tells what was so far; started again it goes on from there',
  () =>
    inCopy(async copy => {
      const settings = { ...process.env, NODE_ENV: undefined, ...env(copy) }
      const args = ['gangmu.mjs', 'simulate', '--days', '5', '--cases', '10', ...from]
      const child = spawn(process.execPath, args, { env: settings, stdio: ['ignore', 'pipe', 'inherit'] })
      const said = await untilFirstDay(child)
      expect(said).toContain('Ended before its time; what was done is kept')
      expect(said).toMatch(/\d+ reports: /)
      const { said: next } = await copy.play('--days', '1', '--cases', '4')
      expect(next).toContain('the days go on from there')
      expect(await command(env(copy), 'verify-log')).toMatchObject({ code: 0 })
    }),
  patience,
)

test('it plays in no district that is not a demonstration, and says what is wrong with its arguments', async () => {
  const off = await command({ GANGMU_DEMO: 'off' }, 'simulate', '--days', '1')
  expect(off.code).toBe(1)
  expect(off.said).toContain('nobody plays with the cases of a real district')
  const wrong = await command({}, 'simulate', '--days', 'many')
  expect(wrong).toEqual({ code: 1, said: '--days must be a whole number from 1 to 400, not many.\n' })
  const twice = await command(
    { GANGMU_NOW: '2026-04-01T00:00:00Z', GANGMU_DEMO: 'on' },
    'simulate',
    '--days',
    '1',
  )
  expect(twice.said).toContain('leave GANGMU_NOW out')
})

/** Interrupts it after the first day, and gives all that it said. */
async function untilFirstDay(child: ChildProcess): Promise<string> {
  const lines: string[] = []
  const ended = once(child, 'close')
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (/^\d{4}-\d\d-\d\d: \d+ reports so far/.test(line)) child.kill('SIGINT')
    }
  }
  expect((await ended)[0]).toBe(0)
  return lines.join('\n')
}
