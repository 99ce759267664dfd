import '../../features/places/places.css'
import '../../features/circles/circles.css'
import './home.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { useElderMode } from '@xiayi/ui/elder-mode'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { CategoryMenu } from '../../features/places/CategoryMenu.tsx'
import { categoriesQuery } from '../../features/places/places.queries.ts'
import { SearchBox } from '../../features/places/SearchBox.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useWhere } from '../where.ts'
import { NearbyCard } from './NearbyCard.tsx'
import { OwnCircleCard } from './OwnCircleCard.tsx'
import { WherePicker } from './WherePicker.tsx'

export function HomePage() {
  const { code } = useCounty()
  const where = useWhere()
  const { isElder } = useElderMode()
  const navigate = useNavigate()
  const [isChoosing, setIsChoosing] = useState(false)
  const categories = useQuery(categoriesQuery(code))
  return (
    <main className="page home">
      <h1 className="x-sr">步行一刻钟，办好身边事</h1>
      <div className="home__left">
        {where === null || isChoosing ? (
          <WherePicker
            onChosen={() => setIsChoosing(false)}
            onCancel={where === null ? null : () => setIsChoosing(false)}
          />
        ) : (
          <div className="where">
            <Icon name="pin" />
            <span className="where__words">
              <b>{where.label}</b>
              {where.circleName !== null && <span className="soft small">{where.circleName}</span>}
            </span>
            <Button look="quiet" onClick={() => setIsChoosing(true)}>
              换地点
            </Button>
          </div>
        )}
        <SearchBox
          value=""
          delayMs={450}
          onSearch={(q) => {
            if (q.trim() !== '') void navigate({ to: '/search', search: { q: q.trim() } })
          }}
        />
        <section className="card" aria-label="分类">
          {categories.error && (
            <ProblemNotice problem={shownProblem(categories.error)}>
              <Button onClick={() => categories.refetch()}>再试一次</Button>
            </ProblemNotice>
          )}
          {categories.isPending && <Waiting />}
          {categories.data && (
            <CategoryMenu
              categories={categories.data.items}
              isElder={isElder}
              link={(category, children) => (
                <Link to="/search" search={{ category: category.id }}>
                  {children}
                </Link>
              )}
            />
          )}
        </section>
        {where !== null && where.circleId !== null && <OwnCircleCard circleId={where.circleId} />}
      </div>
      <div className="home__right">{where !== null && <NearbyCard where={where} />}</div>
    </main>
  )
}
