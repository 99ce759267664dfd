import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportRow, PlaceImport } from '@xiayi/contract/places'
import { importRowPage, importStarted, placeImport } from '@xiayi/contract/places'
import type { FastifyInstance } from 'fastify'

export interface Upload {
  readonly kind?: string
  readonly datum?: string
  readonly fileName?: string
  readonly bytes: Buffer | string
}

type Reply = Awaited<ReturnType<FastifyInstance['inject']>>

/** A clerk at the import page: uploads, waits, looks at rows, decides, applies. */
export interface ImportClient {
  upload(given: Upload): Promise<Reply>
  get(id: string): Promise<PlaceImport>
  /** the import once it rests: checked, applied, failed or cancelled */
  settled(id: string): Promise<PlaceImport>
  /** uploads and waits for the dry run */
  check(given: Upload): Promise<PlaceImport>
  post(id: string, action: 'apply' | 'cancel'): Promise<Reply>
  /** uploads, waits, applies and waits again */
  apply(given: Upload): Promise<PlaceImport>
  rows(id: string, state?: string): Promise<readonly ImportRow[]>
  decide(id: string, row: number, decision: string): Promise<Reply>
}

export function importClient({ app }: { readonly app: FastifyInstance }, county: string): ImportClient {
  const at = (path: string) => `/api/places/imports${path}${path.includes('?') ? '&' : '?'}county=${county}`

  async function upload({ kind, datum, fileName = '网点.csv', bytes }: Upload) {
    const form = new FormData()
    if (kind !== undefined) form.set('kind', kind)
    if (datum !== undefined) form.set('datum', datum)
    form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))]), fileName)
    const request = new Request('http://localhost/', { method: 'POST', body: form })
    return app.inject({
      method: 'POST',
      url: at(''),
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    })
  }

  async function get(id: string): Promise<PlaceImport> {
    return placeImport.parse((await app.inject({ url: at(`/${id}`) })).json())
  }

  async function settled(id: string): Promise<PlaceImport> {
    for (;;) {
      const found = await get(id)
      if (!['received', 'checking', 'applying'].includes(found.state)) return found
      await sleep(50)
    }
  }

  async function check(given: Upload): Promise<PlaceImport> {
    const reply = await upload(given)
    if (reply.statusCode !== 202) throw new Error(`upload: ${reply.statusCode} ${reply.body}`)
    return settled(importStarted.parse(reply.json()).importId)
  }

  const post = (id: string, action: 'apply' | 'cancel') => app.inject({ method: 'POST', url: at(`/${id}/${action}`) })

  return {
    upload,
    get,
    settled,
    check,
    post,
    async apply(given: Upload): Promise<PlaceImport> {
      const checked = await check(given)
      if (checked.state !== 'checked') return checked
      const reply = await post(checked.id, 'apply')
      if (reply.statusCode !== 202) throw new Error(`apply: ${reply.statusCode} ${reply.body}`)
      return settled(checked.id)
    },
    async rows(id: string, state?: string): Promise<readonly ImportRow[]> {
      const found: ImportRow[] = []
      for (let cursor = ''; ; ) {
        const reply = await app.inject({ url: at(`/${id}/rows?limit=100${state ? `&state=${state}` : ''}${cursor}`) })
        const page = importRowPage.parse(reply.json())
        found.push(...page.items)
        if (page.nextCursor === null) return found
        cursor = `&cursor=${page.nextCursor}`
      }
    },
    decide: (id: string, row: number, decision: string) =>
      app.inject({ method: 'PUT', url: at(`/${id}/rows/${row}/decision`), payload: { decision } }),
  }
}
