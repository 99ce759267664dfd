import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { aliyunSender, canonicalQuery, signedHeaders } from './sms.adapter.ts'
import { TextRefused } from './text-sender.ts'

test('a request is signed as in the example of Aliyun’s own documentation', () => {
  const query = canonicalQuery({
    RegionId: 'cn-shanghai',
    ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
  })
  const { authorization } = signedHeaders(
    { keyId: 'YourAccessKeyId', keySecret: 'YourAccessKeySecret' },
    {
      action: 'RunInstances',
      version: '2014-05-26',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      query,
      date: new Date('2023-10-26T10:22:32Z'),
      nonce: '3156853299f313e23d1673dc12e1703d',
    },
  )
  expect(authorization).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
})

describe('a text', () => {
  let server: Server | undefined
  const asked: IncomingMessage[] = []
  afterEach(() => {
    server?.close()
    server?.closeAllConnections()
    asked.length = 0
  })

  async function senderTo(status: number, body: string) {
    server = createServer((request, reply) => {
      asked.push(request)
      reply.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return aliyunSender(
      { url: `http://127.0.0.1:${port}`, keyId: 'id', keySecret: 'secret', sign: '夏邑生活', template: 'SMS_1' },
      () => new Date('2026-11-26T00:00:00Z'),
    )
  }
  const text = { id: '0193', to: '+8613812345678', code: '012345' }

  test('asks for SendSms once and keeps the provider’s number', async () => {
    const sender = await senderTo(200, '{"Code":"OK","Message":"OK","BizId":"900619746936498440^0"}')
    expect(await sender.send(text)).toBe('900619746936498440^0')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers).toMatchObject({ 'x-acs-action': 'SendSms', 'x-acs-version': '2017-05-25' })
    const query = new URL(`http://x${asked[0]?.url}`).searchParams
    expect(Object.fromEntries(query)).toEqual({
      OutId: '0193',
      PhoneNumbers: '13812345678',
      SignName: '夏邑生活',
      TemplateCode: 'SMS_1',
      TemplateParam: '{"code":"012345"}',
    })
  })

  test.each([
    [200, '{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"触发分钟级流控"}', 'isv.BUSINESS_LIMIT_CONTROL'],
    [403, '{"Code":"SignatureDoesNotMatch","Message":"…"}', 'SignatureDoesNotMatch'],
    [502, '<html>Bad gateway</html>', 'http-502'],
    [200, 'x'.repeat(70_000), 'http-200'],
  ])('that is answered %i is refused with the provider’s word', async (status, body, reason) => {
    const sender = await senderTo(status, body)
    const refusal = await sender.send(text).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(TextRefused)
    expect(refusal).toMatchObject({ reason })
    expect(asked).toHaveLength(1)
    expect(String(refusal)).not.toContain('13812345678')
    expect(String(refusal)).not.toContain('012345')
  })
})
