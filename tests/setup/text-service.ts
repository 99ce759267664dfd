import { createServer } from 'node:http'
import { anyFreePort } from '../../tools/lib/ports.mjs'

export interface TextService {
  /** what the server's SMS_* settings are told, so that its texts come here */
  readonly env: Readonly<Record<string, string>>
  /** GET it with `?to=13900000000`: the newest code sent to that number, or 404 */
  readonly url: string
  stop(): Promise<void>
}

/**
 * The SMS provider of the tests: the server runs in production, where no code can be read from it, and sends its texts to this
 * address of the machine instead of to Aliyun's.
 */
export async function startTextService(): Promise<TextService> {
  const codes = new Map<string, string>()
  const server = createServer((request, reply) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const to = searchParams.get('PhoneNumbers')
    if (request.method === 'POST' && to !== null) {
      const code = /\d{6}/.exec(searchParams.get('TemplateParam') ?? '')?.[0]
      if (code !== undefined) codes.set(to.slice(-11), code)
      reply.setHeader('content-type', 'application/json').end(JSON.stringify({ Code: 'OK', BizId: 'test' }))
      return
    }
    const code = codes.get(searchParams.get('to') ?? '')
    reply.writeHead(code === undefined ? 404 : 200).end(code)
  })
  const port = await anyFreePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    env: {
      SMS_MODE: 'live',
      SMS_ALIYUN_URL: url,
      SMS_ALIYUN_KEY_ID: 'test',
      SMS_ALIYUN_KEY_SECRET: 'test',
      SMS_ALIYUN_SIGN: '测试',
      SMS_ALIYUN_TEMPLATE: 'SMS_1',
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
