import { inject } from 'vitest'
import { cloneDatabase, type TestDatabase } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Any database of the server that the tests run on. */
    serverUrl: string
    /** The migrated template on it. */
    template: string
  }
}

/** A fresh, migrated database for the test file that asks; the file drops it in `afterAll`. */
export function testDatabase(): Promise<TestDatabase> {
  return cloneDatabase(inject('serverUrl'), inject('template'))
}
