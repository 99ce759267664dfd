import { replaceEqualDeep } from '@tanstack/react-query'
import type { ProfileName } from '@xiayi/contract/common'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { type Preview, previewReply } from '@xiayi/contract/scenarios'
import { useEffect, useSyncExternalStore } from 'react'
import { request } from '../../live/request.ts'
import { createCalm } from './calm.ts'

export type PreviewQuestion = {
  readonly changes: readonly ScenarioChange[]
  readonly profile: ProfileName
  readonly withinMinutes: number
  /** a category of which the changed minutes are wanted too */
  readonly want?: { readonly columns: readonly string[] }
}

export type PreviewState = {
  readonly reply: Preview | null
  readonly error: unknown
  readonly isAsking: boolean
  /** how many questions have been answered or refused: tells one reply from the next that says the same */
  readonly answered: number
}

const IDLE: PreviewState = { reply: null, error: null, isAsking: false, answered: 0 }

/**
 * The figures of the changes in hand, as fast as the server gives them, asked once for everybody on the page: one question under
 * way, and of those that come meanwhile only the newest is asked next. Abandoning each for the next would starve a steady drag;
 * queueing them all would lag behind it.
 */
export function usePreview(county: string, question: PreviewQuestion | null): PreviewState {
  const state = useSyncExternalStore(
    (heard) => runner.listen(heard),
    () => runner.now(),
  )
  const key = question === null ? null : JSON.stringify(question)
  useEffect(() => runner.ask(county, key), [county, key])
  return key === null ? IDLE : state
}

/**
 * The last reply for what takes longer to draw than its figures, such as the map: under the finger where frames are quick, when the
 * hand rests where they are slow, and null as soon as there is nothing to count or the changes are refused. Asks nothing itself.
 */
export function useCalmPreview(): Preview | null {
  return useSyncExternalStore(
    (heard) => runner.listen(heard),
    () => runner.calm(),
  )
}

/** Names of the places that are moved or removed, as the last reply knows them. */
export function usePlacesToday(): Preview['placesToday'] | undefined {
  return useSyncExternalStore(
    (heard) => runner.listen(heard),
    () => runner.now().reply?.placesToday,
  )
}

const runner = createRunner()

function createRunner() {
  let state = IDLE
  let isBusy = false
  let next: { county: string; key: string } | null = null
  /** what the state is about, or will be */
  let last = ''
  const listeners = new Set<() => void>()
  const calm = createCalm<Preview>(heard)

  function tell(change: Partial<PreviewState>) {
    state = { ...state, ...change }
    calm.offer(state.error === null ? state.reply : null)
    heard()
  }

  function heard() {
    for (const listener of listeners) listener()
  }

  async function go(): Promise<void> {
    while (next !== null) {
      const { county, key } = next
      next = null
      if (!state.isAsking) tell({ isAsking: true })
      try {
        const reply = await request(previewReply, '/api/scenarios/preview', {
          method: 'POST',
          asksOnly: true,
          query: { county },
          body: JSON.parse(key),
        })
        if (last === '') continue
        // What follows these is drawn anew when they are others: a frame of the map takes longer than all the figures.
        const closures = replaceEqualDeep(state.reply?.closures, reply.closures)
        const placesToday = replaceEqualDeep(state.reply?.placesToday, reply.placesToday)
        tell({
          reply: { ...reply, closures, placesToday },
          error: null,
          isAsking: next !== null,
          answered: state.answered + 1,
        })
      } catch (error) {
        if (last === '') continue
        tell({ error, isAsking: next !== null, answered: state.answered + 1 })
      }
    }
  }

  return {
    now: () => state,
    calm: () => calm.now(),
    listen(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    ask(county: string, key: string | null) {
      if (key === null) {
        next = null
        last = ''
        // What was answered belongs to changes that are gone: the next ones do not begin with it.
        if (state.reply !== null || state.error !== null || state.isAsking)
          tell({ reply: null, error: null, isAsking: false })
        return
      }
      const wanted = `${county} ${key}`
      // A second part of the page that looks at the same figures asks nothing.
      if (wanted === last && (isBusy || state.error === null)) return
      last = wanted
      next = { county, key }
      if (isBusy) return
      isBusy = true
      void go().finally(() => {
        isBusy = false
      })
    },
  }
}
