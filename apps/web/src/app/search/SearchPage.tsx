import '../../features/places/places.css'
import './search.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { speedWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { PlaceHitList } from '../../features/places/PlaceHitList.tsx'
import { searchQuery } from '../../features/places/places.queries.ts'
import { SearchBox } from '../../features/places/SearchBox.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { useProfile, useWhere } from '../where.ts'

export function SearchPage() {
  const { q = '', category } = useSearch({ from: '/resident/search' })
  const { code } = useCounty()
  const where = useWhere()
  const profile = useProfile()
  const navigate = useNavigate()
  const categoryName = useCategoryName()
  const from = where === null ? null : { lon: where.lon, lat: where.lat }
  const { data, error, refetch, isLoading } = useQuery(searchQuery(code, { q, category, from, profile }))
  const isAsked = q !== '' || category !== undefined
  return (
    <main className="page page--narrow">
      <h1 className="x-sr">找店铺和设施</h1>
      <SearchBox
        value={q}
        takesFocus={category === undefined}
        onSearch={(text) =>
          navigate({ to: '/search', search: { q: text, ...(category !== undefined && { category }) }, replace: true })
        }
      />
      {category !== undefined && (
        <p className="row">
          <span className="chosen">
            {categoryName(category)}
            <Link to="/search" search={{ q }} className="chosen__off" aria-label={`不限 ${categoryName(category)}`}>
              ×
            </Link>
          </span>
          <Link to="/map" search={{ category }} className="x-button x-button--quiet">
            在地图上看
          </Link>
        </p>
      )}
      {!isAsked && <Empty title="想去哪儿？">可以写名字、类别，也可以写拼音或首字母，比如“药店”“yaodian”“yd”。</Empty>}
      {error && (
        <ProblemNotice problem={shownProblem(error)}>
          <Button onClick={() => refetch()}>再试一次</Button>
        </ProblemNotice>
      )}
      {isLoading && <Waiting label="正在找…" />}
      {isAsked && data && data.items.length === 0 && (
        <Empty title={q === '' ? '这一类还没有登记的地方' : `没有找到“${q}”`}>
          <p>换个说法试试，或者只写一两个字。</p>
          <Link to="/" className="x-button x-button--plain">
            按分类找
          </Link>
        </Empty>
      )}
      {isAsked && data && data.items.length > 0 && (
        <section className="card">
          <p className="soft small">
            {where === null
              ? '没有选地点，先不排远近'
              : `从${where.label}出发 · ${speedWords(data.profile, data.speedMetresPerSecond)}`}
          </p>
          <PlaceHitList
            hits={data.items}
            walk={where === null ? 'unasked' : data.isWalkPending ? 'pending' : 'known'}
            categoryName={categoryName}
            link={(hit, children) => (
              <Link to="/places/$placeId" params={{ placeId: hit.id }}>
                {children}
              </Link>
            )}
          />
        </section>
      )}
    </main>
  )
}
