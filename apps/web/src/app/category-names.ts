import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { categoriesQuery } from '../features/places/places.queries.ts'
import { useCounty } from '../live/county.ts'

export function useCategoryName(): (id: string) => string {
  const { code } = useCounty()
  const { data } = useQuery(categoriesQuery(code))
  return useMemo(() => {
    const names = new Map(data?.items.map(({ id, nameZh }) => [id, nameZh]))
    return (id) => names.get(id) ?? id
  }, [data])
}
