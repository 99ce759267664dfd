import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { GroundWarning, PlaceChange } from '@xiayi/contract/place-edits'
import type { Place } from '@xiayi/contract/places'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { SignedField } from '@xiayi/ui/SignedField.tsx'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { AttributeFields } from '../../features/places/AttributeFields.tsx'
import { EntranceFields } from '../../features/places/EntranceFields.tsx'
import { placeProblem } from '../../features/places/edit-words.ts'
import { removePlace, savePlace, warningsAt } from '../../features/places/edits.queries.ts'
import { PlaceForm } from '../../features/places/PlaceForm.tsx'
import { categoriesQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { LeaveGuard } from '../LeaveGuard.tsx'
import { PlaceDeskMap } from './PlaceDeskMap.tsx'

type PlaceDeskProps = { place: Place | null; center: readonly [number, number] }

/** What is known of one place, and its spot and doors on the map beside it. */
export function PlaceDesk({ place, center }: PlaceDeskProps) {
  const { code } = useCounty()
  const [start] = useState(() => contentOf(place, center))
  const [draft, setDraft] = useState(start)
  const [isPicking, setIsPicking] = useState(false)
  const desk = useDesk(place, draft)
  const categories = useQuery(categoriesQuery(code)).data?.items ?? []
  return (
    <div className="place-desk">
      <LeaveGuard isUnsaved={() => !desk.isDone() && JSON.stringify(draft) !== JSON.stringify(start)} />
      <section className="card" aria-label="内容">
        <PlaceForm draft={draft} categories={categories} onChange={setDraft} />
        <EntranceFields
          at={draft.at}
          entrances={draft.entrances}
          isPicking={isPicking}
          onPick={setIsPicking}
          onChange={(entrances) => setDraft({ ...draft, entrances })}
        />
        <AttributeFields attributes={draft.attributes} onChange={(attributes) => setDraft({ ...draft, attributes })} />
        <div className="place-form">
          <SignedField
            value={draft.by ?? ''}
            onChange={(by) => setDraft({ ...draft, by: by.trim() === '' ? undefined : by })}
          />
        </div>
        {desk.error && <ProblemNotice problem={placeProblem(shownProblem(desk.error))} />}
        {desk.warnings.map((warning) => (
          <p key={`${warning.of}${warning.code}`} role="status" className="place-desk__warning">
            注意：{warning.of}
            {warning.message}
          </p>
        ))}
        <p className="row">
          <Button
            type="primary"
            size="large"
            loading={desk.save.isPending}
            disabled={draft.name.trim() === ''}
            onClick={() => desk.save.mutate()}
          >
            保存
          </Button>
          {place !== null && (
            <Button danger size="large" loading={desk.remove.isPending} onClick={() => desk.remove.mutate()}>
              移除
            </Button>
          )}
        </p>
      </section>
      <PlaceDeskMap
        name={place?.name ?? '新网点'}
        draft={draft}
        isPicking={isPicking}
        onPick={setIsPicking}
        onChange={setDraft}
        onDrop={desk.check}
      />
    </div>
  )
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

/** An attribute of which nothing is said is none. */
function withoutBlanks({ attributes, ...rest }: PlaceChange): PlaceChange {
  const said = Object.entries(attributes).filter(([, value]) => value !== null)
  return { ...rest, attributes: Object.fromEntries(said) }
}

type Spot = { readonly at: readonly [number, number]; readonly of: string }
type DeskWarning = GroundWarning & Pick<Spot, 'of'>

function useDesk(place: Place | null, draft: PlaceChange) {
  const { code } = useCounty()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [warnings, setWarnings] = useState<readonly DeskWarning[]>([])
  // Known before the page moves on: what was saved is not asked about.
  const isDone = useRef(false)
  const settle = () => client.invalidateQueries({ queryKey: ['places', code] })
  const check = useMutation({
    mutationFn: ({ at }: Spot) => warningsAt(code, at),
    onSuccess: (found, { of }) => setWarnings(found.map((warning) => ({ ...warning, of }))),
  })
  const save = useMutation({
    mutationFn: () => savePlace(code, place?.id ?? null, place?.version ?? 0, withoutBlanks(draft)),
    onSuccess: (saved) => {
      isDone.current = true
      setWarnings(saved.warnings.map((warning) => ({ ...warning, of: '' })))
      if (place === null) void navigate({ to: '/office/places/$placeId', params: { placeId: saved.place.id } })
    },
    onSettled: settle,
  })
  const remove = useMutation({
    mutationFn: () => removePlace(code, place?.id ?? '', place?.version ?? 0, draft.by),
    onSuccess: () => {
      isDone.current = true
    },
    onSettled: settle,
  })
  return {
    save,
    remove,
    isDone: () => isDone.current,
    warnings,
    check: (spot: Spot) => check.mutate(spot),
    error: save.error ?? remove.error ?? check.error,
  }
}
