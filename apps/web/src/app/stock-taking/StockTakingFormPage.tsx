import '../../features/circles/facts/stock-taking.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { Emblem } from '@xiayi/ui/Emblem.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import { circlesQuery } from '../../features/circles/circles.queries.ts'
import { DEFAULT_STANDARD, questionsQuery } from '../../features/circles/facts/facts.queries.ts'
import { StockTakingForm } from '../../features/circles/facts/StockTakingForm.tsx'
import { waitingCircles } from '../../features/circles/facts/use-queue.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { ElderQuestion } from '../ElderQuestion.tsx'
import { ElderSwitch } from '../ElderSwitch.tsx'
import { OfflineStrip } from '../OfflineStrip.tsx'

/** What the code on the paper opens: a page for one hand, without the office around it. */
export function StockTakingFormPage() {
  const { circleId } = useParams({ from: '/office/circles/$circleId/stock-taking/form' })
  const { standard = DEFAULT_STANDARD } = useSearch({ from: '/office/circles/$circleId/stock-taking/form' })
  const { code, name, isExample } = useCounty()
  const questions = useQuery(questionsQuery(code, standard))
  const circles = useQuery(circlesQuery(code))
  const circle = circles.data?.items.find(({ id }) => id === circleId)
  const nameOf = (id: string) => circles.data?.items.find((one) => one.id === id)?.name ?? '另一个生活圈'
  const waiting = waitingCircles(code, circleId)
  const { error } = questions
  return (
    <div className="stock-page">
      <header className="top">
        <span className="brand">
          <Emblem />
          <span className="brand__words">
            <b>摸底</b>
            <span>{name}</span>
          </span>
        </span>
        {isExample && <ExampleMark />}
        <ElderSwitch />
      </header>
      <OfflineStrip />
      <ElderQuestion />
      <main className="stock-page__content">
        <h1>{circle?.name ?? '摸底'}</h1>
        {error && !questions.data && (
          <ProblemNotice problem={shownProblem(error)}>
            <Button onClick={() => void questions.refetch()}>再试一次</Button>
          </ProblemNotice>
        )}
        {!questions.data && !error && <Waiting />}
        {questions.data && (
          <StockTakingForm
            key={circleId}
            circleId={circleId}
            standard={standard}
            questions={questions.data.items}
            circleLink={(id, label) => (
              <Link to="/circles/$circleId" params={{ circleId: id }}>
                {label}
              </Link>
            )}
          />
        )}
        {waiting.length > 0 && (
          <section className="card" aria-label="还没有送出的">
            <p>这部手机上还有没送出的，打开就会送：</p>
            <ul>
              {waiting.map((id) => (
                <li key={id}>
                  <Link
                    to="/office/circles/$circleId/stock-taking/form"
                    params={{ circleId: id }}
                    search={{ standard }}
                  >
                    {nameOf(id)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  )
}
