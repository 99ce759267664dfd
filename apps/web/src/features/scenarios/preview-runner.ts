import type { ProfileName } from '@xiayi/contract/common'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { type Preview, previewReply } from '@xiayi/contract/scenarios'
import { useEffect, useState } from 'react'
import { request } from '../../live/request.ts'

export type PreviewQuestion = {
  readonly changes: readonly ScenarioChange[]
  readonly profile: ProfileName
  readonly withinMinutes: number
}

export type PreviewState = {
  readonly reply: Preview | null
  readonly error: unknown
  readonly isAsking: boolean
}

const IDLE: PreviewState = { reply: null, error: null, isAsking: false }

/**
 * The figures of the changes in hand, as fast as the server gives them: one question under way, and of those that come meanwhile
 * only the newest is asked next. Abandoning each for the next would starve a steady drag; queueing them all would lag behind it.
 */
export function usePreview(county: string, question: PreviewQuestion | null): PreviewState {
  const [state, setState] = useState<PreviewState>(IDLE)
  const [runner] = useState(() => createRunner(setState))
  const key = question === null ? null : JSON.stringify(question)
  useEffect(() => runner.ask(county, key), [runner, county, key])
  return key === null ? IDLE : state
}

function createRunner(tell: (change: (before: PreviewState) => PreviewState) => void) {
  let isBusy = false
  let next: { county: string; key: string } | null = null

  async function go(): Promise<void> {
    while (next !== null) {
      const { county, key } = next
      next = null
      tell((before) => ({ ...before, isAsking: true }))
      try {
        const reply = await request(previewReply, '/api/scenarios/preview', {
          method: 'POST',
          query: { county },
          body: JSON.parse(key),
        })
        tell(() => ({ reply, error: null, isAsking: false }))
      } catch (error) {
        tell((before) => ({ ...before, error, isAsking: false }))
      }
    }
  }

  return {
    ask(county: string, key: string | null) {
      next = key === null ? null : { county, key }
      if (next === null || isBusy) return
      isBusy = true
      void go().finally(() => {
        isBusy = false
      })
    },
  }
}
