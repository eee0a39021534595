// The list of capabilities: what Gangmu consists of. Opens the database, the door, jobs and the live stream,
// and hands every request to the gate.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import type pg from 'pg'
import type { Logger } from 'pino'
import { type Clock, clockFrom, type Instant, instant } from './base/clock.ts'
import type { Config } from './base/config.ts'
import { type Door, openDoor } from './base/db.ts'
import { openEmbedded } from './base/embedded.ts'
import { lastRecorded, makeRoom } from './base/events.ts'
import { openFiles } from './base/files.ts'
import type { FileStore } from './base/filestore.ts'
import { openFolder } from './base/filestore-folder.ts'
import type { House } from './base/gate.ts'
import { type App, openHttp } from './base/http.ts'
import { type Chore, openJobs } from './base/jobs.ts'
import { makeLive } from './base/live.ts'
import { openLog } from './base/log.ts'
import { type Metrics, openMetrics } from './base/metrics.ts'
import { migrate } from './base/migrations.ts'
import { openOutbox, type Subscriber } from './base/outbox.ts'
import { addressKeys, installationSecret } from './base/rates.ts'
import { chores } from './chores.ts'
import { keepFindable, soughtBy } from './domains/cases/desk.ts'
import { tellPeople, toldOf } from './domains/cases/notifying.ts'
import { forgetMeasures } from './domains/cases/planning.ts'
import { casePages } from './domains/cases/portal.ts'
import { endsOrBegins, followParts } from './domains/cases/splitting.ts'
import { hasCases } from './domains/cases/store/counting.ts'
import { indexPublished } from './domains/grids/locating.ts'
import { openPlanRoom } from './domains/grids/plan-room.ts'
import { signInPages } from './domains/identity/pages.ts'
import { actorOf } from './domains/identity/recognising.ts'
import { openSmtp } from './domains/notifications/mailing.ts'
import { openPostRoom } from './domains/notifications/sending.ts'
import { districts } from './domains/regions/store.ts'
import { drawChecker, drawRecheck, endTask, leavesNothing } from './domains/supervision/drawing.ts'
import { flaggable, raiseFlags } from './domains/supervision/flagging.ts'
import { checkPages } from './domains/supervision/pages.ts'
import { audienceOf } from './domains/supervision/telling.ts'
import { apiPages } from './faces/api/pages.ts'
import { ogcPages } from './faces/ogc/pages.ts'
import { portalAssets } from './faces/portal/assets.ts'
import { sorry } from './faces/portal/refused.ts'
import { buildFaces, facePages } from './faces/serve.ts'
import './loads.ts'
import { type Chosen, chosen } from './models/choosing.ts'
import { router } from './router.ts'

/** Reactions to events; the lower capability never knows of them. */
export const subscribers = ({ live }: Pick<House, 'live'>): Subscriber[] => [
  live.subscriber(audienceOf),
  {
    name: 'measures',
    events: ['catalogue.published', 'catalogue.withdrawn', 'regions.calendar_published'],
    react: async ({ tx }) => forgetMeasures(tx),
  },
  { name: 'grid-index', events: ['grids.published'], react: indexPublished },
  { name: 'search', events: soughtBy, react: keepFindable },
  { name: 'parts', events: endsOrBegins, react: followParts },
  { name: 'check-draw', events: ['cases.passed'], react: drawChecker },
  { name: 'recheck-draw', events: ['cases.closed'], react: drawRecheck },
  { name: 'task-end', events: leavesNothing, react: endTask },
  { name: 'flags', events: flaggable, react: raiseFlags },
  { name: 'notices', events: toldOf, react: tellPeople },
]

/** The app over a house: what tests ask without a port, and what the server listens with. */
export function openApp(
  house: House,
  options: {
    config: Pick<Config, 'origin' | 'trustProxy' | 'metricsToken'>
    metrics: Metrics
    ready: () => boolean | Promise<boolean>
  },
): App {
  const portal = casePages()
  const ogc = ogcPages()
  return openHttp({
    house,
    router,
    metrics: options.metrics,
    ready: options.ready,
    ...options.config,
    recognise: token => actorOf(house.door, house.clock, token),
    districts: knownDistricts(house.door),
    sorry,
    files: [
      { at: '/assets', pages: portalAssets() },
      { at: '/console', pages: facePages('console') },
      { at: '/api', pages: apiPages() },
    ],
    pages: [
      { at: '/ogc', pages: ogc },
      { at: '/d/:code/ogc', pages: ogc },
      { at: '/sign-in', pages: signInPages() },
      { at: '/field', pages: checkPages() },
      { at: '/d/:code', pages: portal },
      { at: '/', pages: portal },
    ],
  })
}

export interface RunningServer {
  url: string
  close(): Promise<void>
}

/** A server whose time somebody else moves: what is due by the clock is then his to do, between two moves. */
export interface DrivenServer extends RunningServer {
  chores: readonly Chore[]
  /** Waits until all reactions to what happened are done. */
  settle(): Promise<void>
  /** The newest instant that the log holds: no clock may go on from before it. */
  recordedUntil(): Promise<Instant | undefined>
  /** Whether any of its districts has had a case. */
  hasCases(): Promise<boolean>
}

/** By the clock of this computer, with the timetable of what is due by it. */
export async function openServer(
  config: Config,
  say: (line: string) => void,
  city: Chosen = chosen([]),
): Promise<RunningServer> {
  return open(config, say, { city })
}

/** By a clock that is moved by hand; nothing is done by it unless it is asked for (see `DrivenServer`). */
export async function openDriven(
  config: Config,
  say: (line: string) => void,
  clock: Clock,
): Promise<DrivenServer> {
  return open(config, say, { driven: clock })
}

