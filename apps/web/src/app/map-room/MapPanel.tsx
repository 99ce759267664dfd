import type { UseQueryResult } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import type { circleList, walkReply } from '@xiayi/contract/circles'
import type { placeReply } from '@xiayi/contract/places'
import { Button } from '@xiayi/ui/Button.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { WalkExplanation } from '../../features/circles/WalkExplanation.tsx'
import { PlaceCard } from '../../features/places/PlaceCard.tsx'
import { PlaceHitList } from '../../features/places/PlaceHitList.tsx'
import { searchQuery } from '../../features/places/places.queries.ts'
import { SearchBox } from '../../features/places/SearchBox.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { useProfile, useWhere } from '../where.ts'
import { CirclePanel } from './CirclePanel.tsx'
import { OverviewPanel } from './OverviewPanel.tsx'
import { PointPanel } from './PointPanel.tsx'
import { type MapRoom, pointText } from './use-map-room.ts'

type Reply<T extends { parse: (value: unknown) => unknown }> = ReturnType<T['parse']>
type MapPanelProps = {
  room: MapRoom
  circles: UseQueryResult<Reply<typeof circleList>>
  place: UseQueryResult<Reply<typeof placeReply>>
  walk: Reply<typeof walkReply> | undefined
}

export function MapPanel({ room, circles, place, walk }: MapPanelProps) {
  const [typed, setTyped] = useState('')
  const [isLow, setIsLow] = useState(false)
  const hasSubject = room.circleId !== null || room.placeId !== null || room.from !== null || room.category !== null
  return (
    <aside className={isLow ? 'panel panel--low' : 'panel'} aria-label="地图内容">
      <button type="button" className="panel__grip" aria-expanded={!isLow} onClick={() => setIsLow(!isLow)}>
        <span className="x-sr">{isLow ? '展开' : '收起'}</span>
      </button>
      <div className="panel__search">
        <SearchBox value={typed} onSearch={setTyped} />
      </div>
      <div className="panel__body">
        {typed.trim() !== '' ? (
          <SearchResults q={typed} room={room} onPicked={() => setTyped('')} />
        ) : (
          <>
            {hasSubject && (
              <Button look="quiet" icon="close" className="panel__close" onClick={() => room.show({})}>
                关闭
              </Button>
            )}
            <Subject room={room} circles={circles} place={place} walk={walk} />
          </>
        )}
      </div>
    </aside>
  )
}

function Subject({ room, circles, place, walk }: MapPanelProps) {
  const profile = useProfile()
  const where = useWhere()
  const categoryName = useCategoryName()
  if (room.placeId !== null) {
    if (place.error) return <ProblemNotice problem={shownProblem(place.error)} />
    if (!place.data) return <Waiting />
    return (
      <PlaceCard
        place={place.data}
        categoryName={categoryName}
        profile={profile}
        fromLabel={room.from === null ? null : '图上的出发点'}
      >
        {walk !== undefined && room.from !== null && <WalkExplanation walk={walk} />}
        {room.from === null && where !== null && (
          <Button look="main" icon="walk" onClick={() => room.show({ place: place.data.id, from: pointText(where) })}>
            从{where.label}怎么走
          </Button>
        )}
      </PlaceCard>
    )
  }
  if (room.circleId !== null) return <CirclePanel circleId={room.circleId} />
  if (room.from !== null) return <PointPanel room={room} from={room.from} walk={walk} />
  if (room.category !== null) return <CategoryPanel room={room} category={room.category} />
  if (circles.error) return <ProblemNotice problem={shownProblem(circles.error)} />
  return <OverviewPanel circles={circles.data} onPick={(circle) => room.show({ circle })} />
}

function CategoryPanel({ room, category }: { room: MapRoom; category: string }) {
  const categoryName = useCategoryName()
  return (
    <>
      <h2 className="panel__title">{categoryName(category)}</h2>
      <SearchResults q="" category={category} room={room} onPicked={() => undefined} />
    </>
  )
}

type SearchResultsProps = { q: string; category?: string; room: MapRoom; onPicked: () => void }

function SearchResults({ q, category, room, onPicked }: SearchResultsProps) {
  const { code } = useCounty()
  const profile = useProfile()
  const where = useWhere()
  const categoryName = useCategoryName()
  const from = room.from ?? (where === null ? null : { lon: where.lon, lat: where.lat })
  const { data, error } = useQuery(searchQuery(code, { q, category, from, profile }))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting label="正在找…" />
  if (data.items.length === 0)
    return <Empty title={q === '' ? '这一类还没有登记的地方' : `没有找到“${q}”`}>换个说法，或者只写一两个字。</Empty>
  return (
    <PlaceHitList
      hits={data.items}
      walk={from === null ? 'unasked' : data.isWalkPending ? 'pending' : 'known'}
      categoryName={categoryName}
      link={(hit, children) => (
        <button
          type="button"
          onClick={() => {
            onPicked()
            room.show({ place: hit.id, ...(room.from && { from: pointText(room.from) }) })
          }}
        >
          {children}
          <Icon name="next" size={18} />
        </button>
      )}
    />
  )
}
