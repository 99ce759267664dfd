import { Problem } from './problem.ts'

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '08000',
  '08003',
  '08006',
])

const TIMEOUT_CODES = new Set(['57014', '55P03', '25P03', '40001', '40P01'])
const STORAGE_CODES = new Set(['53100', 'ENOSPC', 'EDQUOT', 'EFBIG'])

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/**
 * Faults of the outside that every route may meet, as the problem a caller can act on; undefined for a bug of ours.
 * PostgreSQL's codes are from its appendix A.
 */
export function problemFromError(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : ''
  if (code !== undefined && STORAGE_CODES.has(code))
    return new Problem('storage-full', '磁盘已满，这次没有保存任何内容。请管理员腾出空间后再试。', {
      cause: error,
      retryAfterSeconds: 60,
    })
  if (
    (code !== undefined && CONNECTION_CODES.has(code)) ||
    /Connection terminated|Client has encountered a connection error/.test(message)
  )
    return new Problem('database-unavailable', '数据库正在恢复，请几秒后再试。已经确认的内容不会丢。', {
      cause: error,
      retryAfterSeconds: 3,
    })
  // All connections of a lane are at work: the database is well, and there are too many of us.
  if ((code !== undefined && TIMEOUT_CODES.has(code)) || message === 'timeout exceeded when trying to connect')
    return new Problem('busy', '系统繁忙，这次没有做成，请稍后再试。', { cause: error, retryAfterSeconds: 2 })
  if (code === '22021' || code === '22P05')
    return new Problem('bad-request', '内容里有数据库不能保存的字符（如 NUL）。请去掉后再试。', { cause: error })
  return undefined
}
