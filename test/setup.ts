// Once for the whole run: a copy of the prepared city, opened, and its address handed to the tests.
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { copyCity } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    connection: pg.PoolConfig
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const copy = await copyCity({ open: true })
  project.provide('connection', copy.connection)
  return () => copy.remove()
}
