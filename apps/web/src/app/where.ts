import type { ProfileName } from '@xiayi/contract/common'
import { useElderMode } from '@xiayi/ui/elder-mode'
import { useMemo, useSyncExternalStore } from 'react'
import { useCounty } from '../live/county.ts'

/** Where the resident is, kept on the device only, one point for each county. */
export type Where = { lon: number; lat: number; label: string; circleId: string | null; circleName: string | null }

const listeners = new Set<() => void>()
const key = (county: string) => `xiayi.where.${county}`
/** What stands in when the browser keeps nothing: the point of this visit. */
const visit = new Map<string, string>()

function read(county: string): string | null {
  try {
    return localStorage.getItem(key(county)) ?? visit.get(county) ?? null
  } catch {
    return visit.get(county) ?? null
  }
}

function isWhere(value: unknown): value is Where {
  return (
    typeof value === 'object' &&
    value !== null &&
    'lon' in value &&
    typeof value.lon === 'number' &&
    'lat' in value &&
    typeof value.lat === 'number' &&
    'label' in value &&
    typeof value.label === 'string'
  )
}

function parse(text: string | null): Where | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isWhere(value) ? value : null
  } catch {
    return null
  }
}

export function chooseWhere(county: string, where: Where): void {
  const text = JSON.stringify(where)
  visit.set(county, text)
  try {
    localStorage.setItem(key(county), text)
  } catch {
    // Kept for this visit only.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useWhere(): Where | null {
  const { code } = useCounty()
  const text = useSyncExternalStore(subscribe, () => read(code))
  return useMemo(() => parse(text), [text])
}

/** 长辈版 counts minutes at an older person's pace. */
export function useProfile(): ProfileName {
  return useElderMode().isElder ? 'elder' : 'adult'
}
