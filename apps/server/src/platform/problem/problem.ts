import type { ProblemCode } from '@xiayi/contract/problems'

/** What a reader needs to find the fault: where, what, and what to do next. */
export interface ProblemError {
  readonly where: string
  readonly message: string
  readonly remedy?: string
}

interface ProblemRow {
  readonly status: number
  readonly title: string
  /** true: a fault of ours, logged as an error with its stack */
  readonly report: boolean
}

/** One row per code: a code without its row does not compile. */
export const PROBLEMS = {
  'bad-request': { status: 400, title: '请求无法识别', report: false },
  'invalid-input': { status: 400, title: '填写的内容有误', report: false },
  'not-found': { status: 404, title: '没有找到', report: false },
  gone: { status: 410, title: '已经删除', report: false },
  'method-not-allowed': { status: 405, title: '不支持这种请求方式', report: false },
  'not-acceptable': { status: 406, title: '无法按要求的格式回答', report: false },
  unauthorised: { status: 401, title: '需要操作口令', report: false },
  forbidden: { status: 403, title: '没有权限', report: false },
  conflict: { status: 409, title: '与现有数据冲突', report: false },
  'version-conflict': { status: 412, title: '内容已被别人改过', report: false },
  'payload-too-large': { status: 413, title: '内容太大', report: false },
  'unsupported-media-type': { status: 415, title: '不支持这种文件', report: false },
  'uri-too-long': { status: 414, title: '地址太长', report: false },
  'too-many-requests': { status: 429, title: '请求太频繁', report: false },
  busy: { status: 503, title: '现在太忙', report: false },
  'database-unavailable': { status: 503, title: '数据库暂时不可用', report: false },
  'storage-full': { status: 507, title: '存储空间已满', report: true },
  internal: { status: 500, title: '程序出错', report: true },
  'county-not-found': { status: 404, title: '没有这个县', report: false },
  'county-exists': { status: 409, title: '这个县已经有了', report: false },
  'network-missing': { status: 409, title: '还没有步行路网', report: false },
  'off-network': { status: 422, title: '附近没有步行路', report: false },
  'import-format': { status: 422, title: '文件读不懂', report: false },
  'import-limits': { status: 422, title: '文件超出限制', report: false },
  'import-state': { status: 409, title: '这次导入不在可操作的阶段', report: false },
  'import-datum': { status: 422, title: '坐标系不对', report: false },
  'area-boundary': { status: 422, title: '边界有误', report: false },
  'standard-invalid': { status: 422, title: '标准文件有误', report: false },
  'standard-immutable': { status: 409, title: '标准已用于评估，不能再改', report: false },
  'evaluation-impossible': { status: 422, title: '暂时无法评估', report: false },
  'request-at-work': { status: 409, title: '同一个请求正在处理', report: false },
  'idempotency-mismatch': { status: 422, title: '这个 Idempotency-Key 用过了', report: false },
  'job-cancelled': { status: 409, title: '任务已取消', report: false },
  'sign-in-wanted': { status: 401, title: '请先登录', report: false },
  'sign-in-refused': { status: 401, title: '没有登录成功', report: false },
  'second-factor-wanted': { status: 403, title: '还要一步验证', report: false },
  'second-factor-refused': { status: 401, title: '第二步验证没有通过', report: false },
} as const satisfies Record<ProblemCode, ProblemRow>

/** An expected refusal. `detail` says what happened, where and what to do next, in Chinese, for the person who asked. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly ProblemError[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    detail: string,
    facts: { errors?: readonly ProblemError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause: facts.cause })
    this.name = 'Problem'
    this.code = code
    this.errors = facts.errors ?? []
    this.retryAfterSeconds = facts.retryAfterSeconds
  }
}
