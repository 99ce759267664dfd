import { useEffect, useEffectEvent } from 'react'
import { usePlanner } from '../use-planner.ts'
import { handedChange } from './handed-change.ts'
import { addChange, sketchNow } from './sketch.ts'

/** Takes a handed change into the hand once, and out of the address, so that going back does not add it again. */
export function useHandedChange(): void {
  const { search, show } = usePlanner()
  const text = search.try
  const take = useEffectEvent(() => {
    const change = handedChange(text)
    const isThere = sketchNow().changes.some((known) => JSON.stringify(known) === JSON.stringify(change))
    if (change !== null && !isThere) addChange(change)
    show({ try: null, ...(change?.kind === 'add-place' && { category: change.categoryId }) }, { replace: true })
  })
  useEffect(() => {
    if (text !== undefined) take()
  }, [text])
}
