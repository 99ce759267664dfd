import { resolve } from 'node:path'
import { z } from 'zod'

/**
 * The environment, read and checked once. A wrong value stops the start with the variable's name, what it takes and what
 * was given; nothing else in the project reads `process.env`.
 */
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

const whole = (min: number, max: number, fallback: number) =>
  z.coerce.number(`a whole number from ${min} to ${max}`).int().min(min).max(max).default(fallback)

const environment = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test'], 'production, development or test').default('production'),
    ENTRY: z.enum(['all', 'http', 'jobs'], 'all, http or jobs').default('all'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: whole(0, 65535, 3000),
    DATABASE_URL: z
      .string('a PostgreSQL address: postgres://user:password@host:5432/database')
      .regex(/^postgres(ql)?:\/\//, 'a PostgreSQL address: postgres://user:password@host:5432/database'),
    DATA_DIR: z.string().min(1).default('data'),
    WEB_DIST: z
      .string()
      .min(1)
      .default(resolve(import.meta.dirname, '../../../../web/dist')),
    DEFAULT_COUNTY: z
      .string()
      .regex(/^[a-z0-9_]{1,24}$/, 'a county code: a-z, 0-9 and _, at most 24')
      .optional(),
    EXAMPLE_COUNTY: z.enum(['yes', 'no'], 'yes or no').default('yes'),
    OPERATOR_TOKEN: z.string().min(16, 'a secret of at least 16 characters').optional(),
    VAULT_KEY: z
      .string()
      .regex(/^[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*$/, 'master keys of 64 hex digits each, newest first, commas between')
      .optional(),
    LOG_LEVEL: z
      .enum(
        ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
        'fatal, error, warn, info, debug, trace or silent',
      )
      .default('info'),
    LOG_FILE: z.string().min(1).optional(),
    TRUST_PROXY: z.enum(['yes', 'no'], 'yes or no').default('no'),
    POOL_PEOPLE: whole(1, 200, 10),
    POOL_JOBS: whole(1, 50, 4),
    MAX_BODY_KB: whole(1, 102_400, 1024),
    MAX_UPLOAD_MB: whole(1, 4096, 512),
    IMPORT_MEMORY_MB: whole(128, 8192, 512),
    IMPORT_SECONDS: whole(1, 7200, 600),
    ADMISSION_IN_FLIGHT: whole(1, 10_000, 64),
    RATE_PER_MINUTE: whole(10, 1_000_000, 3000),
    MAX_STREAMS: whole(1, 100_000, 5000),
    ENGINE_WORKERS: whole(1, 64, 2),
  })
  .superRefine((values, context) => {
    if (!loopback.has(values.HOST) && values.OPERATOR_TOKEN === undefined)
      context.addIssue({
        code: 'custom',
        path: ['OPERATOR_TOKEN'],
        message: `a secret of at least 16 characters, because HOST=${values.HOST} lets other machines in`,
      })
  })

export interface Config {
  readonly mode: 'production' | 'development' | 'test'
  readonly entry: 'all' | 'http' | 'jobs'
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  readonly dataDir: string
  readonly webDist: string
  readonly defaultCounty: string | undefined
  readonly loadsExample: boolean
  /** Bearer token that every write needs when it is set. */
  readonly operatorToken: string | undefined
  /** Master keys of platform/vault, newest first; without them one lies in the data folder. */
  readonly vaultKey: string | undefined
  readonly logLevel: string
  readonly logFile: string | undefined
  readonly trustsProxy: boolean
  readonly poolPeople: number
  readonly poolJobs: number
  readonly maxBodyBytes: number
  readonly maxUploadBytes: number
  readonly importMemoryMb: number
  readonly importSeconds: number
  readonly admissionInFlight: number
  readonly ratePerMinute: number
  readonly maxStreams: number
  readonly engineWorkers: number
}

export class ConfigError extends Error {}

/** @throws ConfigError with one line for each wrong variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? '')
      const isSecret = ['DATABASE_URL', 'OPERATOR_TOKEN', 'VAULT_KEY'].includes(name)
      const was =
        given[name] === undefined ? 'it is not set' : isSecret ? 'it is something else' : `it is "${given[name]}"`
      return `${name} takes ${issue.message.replace(/^Invalid input: expected /, '')}; ${was}`
    })
    throw new ConfigError(lines.join('\n'))
  }
  const values = parsed.data
  return {
    mode: values.NODE_ENV,
    entry: values.ENTRY,
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.DATA_DIR),
    webDist: resolve(values.WEB_DIST),
    defaultCounty: values.DEFAULT_COUNTY,
    loadsExample: values.EXAMPLE_COUNTY === 'yes',
    operatorToken: values.OPERATOR_TOKEN,
    vaultKey: values.VAULT_KEY,
    logLevel: values.LOG_LEVEL,
    logFile: values.LOG_FILE,
    trustsProxy: values.TRUST_PROXY === 'yes',
    poolPeople: values.POOL_PEOPLE,
    poolJobs: values.POOL_JOBS,
    maxBodyBytes: values.MAX_BODY_KB * 1024,
    maxUploadBytes: values.MAX_UPLOAD_MB * 1024 * 1024,
    importMemoryMb: values.IMPORT_MEMORY_MB,
    importSeconds: values.IMPORT_SECONDS,
    admissionInFlight: values.ADMISSION_IN_FLIGHT,
    ratePerMinute: values.RATE_PER_MINUTE,
    maxStreams: values.MAX_STREAMS,
    engineWorkers: values.ENGINE_WORKERS,
  }
}
