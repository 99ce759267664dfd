import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { ClauseTally } from '../../features/circles/ClauseTally.tsx'
import { circleQuery } from '../../features/circles/circles.queries.ts'
import { clauseGroups, figureWords } from '../../features/circles/clause-words.ts'
import { EvaluateButton } from '../../features/circles/EvaluateButton.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

export function CirclePanel({ circleId }: { circleId: string }) {
  const { code } = useCounty()
  const { data, error } = useQuery(circleQuery(code, circleId))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const { evaluation } = data
  const look = tierLook(evaluation?.tiers ?? [], data.tierId, data.isEvaluated)
  return (
    <div className="circle-panel">
      <h2 className="panel__title">{data.name}</h2>
      <p className="circle-panel__tier">
        <TierMark look={look} size={22} />
      </p>
      <p className="soft small">
        {[
          data.townName,
          data.communityNames.join('、'),
          data.residents === null ? null : `${countWords(data.residents)} 位居民`,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {evaluation === null ? (
        <EvaluateButton circleIds={[circleId]} word="现在评价" />
      ) : (
        <>
          <ClauseTally passed={evaluation.passed} failed={evaluation.failed} unknown={evaluation.unknown} />
          {data.mainReason !== null && <p className="circle-panel__reason">{data.mainReason}</p>}
          <ul className="circle-panel__clauses">
            {clauseGroups.flatMap((group) =>
              evaluation.clauses
                .filter((clause) => clause.state === group.state)
                .map((clause) => (
                  <li key={clause.clauseId} className={`circle-panel__clause circle-panel__clause--${group.tone}`}>
                    <Icon name={group.icon} size={18} />
                    <span>
                      <span className="x-sr">{group.word}：</span>
                      {clause.title}
                    </span>
                    <b className="x-num">
                      {clause.figure === null
                        ? ''
                        : figureWords({ figure: clause.figure, ruleKind: clause.ruleKind }).main}
                    </b>
                  </li>
                )),
            )}
          </ul>
        </>
      )}
      <Link to="/circles/$circleId" params={{ circleId }} className="x-button x-button--main">
        每一项的依据和办法
      </Link>
    </div>
  )
}
