// Brings the schema up to date: one ordered list of SQL files, forward only, each run once.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'

const folder = join(import.meta.dirname, '../../migrations')

/** Runs what has not run yet; several servers starting at once wait for one another. */
export async function migrate(connection: pg.PoolConfig): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ ...connection, max: 2 }) }),
  })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: written } })
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    return (results ?? []).map(({ migrationName }) => migrationName)
  } finally {
    await db.destroy()
  }
}

export async function migrationFiles(): Promise<string[]> {
  return (await readdir(folder)).filter(name => /^\d{4}_\w+\.sql$/.test(name)).sort()
}

async function written(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const name of await migrationFiles()) {
    const text = await readFile(join(folder, name), 'utf8')
    migrations[name.replace(/\.sql$/, '')] = { up: async db => void (await sql.raw(text).execute(db)) }
  }
  return migrations
}
