import { resolve } from 'node:path'
import { z } from 'zod'

/**
 * The environment, read and checked once. A wrong value stops the start with the variable's name, what it takes and what
 * was given; nothing else in the project reads `process.env`.
 */
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

const whole = (min: number, max: number, fallback: number) =>
  z.coerce.number(`a whole number from ${min} to ${max}`).int().min(min).max(max).default(fallback)

const SMS_SETTINGS = ['SMS_ALIYUN_KEY_ID', 'SMS_ALIYUN_KEY_SECRET', 'SMS_ALIYUN_SIGN', 'SMS_ALIYUN_TEMPLATE'] as const
const SECRETS: ReadonlySet<string> = new Set(['DATABASE_URL', 'OPERATOR_TOKEN', 'VAULT_KEY', 'SMS_ALIYUN_KEY_SECRET'])

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
    PUBLIC_ORIGIN: z
      .string()
      .regex(/^https?:\/\/[^/\s]+$/, 'the address people type, such as https://life.xiayi.gov.cn')
      .optional(),
    SMS_MODE: z.enum(['rehearsal', 'staff-only', 'live'], 'rehearsal, staff-only or live').default('rehearsal'),
    SMS_PER_HOUR: whole(1, 1_000_000, 2000),
    SMS_PER_DAY: whole(1, 10_000_000, 10_000),
    SMS_ALIYUN_URL: z.url('the address of the SMS service').default('https://dysmsapi.aliyuncs.com'),
    SMS_ALIYUN_KEY_ID: z.string().min(1).optional(),
    SMS_ALIYUN_KEY_SECRET: z.string('a secret').min(1).optional(),
    SMS_ALIYUN_SIGN: z.string().min(1).optional(),
    SMS_ALIYUN_TEMPLATE: z.string().min(1).optional(),
  })
  .superRefine((values, context) => {
    if (values.SMS_MODE !== 'rehearsal')
      for (const name of SMS_SETTINGS)
        if (values[name] === undefined)
          context.addIssue({
            code: 'custom',
            path: [name],
            message: `a value, because SMS_MODE=${values.SMS_MODE} sends texts`,
          })
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
  /** Bearer token that every write needs when it is set, but for what people do as themselves. */
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
  /** The address people type; left out, it is what each request calls the server. Passkeys are bound to it. */
  readonly publicOrigin: string | undefined
  readonly sms: SmsConfig
}

/** rehearsal: nothing leaves; staff-only: texts leave to people with a staff role or an open invitation; live: to all. */
export type SmsMode = 'rehearsal' | 'staff-only' | 'live'

interface SmsConfig {
  readonly mode: SmsMode
  /** texts of one county that may leave in any hour and any day; past it nobody gets one */
  readonly perHour: number
  readonly perDay: number
  /** undefined only in rehearsal */
  readonly aliyun: AliyunConfig | undefined
}

export interface AliyunConfig {
  readonly url: string
  readonly keyId: string
  readonly keySecret: string
  /** the registered signature, as in 【夏邑生活】 */
  readonly sign: string
  /** the code of the registered template; its one variable is `code` */
  readonly template: string
}

export class ConfigError extends Error {}

/** @throws ConfigError with one line for each wrong variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? '')
      const isSecret = SECRETS.has(name)
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
    publicOrigin: values.PUBLIC_ORIGIN,
    sms: {
      mode: values.SMS_MODE,
      perHour: values.SMS_PER_HOUR,
      perDay: values.SMS_PER_DAY,
      aliyun: aliyunOf(values),
    },
  }
}

function aliyunOf(values: z.infer<typeof environment>): AliyunConfig | undefined {
  const { SMS_ALIYUN_KEY_ID, SMS_ALIYUN_KEY_SECRET, SMS_ALIYUN_SIGN, SMS_ALIYUN_TEMPLATE } = values
  if (
    SMS_ALIYUN_KEY_ID === undefined ||
    SMS_ALIYUN_KEY_SECRET === undefined ||
    SMS_ALIYUN_SIGN === undefined ||
    SMS_ALIYUN_TEMPLATE === undefined
  )
    return undefined
  return {
    url: values.SMS_ALIYUN_URL,
    keyId: SMS_ALIYUN_KEY_ID,
    keySecret: SMS_ALIYUN_KEY_SECRET,
    sign: SMS_ALIYUN_SIGN,
    template: SMS_ALIYUN_TEMPLATE,
  }
}
