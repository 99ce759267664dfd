import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { StoredScenario } from '@xiayi/contract/stored-scenarios'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { changesInWords } from '../../features/scenarios/change-words.ts'
import { PreviewFigures } from '../../features/scenarios/PreviewFigures.tsx'
import { PreviewTable } from '../../features/scenarios/PreviewTable.tsx'
import { scenarioPreviewQuery } from '../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { shownLayers, sideBySide } from '../planner/plans/plan-search.ts'

/** What the scenario would do to the county of today, and what of it does not fit any more. */
export function ScenarioEffect({ scenario: { id, changeCount, changes } }: { scenario: StoredScenario }) {
  const { code } = useCounty()
  const categoryName = useCategoryName()
  const { data, error } = useQuery({ ...scenarioPreviewQuery(code, id), enabled: changeCount > 0 })
  if (changeCount === 0) return null
  const preview = data?.preview
  return (
    <section className="card scenario__effect" aria-labelledby="effect">
      <h2 id="effect">按现在的县试算</h2>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {preview === undefined && !error && <Waiting label="正在试算…" />}
      {preview !== undefined && (
        <>
          <PreviewFigures
            preview={preview}
            categoryName={categoryName}
            word={changesInWords(changes, { categoryName, placesToday: preview.placesToday })}
            mend={
              <Link to="/office/map" search={{ tool: 'what-if', scenario: id }} className="x-button">
                在地图上改好再存
              </Link>
            }
          />
          <details>
            <summary>表格：全部 {preview.changes.length} 类有变化的设施</summary>
            <PreviewTable preview={preview} categoryName={categoryName} />
          </details>
          <p className="row">
            <Link
              to="/office/map"
              search={sideBySide([null, id], shownLayers([preview])[0] ?? { layer: 'tiers' }, {
                profile: preview.profile,
                within: preview.withinMinutes,
              })}
              className="x-button"
            >
              左右对比：现在和这个方案
            </Link>
          </p>
        </>
      )}
    </section>
  )
}
