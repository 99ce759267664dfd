import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SitingReply } from '@xiayi/contract/siting'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { saveScenario } from '../../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'

/** One click from where next to a scenario with these spots. */
export function ScenarioButton({ answer }: { answer: SitingReply }) {
  const { code } = useCounty()
  const categoryName = useCategoryName()
  const navigate = useNavigate()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      saveScenario(code, {
        name: `新增${categoryName(answer.categoryId)} ${answer.suggestions.length} 处`,
        note: `由选址得出：新走得到 ${answer.after.covered - answer.before.covered} 人。`,
        changes: answer.suggestions.map(({ lon, lat, name }) => ({
          kind: 'add-place' as const,
          categoryId: answer.categoryId,
          lon,
          lat,
          ...(name !== null && { name }),
        })),
        profile: answer.profile,
        withinMinutes: Math.round(answer.withinMinutes),
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['scenarios', code, 'list'] })
      await navigate({ to: '/office/scenarios/$scenarioId', params: { scenarioId: id } })
    },
  })
  return (
    <>
      <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
        做成方案
      </Button>
      {save.error && <ProblemNotice problem={shownProblem(save.error)} />}
    </>
  )
}
