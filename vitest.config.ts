import { defineConfig } from 'vitest/config'

/**
 * unit: no database, no server. http: through HTTP on a real database (`tests/setup/database.ts`). browser: a real browser
 * on a real server with the built web app (`tests/setup/browser.ts`).
 */
const withoutDatabase = ['apps/server/src/**/*.{rules,unit}.test.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/web/src/**/*.test.{ts,tsx}',
            'tests/tools/**/*.test.ts',
            ...withoutDatabase,
          ],
          exclude: ['packages/testkit/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['apps/server/src/**/*.test.ts', 'tests/journeys/**/*.test.ts', 'packages/testkit/src/**/*.test.ts'],
          exclude: withoutDatabase,
          globalSetup: ['tests/setup/database.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/setup/browser.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          // A browser on a busy machine misses a beat now and then. What needs its second try is named at the end as unsteady.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
  },
})
