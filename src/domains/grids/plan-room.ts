// Where plans are made: one at a time, in a thread of their own, so that nobody waits for them. A plan whose server went
// away is taken up by the next one that looks; one that was begun three times and never ended is said to be interrupted.
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { type Clock, instant } from '../../base/clock.ts'
import type { Door, Tx } from '../../base/db.ts'
import type { PlanProgress } from './plan-calls.ts'
import type { Material } from './plan-making.ts'
import { materialOf } from './plan-material.ts'
import type { Said } from './plan-worker.ts'
import { endPlan, hearOf, keepResult, letGo, type PlanRow, takePlan } from './store/plans.ts'

/** A server that has not been heard of for so long has gone away. */
const silence = 60_000
const mostAttempts = 3
const betweenTellings = 700

export interface PlanRoom {
  /** Makes what waits in these districts, and ends when nothing does. */
  work(): Promise<void>
  stop(): Promise<void>
}

let afterAsking: () => void = () => {}

/** Called after the commit that asked for a plan. */
export function planAsked(tx: Tx): void {
  tx.afterCommit(() => afterAsking())
}

export function openPlanRoom(options: {
  door: Door
  clock: Clock
  log: Logger
  districts: () => Promise<readonly string[]>
  /** Whether it begins by itself as soon as somebody asks; otherwise whoever opened it calls `work`. */
  isAwake?: boolean
}): PlanRoom {
  const { door, clock, log, districts, isAwake = true } = options
  const now = () => instant(clock())
  let running: Promise<void> | undefined
  let isCalled = false
  let leaving: (() => void) | undefined
  let stopped = false

  const workOff = async (): Promise<void> => {
    do {
      isCalled = false
      for (const district of await districts()) {
        for (;;) {
          if (stopped) return
          const since = instant(clock() - silence)
          const plan = await door.within({ district }, tx => takePlan(tx, now(), since))
          if (!plan) break
          await make(district, plan)
        }
      }
    } while (isCalled && !stopped)
  }
  const make = async (district: string, plan: PlanRow): Promise<void> => {
    const end = (state: 'failed', wrong: 'interrupted' | 'broken' | 'no_ground'): Promise<void> =>
      door.within({ district }, tx => endPlan(tx, now(), plan.id, { state, wrong }))
    if (plan.attempts > mostAttempts) return end('failed', 'interrupted')
    const material = await door.within({ district, snapshot: true }, tx => materialOf(tx, now(), plan))
    if (!material || (plan.settings.from === 'plan' && !material.base)) return end('failed', 'no_ground')
    const heard = (progress: PlanProgress | undefined): Promise<boolean> =>
      door.within({ district }, tx => hearOf(tx, now(), plan.id, progress))
    const said = await inThread(material, heard, leave => {
      leaving = leave
    })
    leaving = undefined
    if (said === 'left') return door.within({ district }, tx => letGo(tx, plan.id))
    if (said instanceof Error || 'refused' in said) {
      log.warn({ plan: plan.id, err: said instanceof Error ? said : said.refused }, 'plan not made')
      return end('failed', said instanceof Error ? 'broken' : 'no_ground')
    }
    await door.within({ district }, async tx => {
      await keepResult(tx, plan.id, said.made)
      await endPlan(tx, now(), plan.id, { state: said.made.whole ? 'done' : 'stopped' })
    })
  }
  const work = (): Promise<void> => {
    isCalled = true
    running ??= workOff().finally(() => {
      running = undefined
    })
    return running
  }
  const wake = (): void => {
    work().catch(error => log.warn({ err: error }, 'plans could not be made'))
  }
  if (isAwake) {
    afterAsking = wake
    wake()
  }
  return {
    work,
    stop: async () => {
      stopped = true
      if (isAwake) afterAsking = () => {}
      leaving?.()
      await running?.catch(() => {})
    },
  }
}

type Ending = Extract<Said, { made: unknown } | { refused: string }> | Error | 'left'

/** Lets a thread make the plan; `leave` ends it without one. */
function inThread(
  material: Material,
  heard: (progress: PlanProgress | undefined) => Promise<boolean>,
  onLeaving: (leave: () => void) => void,
): Promise<Ending> {
  const stop = new SharedArrayBuffer(4)
  const thread = new Worker(new URL('./plan-worker.ts', import.meta.url), { workerData: { material, stop } })
  let latest: PlanProgress | undefined
  return new Promise<Ending>(resolve => {
    let telling = Promise.resolve()
    const tell = setInterval(() => {
      telling = telling.then(async () => {
        // A database that is away for a moment does not end the work.
        const isStopped = await heard(latest).catch(() => false)
        if (isStopped) Atomics.store(new Int32Array(stop), 0, 1)
      })
    }, betweenTellings)
    const end = (ending: Ending): void => {
      clearInterval(tell)
      telling.then(() => resolve(ending))
    }
    onLeaving(() => {
      thread.terminate().then(() => end('left'))
    })
    thread.on('message', (said: Said) => {
      if ('progress' in said) latest = said.progress
      else end(said)
    })
    thread.on('error', error => end(error instanceof Error ? error : new Error(String(error))))
    thread.on('exit', code => end(new Error(`the thread ended with ${code}`)))
  })
}
