import { createHash, createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AliyunConfig } from '../../../platform/config/config.ts'
import { TextRefused, type TextSender } from './text-sender.ts'

/**
 * Aliyun Short Message Service, SendSms of version 2017-05-25, RPC style with signature version 3 (ACS3-HMAC-SHA256,
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature). Asked once: no request is repeated,
 * since one that timed out may have been carried out.
 */
const ANSWER_MS = 8000
const MAX_ANSWER = 64 * 1024

const answer = z.object({ Code: z.string(), BizId: z.string().optional() })

export function aliyunSender(config: AliyunConfig, now: () => Date): TextSender {
  return {
    name: 'aliyun',
    async send({ id, to, code }) {
      const query = canonicalQuery({
        OutId: id,
        PhoneNumbers: to.replace(/^\+86/, ''),
        SignName: config.sign,
        TemplateCode: config.template,
        TemplateParam: JSON.stringify({ code }),
      })
      const url = new URL(config.url)
      const headers = signedHeaders(config, {
        action: 'SendSms',
        version: '2017-05-25',
        host: url.host,
        query,
        date: now(),
        nonce: randomUUID(),
      })
      const reply = await fetch(`${url.origin}/?${query}`, {
        method: 'POST',
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      const text = await reply.text()
      const parsed = text.length > MAX_ANSWER ? undefined : answer.safeParse(jsonOf(text)).data
      if (parsed === undefined) throw new TextRefused(`http-${reply.status}`)
      if (parsed.Code !== 'OK') throw new TextRefused(parsed.Code.slice(0, 100))
      return parsed.BizId ?? ''
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** RFC 3986: encodeURIComponent leaves five characters that Aliyun wants written out. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

export function canonicalQuery(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&')
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export function signedHeaders(
  keys: { keyId: string; keySecret: string },
  asked: { action: string; version: string; host: string; query: string; date: Date; nonce: string },
): Record<string, string> {
  const hashedBody = sha256('')
  const headers: Record<string, string> = {
    host: asked.host,
    'x-acs-action': asked.action,
    'x-acs-content-sha256': hashedBody,
    'x-acs-date': asked.date.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': asked.nonce,
    'x-acs-version': asked.version,
  }
  const names = Object.keys(headers).toSorted()
  const signed = names.join(';')
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('')
  const canonical = ['POST', '/', asked.query, lines, signed, hashedBody].join('\n')
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`
  const signature = createHmac('sha256', keys.keySecret).update(toSign).digest('hex')
  return {
    ...headers,
    authorization: `ACS3-HMAC-SHA256 Credential=${keys.keyId},SignedHeaders=${signed},Signature=${signature}`,
  }
}