async function open(
  config: Config,
  say: (line: string) => void,
  { city = chosen([]), driven }: { city?: Chosen; driven?: Clock },
): Promise<DrivenServer> {
  const log = openLog(config.logLevel)
  const clock = driven ?? clockFrom(config.startsAt)
  const metrics = openMetrics()
  const folder = resolve(config.data)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const store = await openStore(config, folder, log)
  const [database] = await Promise.all([
    openDatabase(config, folder, { log, metrics, say, now: instant(clock()) }),
    buildFaces(log),
  ])
  const { door } = database
  if (config.demo) await loadCityWhenEmpty(database, instant(clock()), city, say)
  const live = makeLive()
  const house: House = {
    door,
    clock,
    log,
    live,
    files: openFiles(store),
    addressKey: addressKeys(await installationSecret(door)),
    demo: config.demo,
    sendsMail: config.smtp !== undefined,
    oidc: config.oidc,
  }
  const known = knownDistricts(door)
  const outbox = openOutbox({ door, clock, log, subscribers: subscribers(house), districts: known })
  const postRoom =
    config.smtp &&
    openPostRoom({
      door,
      clock,
      log,
      carrier: openSmtp(config.smtp),
      origin: config.origin,
      districts: known,
    })
  const planRoom = openPlanRoom({ door, clock, log, districts: known })
  await live.open(door)
  const due = chores(house, known, planRoom)
  const jobs = driven ? undefined : await openJobs(door, log, due)
  let isReady = true
  const app = openApp(house, { config, metrics, ready: async () => isReady && (await answers(door)) })
  const listening = await listen(app, config)
  return {
    url: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${listening.port}`,
    chores: due,
    settle: () => outbox.settle(),
    recordedUntil: async () => {
      let newest: Instant | undefined
      for (const district of await known()) {
        const last = await door.within({ district }, lastRecorded)
        if (last !== undefined && (newest === undefined || last > newest)) newest = last
      }
      return newest
    },
    hasCases: async () => {
      for (const district of await known()) if (await door.within({ district }, hasCases)) return true
      return false
    },
    close: async () => {
      isReady = false
      live.close()
      await listening.close()
      await outbox.stop()
      await postRoom?.stop()
      await planRoom.stop()
      await jobs?.stop()
      await door.close()
      await database.close()
      store.close()
    },
  }
}

/** Before the database, which takes longer: a bucket that cannot be used is said at once. */
async function openStore({ s3 }: Config, folder: string, log: Logger): Promise<FileStore> {
  if (!s3) return openFolder(join(folder, 'files'), log)
  const { openS3 } = await import('./base/filestore-s3.ts')
  return openS3(s3, log)
}

interface Opening {
  log: Logger
  metrics: Metrics
  say: (line: string) => void
  now: string
}

async function openDatabase(config: Config, folder: string, { log, metrics, say, now }: Opening) {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl }
    return { connection, door: await prepared(connection, now), close: async () => {} }
  }
  say('Opening the embedded database; the first time takes about fifteen seconds.')
  const embedded = await openEmbedded(folder, { log })
  embedded.onChange(state => {
    if (state === 'ready') metrics.counted('database_restarts')
  })
  const { connection } = embedded
  return { connection, door: await prepared(connection, now), close: () => embedded.close() }
}

async function prepared(connection: pg.PoolConfig, now: string): Promise<Door> {
  await migrate(connection)
  const door = openDoor({ connection })
  await door.owner(tx => makeRoom(tx, now))
  return door
}

/** Whether the database answers, for /health. */
function answers(door: Door): Promise<boolean> {
  return door.within({ district: '' }, districts).then(
    () => true,
    () => false,
  )
}

/** A database that holds a district keeps it as it is. */
async function loadCityWhenEmpty(
  { door, connection }: { door: Door; connection: pg.PoolConfig },
  now: string,
  city: Chosen,
  say: (line: string) => void,
): Promise<void> {
  const [kept] = await door.within({ district: '' }, districts)
  if (!kept) {
    const { loadCity } = await import('../demo/load.ts')
    // One transaction, on a slow machine longer than a request may take.
    const patient = openDoor({ connection, longestMs: 15 * 60_000 })
    await loadCity(patient, now, city, say).finally(() => patient.close())
  } else if (city.isAsked) {
    say(
      `This database holds ${kept.name.en} (${kept.code}) already; it stays as it is, and --model changes nothing.`,
    )
  }
}

/** The districts of this server; asked again after half a minute, so that a new one needs no restart. */
export function knownDistricts(door: Door): () => Promise<readonly string[]> {
  let known: { codes: Promise<readonly string[]>; until: number } | undefined
  return async () => {
    if (!known || known.until < performance.now()) {
      const codes = door.within({ district: '' }, districts).then(list => list.map(({ code }) => code))
      known = { codes, until: performance.now() + 30_000 }
    }
    try {
      const codes = await known.codes
      if (codes.length === 0) known = undefined
      return codes
    } catch (error) {
      known = undefined
      throw error
    }
  }
}

function listen(app: App, { port, host }: Config): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((listening, failed) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, info => {
      listening({
        port: info.port,
        // Whoever is being answered gets his answer; who hangs on is let go after a while.
        close: () =>
          new Promise(closed => {
            const patience = setTimeout(() => {
              if ('closeAllConnections' in server) server.closeAllConnections()
            }, 5000)
            server.close(() => {
              clearTimeout(patience)
              closed()
            })
            if ('closeIdleConnections' in server) server.closeIdleConnections()
          }),
      })
    })
    server.on('error', failed)
  })
}
