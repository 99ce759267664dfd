import '../../../features/scenarios/siting.css'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { SitingSuggestions, SitingSummary } from '../../../features/scenarios/SitingSuggestions.tsx'
import { shownProblem } from '../../../live/request.ts'
import { usePlanner } from '../use-planner.ts'
import { ProofButton } from './ProofButton.tsx'
import { ScenarioButton } from './ScenarioButton.tsx'
import { SitingForm } from './SitingForm.tsx'
import { SpotsEditor } from './SpotsEditor.tsx'
import { groupOf, groupWords } from './siting-search.ts'
import { useSiting } from './use-siting.ts'

export function SitingPanel() {
  const { search, show } = usePlanner()
  const { question, answer, isAsking, error, again } = useSiting()
  return (
    <>
      <SitingForm />
      {search.spots === 'drawn' && <SpotsEditor />}
      {search.build === undefined && <Empty title="选要建什么，马上给出建在哪里、为谁、多多少人走得到。" />}
      {error !== null && question !== null && (
        <ProblemNotice problem={shownProblem(error)}>
          <Button onClick={again}>再试一次</Button>
        </ProblemNotice>
      )}
      {answer === null && isAsking && <Waiting label="正在找地方…" />}
      {answer !== null && question !== null && error === null && (
        <section aria-label="建议" aria-busy={isAsking} className="siting__form">
          <SitingSummary answer={answer} groupWord={groupWords[groupOf(search)]} />
          {answer.suggestions.length === 0 ? (
            <Empty title="这些候选地点帮不到新的人：附近的人都已走得到。换一批地点，或把步行时间调短。" />
          ) : (
            <SitingSuggestions
              answer={answer}
              chosen={Number(search.pick ?? 0)}
              onPick={(order) => show({ pick: order === 0 ? null : String(order) })}
            />
          )}
          <ProofButton question={question} />
          {answer.suggestions.length > 0 && <ScenarioButton answer={answer} />}
        </section>
      )}
    </>
  )
}
