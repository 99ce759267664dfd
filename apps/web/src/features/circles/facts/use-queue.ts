import { useEffect } from 'react'
import { useIsOnline } from '../../../live/online.ts'
import { keptSheet } from './typed-answer.ts'
import { type FactSheetState, sheetDraftName } from './use-fact-sheet.ts'

const AGAIN_MS = 20_000

/** Sends what waits as soon as there is a network, and again while the server is busy. */
export function useQueue(sheet: FactSheetState): { readonly isOnline: boolean } {
  const isOnline = useIsOnline()
  const { isQueued } = sheet.draft
  const { mutate } = sheet.send
  useEffect(() => {
    if (!isQueued || !isOnline) return
    mutate()
    const timer = setInterval(mutate, AGAIN_MS)
    return () => clearInterval(timer)
  }, [isQueued, isOnline, mutate])
  return { isOnline }
}

/** Circles whose sheets wait on this device, except one. */
export function waitingCircles(county: string, except: string): string[] {
  const prefix = `draft ${sheetDraftName(county, '')}`
  const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '')
  return names.flatMap((name) => {
    const circleId = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    return circleId !== '' && circleId !== except && isWaiting(localStorage.getItem(name)) ? [circleId] : []
  })
}

function isWaiting(text: string | null): boolean {
  if (text === null) return false
  try {
    return keptSheet(JSON.parse(text))?.isQueued === true
  } catch {
    return false
  }
}
