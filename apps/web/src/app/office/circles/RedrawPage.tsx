import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { CircleDraft, DrawnCircle } from '@xiayi/contract/circles'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { CircleForm } from '../../../features/circles/drawing/CircleForm.tsx'
import { communitiesQuery, drawingQuery, redrawCircle } from '../../../features/circles/drawing/drawing.queries.ts'
import { EvaluateButton } from '../../../features/circles/EvaluateButton.tsx'
import { useCounty } from '../../../live/county.ts'
import { RequestProblem, shownProblem } from '../../../live/request.ts'

export function RedrawPage() {
  const { circleId } = useParams({ from: '/office/circles/$circleId' })
  const { code } = useCounty()
  const client = useQueryClient()
  const communities = useQuery(communitiesQuery(code))
  const drawing = useQuery({ ...drawingQuery(code, circleId), refetchOnWindowFocus: false })
  const redraw = useMutation({
    mutationFn: ({ draft, basedOn }: { draft: CircleDraft; basedOn: number }) =>
      redrawCircle(code, { id: circleId, draft, basedOn }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['circles', code] }),
  })
  const error = communities.error ?? drawing.error
  return (
    <>
      <p>
        <Link to="/office/circles" className="x-way">
          ← 全部生活圈
        </Link>
      </p>
      <header className="office__head">
        <h1>{drawing.data?.name ?? '生活圈'}</h1>
        <p className="row">
          <Link to="/office/facts/$circleId" params={{ circleId }} className="x-button x-button--plain">
            登记表
          </Link>
          <Link to="/circles/$circleId" params={{ circleId }} className="x-button x-button--plain">
            看评价
          </Link>
        </p>
      </header>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!error && (!communities.data || !drawing.data) && <Waiting />}
      {communities.data && drawing.data && (
        <Drawn
          key={drawing.data.version}
          drawn={drawing.data}
          communities={communities.data}
          redraw={redraw}
          onReload={() => {
            redraw.reset()
            void drawing.refetch()
          }}
        />
      )}
      {redraw.isSuccess && (
        <section className="card" aria-label="按新的划法评价">
          <p>已保存。现在的评价还是按以前的划法算的。</p>
          <EvaluateButton circleIds={[circleId]} word="按新的划法评价" />
        </section>
      )}
    </>
  )
}

type DrawnProps = {
  drawn: DrawnCircle
  communities: Parameters<typeof CircleForm>[0]['communities']
  redraw: {
    isPending: boolean
    error: Error | null
    mutate: (given: { draft: CircleDraft; basedOn: number }) => void
  }
  onReload: () => void
}

function Drawn({ drawn, communities, redraw, onReload }: DrawnProps) {
  const isOvertaken = redraw.error instanceof RequestProblem && redraw.error.status === 412
  return (
    <CircleForm
      communities={communities}
      drawn={drawn}
      isSaving={redraw.isPending}
      onSave={(draft) => redraw.mutate({ draft, basedOn: drawn.version })}
      refusal={
        redraw.error && (
          <ProblemNotice problem={shownProblem(redraw.error)}>
            {isOvertaken && <Button onClick={onReload}>看现在的样子（我的修改不要了）</Button>}
          </ProblemNotice>
        )
      }
    />
  )
}
