import '../../../features/scenarios/what-if.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { StoredScenario } from '@xiayi/contract/stored-scenarios'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { useEffect } from 'react'
import { changesInWords } from '../../../features/scenarios/change-words.ts'
import { PreviewFigures } from '../../../features/scenarios/PreviewFigures.tsx'
import { usePlacesToday, usePreview } from '../../../features/scenarios/preview-runner.ts'
import { scenarioQuery } from '../../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import { usePlanner } from '../use-planner.ts'
import { ChangePicker } from './ChangePicker.tsx'
import { SaveScenario } from './SaveScenario.tsx'
import { chooseChange, dropChange, dropChanges, redo, takeScenario, undo, useKeptSketch, useSketch } from './sketch.ts'
import { useHandedChange } from './use-handed-change.ts'
import { previewQuestion } from './what-if-search.ts'

/** Try changes: what is on the map counts at once, and what is good is saved as a scenario. */
export function WhatIfPanel() {
  useHandedChange()
  return (
    <>
      <OpenedScenario />
      <ChangePicker />
      <ChangeList />
      <Steps />
      <Figures />
      <SaveScenario />
    </>
  )
}

/** The only part of the panel that is drawn anew while something is dragged. */
function Figures() {
  const { code } = useCounty()
  const { search } = usePlanner()
  const sketch = useSketch()
  const categoryName = useCategoryName()
  const { reply, error, isAsking, answered } = usePreview(code, previewQuestion(search, sketch))
  return (
    <>
      {sketch.changes.length === 0 && (
        <Empty title="选一个类别在地图上点一下，或开一道门、画一条路：多少人走得到，马上就知道。" />
      )}
      {error !== null && sketch.changes.length > 0 && <ProblemNotice problem={shownProblem(error)} />}
      {reply === null && isAsking && <Waiting label="正在试算…" />}
      {reply === null && isAsking && (
        <Waiting label="正在试算。第一次要先把全县评估一遍，要等几秒；以后拖到哪里，马上就有。" />
      )}
      {reply !== null && (
        <PreviewFigures
          preview={reply}
          answered={answered}
          isStale={isAsking && error !== null}
          categoryName={categoryName}
          word={changesInWords(sketch.changes, { categoryName, placesToday: reply.placesToday })}
          mend={
            // While another answer is on the way, the numbers of this one may be those of other changes.
            <Button disabled={isAsking} onClick={() => dropChanges(reply.misfits.map(({ at }) => at))}>
              去掉对不上的 {reply.misfits.length} 处
            </Button>
          }
        />
      )}
    </>
  )
}

function Steps() {
  const { past, future } = useKeptSketch()
  return (
    <div className="what-if__row">
      <Button disabled={past.length === 0} onClick={undo}>
        撤销
      </Button>
      <Button disabled={future.length === 0} onClick={redo}>
        重做
      </Button>
    </div>
  )
}

function ChangeList() {
  const { changes, chosen } = useKeptSketch()
  const categoryName = useCategoryName()
  const word = changesInWords(changes, { categoryName, placesToday: usePlacesToday() })
  return (
    <ol className="what-if__list" aria-label="改动">
      {changes.map((_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- changes are told apart by their order alone
        <li key={at} data-chosen={chosen === at}>
          <button type="button" onClick={() => chooseChange(chosen === at ? null : at)}>
            {at + 1}. {word(at)}
          </button>
          <Button type="text" aria-label={`去掉改动 ${at + 1}`} onClick={() => dropChange(at)}>
            去掉
          </Button>
        </li>
      ))}
    </ol>
  )
}

function take({ id, version, name, note, changes }: StoredScenario): void {
  takeScenario({ id, version, name, note }, changes)
}

/** A scenario that the address names is taken in hand once, but not over changes that nobody saved; a deleted one says so. */
function OpenedScenario() {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const { scenario: inHand, past } = useKeptSketch()
  const wanted = search.scenario
  const stored = useQuery({ ...scenarioQuery(code, wanted ?? ''), enabled: wanted !== undefined })
  const found = stored.data
  const isInHand = inHand?.id === found?.id
  const isUnsaved = past.length > 0
  useEffect(() => {
    if (found !== undefined && !isInHand && !isUnsaved) take(found)
  }, [found, isInHand, isUnsaved])
  if (found !== undefined && !isInHand && isUnsaved)
    return (
      <div className="x-notice" role="alert">
        <p className="x-notice__title">手上有没保存的改动</p>
        <p>打开“{found.name}”，它们就没有了。</p>
        <p className="x-notice__ways">
          <Button type="primary" onClick={() => show({ scenario: inHand?.id ?? null }, { replace: true })}>
            留着手上的
          </Button>
          <Button onClick={() => take(found)}>不要了，打开</Button>
        </p>
      </div>
    )
  if (stored.error !== null && wanted !== undefined)
    return (
      <ProblemNotice problem={shownProblem(stored.error)}>
        <Link to="/office/scenarios" className="x-button">
          全部方案
        </Link>
      </ProblemNotice>
    )
  if (inHand === null) return null
  return (
    <p>
      方案：
      <Link to="/office/scenarios/$scenarioId" params={{ scenarioId: inHand.id }}>
        {inHand.name}
      </Link>
      <span className="soft small">（第 {inHand.version} 版）</span>
    </p>
  )
}
