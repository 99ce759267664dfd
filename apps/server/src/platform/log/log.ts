import pino, { type Logger } from 'pino'

export type Log = Logger

/** JSON lines to stdout, to stderr (a command line keeps stdout for its answer) or to a file. Secrets and personal numbers never enter a line: callers log ids, not bodies. */
export function createLog(options: { level: string; file?: string | undefined; toStderr?: boolean }): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'databaseUrl'],
  }
  return options.file === undefined
    ? pino(settings)
    : pino(settings, pino.destination({ dest: options.file, mkdir: true, sync: false }))
}
