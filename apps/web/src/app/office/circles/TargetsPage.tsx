import '../../../features/circles/drawing/drawing.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TargetFixing, TargetHistory } from '@xiayi/contract/circles'
import { dayTimeWords, dayWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { fixTarget, targetBookQuery } from '../../../features/circles/drawing/drawing.queries.ts'
import { TargetForm } from '../../../features/circles/drawing/TargetForm.tsx'
import { emptyTarget, newTargetId, promiseWords, typedTarget } from '../../../features/circles/drawing/target-form.ts'
import { todayIn } from '../../../features/circles/facts/fact-words.ts'
import { useCounty } from '../../../live/county.ts'
import { useNow } from '../../../live/now.ts'
import { shownProblem } from '../../../live/request.ts'

type Tiers = readonly { id: string; name: string }[]

export function TargetsPage() {
  const { code, name } = useCounty()
  const book = useQuery(targetBookQuery(code))
  const circles = useQuery(circlesQuery(code))
  const [isAdding, setIsAdding] = useState(false)
  const error = book.error ?? circles.error
  const tiers = circles.data?.tiers ?? []
  return (
    <>
      <p>
        <Link to="/office/circles" className="x-way">
          ← 划定生活圈
        </Link>
      </p>
      <header className="office__head">
        <div>
          <h1>全县目标</h1>
          <p className="soft">
            {name}答应做到的。分母由县里定，写明哪天定的，数据再变它也不变；改了目标，以前的仍然留着。
          </p>
        </div>
        {!isAdding && (
          <Button type="primary" onClick={() => setIsAdding(true)}>
            定一个新目标
          </Button>
        )}
      </header>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {(!book.data || !circles.data) && !error && <Waiting />}
      {isAdding && circles.data && (
        <section className="card target-book__one" aria-label="新目标">
          <h2>新目标</h2>
          <Editing history={null} tiers={tiers} onDone={() => setIsAdding(false)} />
        </section>
      )}
      {book.data?.items.length === 0 && !isAdding && (
        <Empty title="还没有定目标">点“定一个新目标”，写上分母和期限。</Empty>
      )}
      {circles.data && (
        <div className="target-book">
          {book.data?.items.map((history) => (
            <One key={history.id} history={history} tiers={tiers} />
          ))}
        </div>
      )}
    </>
  )
}

function One({ history, tiers }: { history: TargetHistory; tiers: Tiers }) {
  const [isOpen, setIsOpen] = useState(false)
  const [standing, ...past] = history.items
  if (standing === undefined) return null
  const tierName = (id: string | null) => tiers.find((tier) => tier.id === id)?.name ?? id
  return (
    <section className="card target-book__one" aria-label={standing.title}>
      <h2>{standing.title}</h2>
      <p>
        {promiseWords(standing, tierName(standing.tierId))}
        <br />
        <span className="soft">
          {dayWords(`${standing.fixedOn}T00:00:00+08:00`)}确定，{dayWords(`${standing.dueDate}T00:00:00+08:00`)}到期
        </span>
      </p>
      <p className="row">
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? '先不改' : '改这个目标'}
        </Button>
      </p>
      {isOpen && <Editing key={standing.version} history={history} tiers={tiers} onDone={() => setIsOpen(false)} />}
      {past.length > 0 && (
        <details>
          <summary>以前定过的（{past.length} 次）</summary>
          <ol className="target-book__past">
            {past.map((version) => (
              <li key={version.version}>
                <span>
                  {version.title}：{promiseWords(version, tierName(version.tierId))}
                </span>
                <span className="soft small">
                  {dayWords(`${version.fixedOn}T00:00:00+08:00`)}确定，
                  {dayWords(`${version.dueDate}T00:00:00+08:00`)}到期；{dayTimeWords(version.recordedAt)}由
                  {version.by ?? '没有署名的人'}登记
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function Editing({ history, tiers, onDone }: { history: TargetHistory | null; tiers: Tiers; onDone: () => void }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const now = useNow()
  const standing = history?.items[0]
  const fix = useMutation({
    mutationFn: (target: TargetFixing) => fixTarget(code, history?.id ?? newTargetId(target.kind, Date.now()), target),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['circles', code] })
      onDone()
    },
  })
  return (
    <TargetForm
      start={standing === undefined ? emptyTarget(todayIn(now)) : typedTarget(standing)}
      basedOn={standing?.version ?? 0}
      tiers={tiers}
      isSaving={fix.isPending}
      onSave={(target) => fix.mutate(target)}
      refusal={
        fix.error && (
          <ProblemNotice problem={shownProblem(fix.error)}>
            <Button onClick={() => void client.invalidateQueries({ queryKey: ['circles', code, 'targets'] })}>
              看现在的内容
            </Button>
          </ProblemNotice>
        )
      }
    />
  )
}
