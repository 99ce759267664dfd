import '../../features/scenarios/scenarios.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { StoredScenario } from '@xiayi/contract/stored-scenarios'
import { ageWords, dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Popconfirm } from 'antd'
import { changeAt, changesInWords } from '../../features/scenarios/change-words.ts'
import {
  deleteScenario,
  restoreScenario,
  scenarioHistoryQuery,
  scenarioPreviewQuery,
  scenarioQuery,
} from '../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../live/county.ts'
import { useNow } from '../../live/now.ts'
import { RequestProblem, shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { ProposalSection } from './ProposalSection.tsx'
import { ScenarioEffect } from './ScenarioEffect.tsx'

export function ScenarioPage() {
  const { scenarioId } = useParams({ from: '/office/scenarios/$scenarioId' })
  const { code } = useCounty()
  const scenario = useQuery(scenarioQuery(code, scenarioId))
  if (scenario.error instanceof RequestProblem && scenario.error.status === 410)
    return <Deleted id={scenarioId} words={scenario.error.shown.detail} />
  if (scenario.error)
    return (
      <>
        <h1>方案</h1>
        <ProblemNotice problem={shownProblem(scenario.error)}>
          <Link to="/office/scenarios" className="x-button">
            全部方案
          </Link>
        </ProblemNotice>
      </>
    )
  if (!scenario.data) return <Waiting />
  return <Shown scenario={scenario.data} />
}

function Deleted({ id, words }: { id: string; words: string }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const restore = useMutation({
    mutationFn: () => restoreScenario(code, id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['scenarios', code] }),
  })
  return (
    <>
      <h1>方案已删除</h1>
      <Empty title={words}>
        <Button type="primary" loading={restore.isPending} onClick={() => restore.mutate()}>
          恢复这个方案
        </Button>
        <Link to="/office/scenarios" className="x-button">
          全部方案
        </Link>
      </Empty>
      {restore.error && <ProblemNotice problem={shownProblem(restore.error)} />}
    </>
  )
}

function Shown({ scenario }: { scenario: StoredScenario }) {
  const { code } = useCounty()
  const now = useNow()
  const navigate = useNavigate()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteScenario(code, scenario, undefined),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['scenarios', code, 'list'] })
      await navigate({ to: '/office/scenarios' })
    },
  })
  return (
    <>
      <header className="office__head">
        <div>
          <p className="small">
            <Link to="/office/scenarios" className="x-way">
              方案
            </Link>
          </p>
          <h1>{scenario.name}</h1>
          {scenario.note !== '' && <p>{scenario.note}</p>}
          <p className="soft small">
            第 {scenario.version} 版，
            {[scenario.changedBy, ageWords(scenario.changedAt, now)].filter(Boolean).join('，')}
            {!scenario.isOnCurrentNetwork && '。画在旧路网上，下面按现在的路网算'}
          </p>
        </div>
        <div className="row">
          <Link
            to="/office/map"
            search={{ tool: 'what-if', scenario: scenario.id }}
            className="x-button x-button--main"
          >
            在地图上推演
          </Link>
          <Popconfirm
            title="删除这个方案？各版都留着，可以恢复。"
            okText="删除"
            cancelText="不删"
            onConfirm={() => remove.mutate()}
          >
            <Button danger loading={remove.isPending}>
              删除
            </Button>
          </Popconfirm>
        </div>
      </header>
      {remove.error && <ProblemNotice problem={shownProblem(remove.error)} />}
      <ScenarioEffect scenario={scenario} />
      <Changes scenario={scenario} />
      <ProposalSection scenarioId={scenario.id} />
      <Versions id={scenario.id} />
    </>
  )
}

function Changes({ scenario }: { scenario: StoredScenario }) {
  const { code } = useCounty()
  const categoryName = useCategoryName()
  const preview = useQuery(scenarioPreviewQuery(code, scenario.id)).data?.preview
  const word = changesInWords(scenario.changes, { categoryName, placesToday: preview?.placesToday })
  return (
    <section className="card" aria-labelledby="changes">
      <h2 id="changes">改动（{scenario.changeCount} 处）</h2>
      {scenario.changes.length === 0 && <p className="soft">还没有改动。在规划地图上添加。</p>}
      <ol className="scenario__changes">
        {scenario.changes.map((change, at) => {
          const spot =
            changeAt(change) ??
            preview?.placesToday.find(({ placeId }) => 'placeId' in change && placeId === change.placeId)
          return (
            // oxlint-disable-next-line react/no-array-index-key -- changes are told apart by their order alone
            <li key={at}>
              {word(at)} {preview?.misfits.some((misfit) => misfit.at === at) === true && <Tag tone="fail">对不上</Tag>}
              {spot !== undefined && (
                <>
                  {' '}
                  <Link
                    to="/office/map"
                    search={{ plan: scenario.id, at: `${spot.lon.toFixed(5)},${spot.lat.toFixed(5)}`, z: '16' }}
                  >
                    在地图上看
                  </Link>
                </>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Versions({ id }: { id: string }) {
  const { code } = useCounty()
  const { data } = useQuery(scenarioHistoryQuery(code, id))
  if (data === undefined || data.items.length < 2) return null
  return (
    <section className="card" aria-labelledby="versions">
      <h2 id="versions">修改经过</h2>
      <ol className="proposal__steps" reversed>
        {data.items.map((item) => (
          <li key={item.version}>
            <b>第 {item.version} 版</b> <span className="soft">{item.changedBy}</span>{' '}
            <time className="soft small x-num">{dayTimeWords(item.changedAt)}</time>
            <p>{item.words}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
