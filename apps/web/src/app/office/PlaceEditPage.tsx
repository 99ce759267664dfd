import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { circlesQuery } from '../../features/circles/circles.queries.ts'
import { placeHistoryQuery, restorePlace } from '../../features/places/edits.queries.ts'
import { PlaceHistoryList } from '../../features/places/PlaceHistoryList.tsx'
import { placeQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { PlaceDesk } from './PlaceDesk.tsx'

/** One place at the desk: its fields, its spot on the map, its history. `new` enters another one. */
export function PlaceEditPage() {
  const { placeId } = useParams({ from: '/office/places/$placeId' })
  const { code } = useCounty()
  const start = useStart(code)
  const isNew = placeId === 'new'
  const place = useQuery({ ...placeQuery(code, placeId, null, 'adult'), enabled: !isNew, retry: false })
  const history = useQuery({ ...placeHistoryQuery(code, placeId), enabled: !isNew })
  const isRemoved = history.data?.isRemoved === true
  return (
    <>
      <header className="office__head">
        <div>
          <h1>{isNew ? '登记网点' : (history.data?.name ?? '网点')}</h1>
          <p>
            <Link to="/office/edits" className="x-way">
              修改记录
            </Link>
          </p>
        </div>
      </header>
      {isNew && start !== null && <PlaceDesk place={null} center={start} />}
      {!isNew && isRemoved && <p className="card">这个网点已移除。可以在下面的历史里恢复。</p>}
      {!isNew && !isRemoved && place.error && <ProblemNotice problem={shownProblem(place.error)} />}
      {!isNew && place.isPending && <Waiting />}
      {place.data && !isRemoved && <PlaceDesk key={place.data.version} place={place.data} center={place.data.at} />}
      {history.data && <PlaceHistorySection placeId={placeId} />}
    </>
  )
}

/** Where a new place starts: in the circle where most people live, not in the lake between them; null until it is known. */
function useStart(code: string): readonly [number, number] | null {
  const { data } = useQuery(circlesQuery(code))
  const byResidents = (data?.items ?? []).toSorted((a, b) => (b.residents ?? 0) - (a.residents ?? 0))
  return byResidents[0]?.center ?? null
}

function PlaceHistorySection({ placeId }: { placeId: string }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const { data } = useQuery(placeHistoryQuery(code, placeId))
  const restore = useMutation({
    mutationFn: (version: number) => restorePlace(code, placeId, data?.version ?? 0, version),
    onSettled: () => client.invalidateQueries({ queryKey: ['places', code] }),
  })
  if (!data) return null
  return (
    <section aria-labelledby="place-history">
      <h2 id="place-history">历次修改</h2>
      {restore.error && <ProblemNotice problem={shownProblem(restore.error)} />}
      <PlaceHistoryList history={data} isBusy={restore.isPending} onRestore={(version) => restore.mutate(version)} />
    </section>
  )
}
