import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CircleDraft } from '@xiayi/contract/circles'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { CircleForm } from '../../../features/circles/drawing/CircleForm.tsx'
import { communitiesQuery, drawCircle } from '../../../features/circles/drawing/drawing.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

export function NewCirclePage() {
  const { code } = useCounty()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data, error } = useQuery(communitiesQuery(code))
  const draw = useMutation({
    mutationFn: (draft: CircleDraft) => drawCircle(code, draft),
    onSuccess(circle) {
      void client.invalidateQueries({ queryKey: ['circles', code] })
      void navigate({ to: '/office/circles/$circleId', params: { circleId: circle.id } })
    },
  })
  return (
    <>
      <p>
        <Link to="/office/circles" className="x-way">
          ← 全部生活圈
        </Link>
      </p>
      <h1>划一个新的生活圈</h1>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!data && !error && <Waiting />}
      {data?.length === 0 && (
        <Empty title="还没有社区边界">
          <Link to="/office/import">先导入社区边界</Link>
        </Empty>
      )}
      {data && data.length > 0 && (
        <CircleForm
          communities={data}
          drawn={null}
          isSaving={draw.isPending}
          onSave={(draft) => draw.mutate(draft)}
          refusal={draw.error && <ProblemNotice problem={shownProblem(draw.error)} />}
        />
      )}
    </>
  )
}
