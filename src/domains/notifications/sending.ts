// The post room: takes letters that are due, hands them to the mail server, and settles what became of them.
import type { Logger } from 'pino'
import { type Clock, instant } from '../../base/clock.ts'
import type { Door } from '../../base/db.ts'
import { district } from '../regions/store.ts'
import { type Carrier, NotCarried } from './mailing.ts'
import { isFinal } from './rules.ts'
import { type Outgoing, settleFailed, settleSent, takeDue } from './store/letters.ts'
import { written } from './writing.ts'

export interface PostRoom {
  /** Sends everything that is due by now; for tests. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const handful = 20
const look = 3000

export function openPostRoom(options: {
  door: Door
  clock: Clock
  log: Logger
  carrier: Carrier
  /** The public address of this server, for links. */
  origin: string | undefined
  districts: () => Promise<readonly string[]>
}): PostRoom {
  const { door, clock, log, carrier, origin, districts } = options
  const now = (): string => instant(clock())
  let stopped = false
  let running: Promise<void> | undefined

  const send = async (code: string, timeZone: string, letter: Outgoing): Promise<void> => {
    try {
      const receipt = await carrier.carry(written(letter, { origin, timeZone }))
      await door.within({ district: code }, tx => settleSent(tx, now(), letter.id, receipt))
    } catch (error) {
      if (!(error instanceof NotCarried)) throw error
      const { trouble } = error
      log.warn({ district: code, letter: letter.id, tries: letter.tries, ...trouble }, 'letter not taken')
      const said = { trouble: String(trouble.answer ?? trouble.code ?? 'unknown'), final: isFinal(trouble) }
      await door.within({ district: code }, tx => settleFailed(tx, now(), letter, said))
    }
  }
  const sendAll = async (): Promise<void> => {
    for (const code of await districts()) {
      let took = handful
      while (!stopped && took === handful) {
        const [timeZone, letters] = await door.within({ district: code }, async tx => {
          const due = await takeDue(tx, now(), handful)
          return [due.length > 0 ? (await district(tx))?.timeZone : undefined, due] as const
        })
        took = letters.length
        for (const letter of letters) await send(code, timeZone ?? 'UTC', letter)
      }
    }
  }
  const round = (): Promise<void> => {
    running ??= sendAll()
      .catch(error => log.warn({ err: error }, 'letters could not be sent'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const timer = setInterval(() => void round(), look)
  timer.unref()
  return {
    settle: async () => {
      await running
      await round()
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
      carrier.close()
    },
  }
}
