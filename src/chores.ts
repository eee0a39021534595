// What is due by the clock in every district: sealing the log, making room for it, forgetting.
import { instant } from './base/clock.ts'
import type { Tx } from './base/db.ts'
import { makeRoom } from './base/events.ts'
import type { House } from './base/gate.ts'
import { forgetAnswers } from './base/idempotency.ts'
import type { Chore } from './base/jobs.ts'
import { forgetTurns } from './base/rates.ts'
import { seal } from './base/seals.ts'
import { sweep } from './base/uploads.ts'
import { firstDue } from './domains/cases/store/due.ts'
import { recountClocks, sweepClocks } from './domains/cases/sweeping.ts'
import { openPlanRoom, type PlanRoom } from './domains/grids/plan-room.ts'
import { forgetAttempts } from './domains/identity/store/attempts.ts'
import { forgetSessions } from './domains/identity/store/sessions.ts'
import { forgetNotices } from './domains/notifications/store/notices.ts'
import { followShipped } from './domains/regions/publishing.ts'
import { drawMissing } from './domains/supervision/drawing.ts'

export function chores(
  { door, clock, files, log }: House,
  districts: () => Promise<readonly string[]>,
  planRoom: Pick<PlanRoom, 'work'> = openPlanRoom({ door, clock, log, districts, isAwake: false }),
): Chore[] {
  const now = (): string => instant(clock())
  /** In each district for itself: trouble in one does not keep the others waiting, but is not lost either. */
  const each = async (work: (tx: Tx) => Promise<void>): Promise<void> => {
    const troubles: unknown[] = []
    for (const district of await districts()) {
      await door.within({ district }, work).catch(error => troubles.push(error))
    }
    if (troubles.length > 0) throw new AggregateError(troubles, `${troubles.length} districts`)
  }
  return [
    {
      name: 'seal-log',
      cron: '4 * * * *',
      work: () =>
        each(async tx => {
          const made = await seal(tx, now())
          if (!made) return
          const { number, events, root } = made
          log.info({ district: tx.district, seal: number, events, root: root.toString('hex') }, 'sealed')
        }),
    },
    {
      name: 'follow-calendar',
      cron: '34 * * * *',
      work: () => each(async tx => void (await followShipped({ tx, now: now() }))),
    },
    {
      name: 'sweep-clocks',
      cron: '* * * * *',
      // A handful a transaction, so that nobody waits long for a case that is swept.
      work: async () => {
        const troubles: unknown[] = []
        for (const sweeping of [recountClocks, sweepClocks, drawMissing]) {
          for (const district of await districts()) {
            try {
              while (await door.within({ district }, tx => sweeping(tx, now()))) {}
            } catch (error) {
              // Trouble with one does not keep the other districts and sweeps waiting.
              troubles.push(error)
            }
          }
        }
        if (troubles.length > 0) throw new AggregateError(troubles, `${troubles.length} sweeps`)
      },
      first: async () => {
        const all = await Promise.all(
          (await districts()).map(district => door.within({ district }, tx => firstDue(tx))),
        )
        return all.filter(at => at !== undefined).toSorted()[0]
      },
    },
    // Whoever asks for a plan wakes the room that makes it; this finds what a server left behind that went away.
    { name: 'take-up-plans', cron: '* * * * *', work: () => planRoom.work(), first: async () => undefined },
    { name: 'make-room', cron: '10 3 * * *', work: () => door.owner(tx => makeRoom(tx, now())) },
    {
      name: 'forget',
      cron: '20 3 * * *',
      work: async () => {
        await each(async tx => {
          await forgetAnswers(tx, now())
          await forgetTurns(tx, now())
          await forgetNotices(tx, now())
        })
        await door.within({ district: '', room: 'gangmu_identity' }, async tx => {
          await forgetSessions(tx, now())
          await forgetAttempts(tx, now())
        })
        // Last: a file store that is away keeps nothing else from being forgotten.
        for (const district of await districts()) {
          while (await door.within({ district }, tx => sweep(tx, now(), files))) {}
        }
      },
    },
  ]
}
