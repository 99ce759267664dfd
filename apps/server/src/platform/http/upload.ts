import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { currentUnit } from '../db/unit-of-work.ts'
import { Problem } from '../problem/problem.ts'

export interface Upload<T> {
  readonly fields: T
  readonly fileName: string
  /** has to be read or resumed to its end, else the request never ends */
  readonly stream: Readable
}

/**
 * A multipart form of text fields, then one file; an empty field counts as left out.
 * @throws Problem unsupported-media-type, bad-request or invalid-input
 */
export async function uploadOf<S extends z.ZodObject>(
  request: FastifyRequest,
  fields: S,
  maxBytes: number,
): Promise<Upload<z.output<S>>> {
  const names = Object.keys(fields.shape)
  if (!request.isMultipart())
    throw new Problem(
      'unsupported-media-type',
      `请用 multipart/form-data 上传：字段 ${names.join('、')}，最后是 file。`,
    )
  // One byte more than allowed, so that storing sees the excess and refuses it.
  const part = await request.file({ limits: { fileSize: maxBytes + 1 } })
  if (part === undefined) throw new Problem('bad-request', '没有收到文件。请在表单的 file 一栏选择文件。')
  const text = (name: string) => {
    const field = part.fields[name]
    return field !== undefined && 'value' in field && field.value !== '' ? field.value : undefined
  }
  const given = fields.safeParse(Object.fromEntries(names.map((name) => [name, text(name)])))
  if (!given.success) {
    part.file.resume()
    throw new Problem('invalid-input', '上传的字段不对。', {
      errors: given.error.issues.map((issue) => ({ where: issue.path.join('.'), message: issue.message })),
    })
  }
  currentUnit()?.note(JSON.stringify([given.data, part.filename]))
  return { fields: given.data, fileName: part.filename, stream: part.file }
}
