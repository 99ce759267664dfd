import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { roleWords } from '@xiayi/contract/identity'
import type { StaffMember } from '@xiayi/contract/staff'
import { dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button, Popconfirm, Table } from 'antd'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { factorWords, scopeWords } from '../identity-words.ts'
import { endRole, endSessions, resetFactors, staffQuery } from './staff.queries.ts'

type Deed = { kind: 'end-role' | 'reset-factors' | 'end-sessions'; id: string }

/** Who has which role, how far it reaches, and what an administrator can do about it. */
export function StaffTable({ ownId }: { ownId: string }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const staff = useInfiniteQuery(staffQuery(county))
  const act = useMutation({
    mutationFn: async ({ kind, id }: Deed) => {
      if (kind === 'end-role') await endRole(county, id)
      else if (kind === 'reset-factors') await resetFactors(county, id)
      else await endSessions(county, id)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['identity', county] }),
  })
  const rows = staff.data?.pages.flatMap(({ items }) => items) ?? []
  const error = staff.error ?? act.error
  return (
    <>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {staff.isPending && <Waiting />}
      {staff.data && rows.length === 0 && <Empty title="还没有工作人员">在下面发出第一个邀请。</Empty>}
      {rows.length > 0 && (
        <Table
          rowKey="partyId"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 860 }}
          columns={[
            { title: '姓名', width: 120, render: (_, one) => one.name ?? '未填' },
            { title: '手机号', width: 130, render: (_, one) => one.phone },
            { title: '角色和范围', render: (_, one) => <Roles of={one} act={act.mutate} /> },
            {
              title: '第二步验证',
              width: 130,
              render: (_, one) =>
                one.factors.length === 0 ? '还没登记' : one.factors.map((kind) => factorWords[kind]).join('、'),
            },
            {
              title: '最近使用',
              width: 170,
              render: (_, one) => (one.lastSeenAt === null ? '没有登录过' : dayTimeWords(one.lastSeenAt)),
            },
            { title: '处理', width: 210, render: (_, one) => <Deeds of={one} ownId={ownId} act={act.mutate} /> },
          ]}
        />
      )}
      {staff.hasNextPage && (
        <p className="more">
          <Button loading={staff.isFetchingNextPage} onClick={() => void staff.fetchNextPage()}>
            看更多
          </Button>
        </p>
      )}
    </>
  )
}

function Roles({ of, act }: { of: StaffMember; act: (deed: Deed) => void }) {
  return (
    <ul className="staff-roles">
      {of.memberships.map(({ id, role, scope, scopeName }) => (
        <li key={id}>
          {roleWords[role]} · {scopeWords(scope, scopeName)}
          <Popconfirm
            title={`收回${of.name ?? '这位'}的“${roleWords[role]}”？`}
            description="马上生效。再要给，请重新邀请。"
            okText="收回"
            cancelText="先不"
            onConfirm={() => act({ kind: 'end-role', id })}
          >
            <Button type="link" size="small">
              收回
            </Button>
          </Popconfirm>
        </li>
      ))}
    </ul>
  )
}

function Deeds({ of, ownId, act }: { of: StaffMember; ownId: string; act: (deed: Deed) => void }) {
  if (of.partyId === ownId) return <span className="soft">这是您自己</span>
  return (
    <span className="row">
      <Popconfirm
        title="让所有设备退出？"
        okText="退出"
        cancelText="先不"
        onConfirm={() => act({ kind: 'end-sessions', id: of.partyId })}
      >
        <Button size="small">全部退出</Button>
      </Popconfirm>
      {of.factors.length > 0 && (
        <Popconfirm
          title="作废第二步验证？"
          description="本人要凭新的邀请链接重新登记。"
          okText="作废"
          cancelText="先不"
          onConfirm={() => act({ kind: 'reset-factors', id: of.partyId })}
        >
          <Button size="small">重置验证</Button>
        </Popconfirm>
      )}
    </span>
  )
}
