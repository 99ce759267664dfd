import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { standardMark } from '../../../features/circles/clause-words.ts'
import { FactSheetForm } from '../../../features/circles/facts/FactSheetForm.tsx'
import { DEFAULT_STANDARD, questionsQuery } from '../../../features/circles/facts/facts.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { circlePageLink } from './links.tsx'

export function FactSheetPage() {
  const { circleId } = useParams({ from: '/office/facts/$circleId' })
  const { standard = DEFAULT_STANDARD } = useSearch({ from: '/office/facts/$circleId' })
  const { code } = useCounty()
  const questions = useQuery(questionsQuery(code, standard))
  const circles = useQuery(circlesQuery(code))
  const circle = circles.data?.items.find(({ id }) => id === circleId)
  const error = questions.error ?? circles.error
  return (
    <>
      <p>
        <Link to="/office/facts" search={{ standard }} className="x-way">
          ← 全部生活圈
        </Link>
      </p>
      <header className="office__head">
        <div>
          <h1>{circle?.name ?? '登记表'}</h1>
          {questions.data && (
            <p className="soft">
              {questions.data.title}{' '}
              <Tag tone={questions.data.isOfficial ? 'lake' : 'example'}>{standardMark(questions.data.isOfficial)}</Tag>{' '}
              要登记 {questions.data.items.length} 项
            </p>
          )}
        </div>
        <p className="row">
          <Link
            to="/office/circles/$circleId/stock-taking"
            params={{ circleId }}
            search={{ standard }}
            className="x-button x-button--plain"
          >
            摸底表（打印）
          </Link>
          <Link to="/circles/$circleId" params={{ circleId }} className="x-button x-button--plain">
            看评价
          </Link>
        </p>
      </header>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!questions.data && !error && <Waiting />}
      {questions.data && (
        <FactSheetForm
          key={circleId}
          circleId={circleId}
          standard={standard}
          questions={questions.data.items}
          circleLink={circlePageLink}
        />
      )}
    </>
  )
}
