// Once for the whole run: a copy of the prepared city, opened, and its address handed to the tests.
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { copyCity } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    connection: pg.PoolConfig
  }
}

/** Whoever runs tests of the geometry cores alone (`vitest run src/geo/…`) waits for no database. */
function asksForNone(): boolean {
  const files = process.argv.filter(arg => /^(src|test|demo|docs)\//.test(arg))
  return files.length > 0 && files.every(file => file.startsWith('src/geo/'))
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (asksForNone()) {
    project.provide('connection', {})
    return async () => {}
  }
  const copy = await copyCity({ open: true })
  project.provide('connection', copy.connection)
  return () => copy.remove()
}
