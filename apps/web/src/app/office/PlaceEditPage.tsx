import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { GroundWarning, PlaceChange } from '@xiayi/contract/place-edits'
import type { Place } from '@xiayi/contract/places'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { circleMapQuery } from '../../features/circles/circles.queries.ts'
import {
  placeHistoryQuery,
  removePlace,
  restorePlace,
  savePlace,
  warningsAt,
} from '../../features/places/edits.queries.ts'
import { PlaceForm } from '../../features/places/PlaceForm.tsx'
import { PlaceHistoryList } from '../../features/places/PlaceHistoryList.tsx'
import { categoriesQuery, placeQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { DragMarker } from '../../map/DragMarker.tsx'
import { boxOf } from '../../map/geometry.ts'
import { MapView } from '../../map/MapView.tsx'

/** One place at the desk: its fields, its spot on the map, its history. `new` enters another one. */
export function PlaceEditPage() {
  const { placeId } = useParams({ from: '/office/places/$placeId' })
  const { code } = useCounty()
  const middle = useMiddle(code)
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
            <Link to="/office/edits">修改记录</Link>
          </p>
        </div>
      </header>
      {isNew && middle !== null && <PlaceDesk place={null} center={middle} />}
      {!isNew && isRemoved && <p className="card">这个网点已移除。可以在下面的历史里恢复。</p>}
      {!isNew && !isRemoved && place.error && <ProblemNotice problem={shownProblem(place.error)} />}
      {!isNew && place.isPending && <Waiting />}
      {place.data && !isRemoved && <PlaceDesk key={place.data.version} place={place.data} center={place.data.at} />}
      {history.data && <PlaceHistorySection placeId={placeId} />}
    </>
  )
}

/** Where a new place starts: the middle of what the county has drawn; null until that is known. */
function useMiddle(code: string): readonly [number, number] | null {
  const { data } = useQuery(circleMapQuery(code))
  const box = boxOf(data?.features ?? [])
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
}

function contentOf(place: Place | null, center: readonly [number, number]): PlaceChange {
  if (place === null)
    return {
      name: '',
      categoryIds: [],
      at: [...center],
      address: null,
      phone: null,
      hours: null,
      attributes: {},
      entrances: [],
    }
  const { name, categoryIds, at, address, phone, opening, attributes, entrances } = place
  return { name, categoryIds, at, address, phone, hours: opening.hours, attributes, entrances }
}

function PlaceDesk({ place, center }: { place: Place | null; center: readonly [number, number] }) {
  const county = useCounty()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => contentOf(place, center))
  const [warnings, setWarnings] = useState<readonly GroundWarning[]>([])
  const categories = useQuery(categoriesQuery(county.code)).data?.items ?? []
  const settle = () => client.invalidateQueries({ queryKey: ['places', county.code] })
  const check = useMutation({
    mutationFn: (at: readonly [number, number]) => warningsAt(county.code, at),
    onSuccess: setWarnings,
  })
  const save = useMutation({
    mutationFn: () => savePlace(county.code, place?.id ?? null, place?.version ?? 0, draft),
    onSuccess: (saved) => {
      setWarnings(saved.warnings)
      if (place === null) void navigate({ to: '/office/places/$placeId', params: { placeId: saved.place.id } })
    },
    onSettled: settle,
  })
  const remove = useMutation({
    mutationFn: () => removePlace(county.code, place?.id ?? '', place?.version ?? 0, draft.by),
    onSettled: settle,
  })
  const error = save.error ?? remove.error ?? check.error
  const move = (at: [number, number]) => {
    setDraft({ ...draft, at })
    check.mutate(at)
  }
  return (
    <div className="place-desk">
      <section className="card" aria-label="内容">
        <PlaceForm draft={draft} categories={categories} onChange={setDraft} />
        {error && <ProblemNotice problem={shownProblem(error)} />}
        {warnings.map((warning) => (
          <p key={warning.code} role="status" className="place-desk__warning">
            注意：{warning.message}
          </p>
        ))}
        <p className="row">
          <Button
            type="primary"
            size="large"
            loading={save.isPending}
            disabled={draft.name.trim() === ''}
            onClick={() => save.mutate()}
          >
            保存
          </Button>
          {place !== null && (
            <Button danger size="large" loading={remove.isPending} onClick={() => remove.mutate()}>
              移除
            </Button>
          )}
        </p>
      </section>
      <section className="place-desk__map" aria-label="位置">
        <MapView
          county={county.code}
          attribution={county.attribution ?? '© OpenStreetMap contributors, ODbL'}
          view={{ lon: draft.at[0], lat: draft.at[1], zoom: 16 }}
          box={null}
          label="拖动标记，或选中后按方向键移动位置"
        >
          <DragMarker
            lon={draft.at[0]}
            lat={draft.at[1]}
            label={`${place?.name ?? '新网点'}：拖动，或按方向键移动，每次 1 米，按住 Shift 每次 10 米，回车放下`}
            onDrag={({ lon, lat }) => setDraft({ ...draft, at: [lon, lat] })}
            onDrop={({ lon, lat }) => move([lon, lat])}
          />
        </MapView>
      </section>
    </div>
  )
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
