import type { Evaluation } from '@xiayi/contract/circles'
import { ageWords, dayTimeWords, shareWords, speedWords } from '@xiayi/ui/format'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { standardMark } from '../../features/circles/clause-words.ts'
import { useNow } from '../../live/now.ts'

/** What the figures rest on: standard, street network, speed, time. A result without these cannot be checked. */
export function CircleFacts({ evaluation }: { evaluation: Evaluation }) {
  const { residents, residentsOffNetwork, evaluatedAt } = evaluation
  const now = useNow()
  const onNetwork = residents - residentsOffNetwork
  return (
    <dl className="facts">
      <div>
        <dt>评价时间</dt>
        <dd>
          {dayTimeWords(evaluatedAt)} <span className="soft small">{ageWords(evaluatedAt, now)}</span>
        </dd>
      </div>
      <div>
        <dt>标准</dt>
        <dd>
          {evaluation.standardTitle} {evaluation.standardVersion}{' '}
          <Tag tone={evaluation.isOfficial ? 'lake' : 'example'}>{standardMark(evaluation.isOfficial)}</Tag>
        </dd>
      </div>
      <div>
        <dt>步速</dt>
        <dd>{speedWords(evaluation.profile, evaluation.speedMetresPerSecond)}</dd>
      </div>
      <div>
        <dt>接上路网的居民</dt>
        <dd className="x-num">{shareWords(onNetwork, residents, '人')}</dd>
      </div>
      <div>
        <dt>路网版本</dt>
        <dd className="facts__code">{evaluation.networkVersion}</dd>
      </div>
      <div>
        <dt>结果校验</dt>
        <dd className="facts__code">{evaluation.resultSha256.slice(0, 16)}</dd>
      </div>
    </dl>
  )
}
