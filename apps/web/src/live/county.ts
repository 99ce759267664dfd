import type { County } from '@xiayi/contract/system'
import { createContext, useContext } from 'react'

/** The county that a page speaks of, and the others of this installation. */
export const CountyContext = createContext<{ county: County; counties: readonly County[] } | null>(null)

export function useCounty(): County {
  const scope = useContext(CountyContext)
  if (scope === null) throw new Error('useCounty is called outside the county gate')
  return scope.county
}

export function useCounties(): readonly County[] {
  return useContext(CountyContext)?.counties ?? []
}
