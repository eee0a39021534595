// The prepared city that tests start from: schema and fictional district, made once, then copied. On PGlite a
// copy is a folder, on PostgreSQL (TEST_DATABASE_URL) a database made from a template.
import { createHash, randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { openDoor } from '../src/base/db.ts'
import { openEmbedded } from '../src/base/embedded.ts'
import { migrate, migrationFiles } from '../src/base/migrations.ts'
import { loadTown } from './town/load.ts'

export interface PreparedCopy {
  /** What the server is given to run on this copy. */
  env: Record<string, string>
  connection: pg.PoolConfig
  remove(): Promise<void>
}

const silent = pino({ level: 'silent' })
const demoLoadedAt = '2026-01-01T00:00:00.000Z'

/** Makes the prepared city if need be, and a copy of it. `open` starts its database too (PGlite only). */
export async function copyCity({ open }: { open: boolean }): Promise<PreparedCopy> {
  const url = process.env.TEST_DATABASE_URL
  return url ? copyDatabase(url) : copyFolder(open)
}

async function copyFolder(open: boolean): Promise<PreparedCopy> {
  const template = await preparedFolder()
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-city-'))
  await cp(template, folder, { recursive: true })
  const embedded = open ? await openEmbedded(folder, { log: silent }) : undefined
  return {
    env: { GANGMU_DATA: folder, DATABASE_URL: '' },
    connection: embedded?.connection ?? {},
    remove: async () => {
      await embedded?.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function preparedFolder(): Promise<string> {
  const folder = join(tmpdir(), `gangmu-prepared-${await fingerprint()}`)
  if (await stat(folder).catch(() => undefined)) return folder
  const making = await mkdtemp(join(tmpdir(), 'gangmu-making-'))
  const embedded = await openEmbedded(making, { log: silent })
  await prepare(embedded.connection)
  await embedded.close()
  for (const left of ['lock', 'lock.json', 'wire.json']) await rm(join(making, left), { force: true })
  try {
    await rename(making, folder)
  } catch (error) {
    // Two runs prepared it at once: whoever comes second uses what the first one made.
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
    await rm(making, { recursive: true, force: true, maxRetries: 5 })
  }
  return folder
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some(code => code === error.code)
}

async function copyDatabase(url: string): Promise<PreparedCopy> {
  const template = `gangmu_prepared_${await fingerprint()}`
  const name = `gangmu_copy_${randomUUID().slice(0, 8)}`
  await onServer(url, async client => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      const making = `${template}_${randomUUID().slice(0, 8)}`
      await client.query(`create database ${making}`)
      await prepare({ connectionString: named(url, making) })
      try {
        await client.query(`alter database ${making} rename to ${template}`)
      } catch (error) {
        // duplicate_database: another run was first.
        if (!isCode(error, '42P04')) throw error
        await client.query(`drop database ${making} with (force)`)
      }
    }
    await client.query(`create database ${name} template ${template}`)
  })
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-city-'))
  return {
    env: { DATABASE_URL: named(url, name), GANGMU_DATA: folder, GANGMU_DEMO: 'on' },
    connection: { connectionString: named(url, name) },
    remove: async () => {
      await onServer(url, client => client.query(`drop database if exists ${name} with (force)`))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await work(client).finally(() => client.end())
}

async function prepare(connection: pg.PoolConfig): Promise<void> {
  await migrate(connection)
  const door = openDoor({ connection })
  await loadTown(door, demoLoadedAt)
  await door.close()
}

function named(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Changes when anything changes that the prepared city is made of. */
async function fingerprint(): Promise<string> {
  const root = join(import.meta.dirname, '..')
  const hash = createHash('sha256')
  const made = [
    ...(await migrationFiles()).map(name => `migrations/${name}`),
    'test/town/centres.ts',
    'test/town/town.ts',
    'test/town/load.ts',
    'test/town/responsibility.ts',
    'src/domains/organisations/store/rules.ts',
    'src/domains/catalogue/editions/gbt30428_2_2013.json',
    'src/domains/catalogue/editions/cjt214_2007.json',
    'src/domains/catalogue/editions/conditions.json',
    'src/domains/catalogue/editions/limits_gbt30428_2_2013.json',
    'src/domains/catalogue/editions/mapping.json',
    'src/domains/catalogue/editions.ts',
    'src/domains/catalogue/rules.ts',
    'src/domains/catalogue/store/rulebooks.ts',
    'src/domains/identity/demo.ts',
    'src/domains/identity/store/accounts.ts',
    'src/domains/identity/store/centres.ts',
    'src/domains/catalogue/store.ts',
    'src/domains/grids/store.ts',
    'src/domains/organisations/store.ts',
    'src/domains/regions/store.ts',
    'package-lock.json',
  ]
  for (const name of made) hash.update(name).update(await readFile(join(root, name)))
  await mkdir(tmpdir(), { recursive: true })
  return hash.digest('hex').slice(0, 16)
}
