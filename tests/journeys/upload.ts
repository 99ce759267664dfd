import type { TestApp } from '../../apps/server/src/app/test-app.ts'

interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
}

export function upload(
  app: TestApp,
  fields: Readonly<Record<string, string>>,
  file: { name: string; content: string | Uint8Array },
): Promise<Reply> {
  return uploadTo(app, '/api/places/imports', fields, file)
}

/** A multipart upload as a browser sends it: fields first, then the file. */
export async function uploadTo(
  app: TestApp,
  url: string,
  fields: Readonly<Record<string, string>>,
  file: { name: string; content: string | Uint8Array },
): Promise<Reply> {
  const boundary = '----xiayi-test-boundary'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file.content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const reply = await app.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

/** Uploads, waits for the check, applies, waits again; returns the import as it stands then. */
export async function importFile(
  app: TestApp,
  kind: string,
  file: { name: string; content: string | Uint8Array },
  more: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const started = await upload(app, { kind, ...more }, file)
  if (started.status !== 202) throw new Error(`the upload was refused: ${JSON.stringify(started.body)}`)
  await app.jobEnd(String(started.body['jobId']))
  const id = String(started.body['importId'])
  const checked = (await app.app.inject(`/api/places/imports/${id}`)).json<Record<string, unknown>>()
  if (checked['state'] !== 'checked') return checked
  const applied = await app.app.inject({ method: 'POST', url: `/api/places/imports/${id}/apply` })
  if (applied.statusCode !== 202) throw new Error(`applying was refused: ${applied.body}`)
  await app.jobEnd(String(applied.json<Record<string, unknown>>()['jobId']))
  return (await app.app.inject(`/api/places/imports/${id}`)).json()
}
