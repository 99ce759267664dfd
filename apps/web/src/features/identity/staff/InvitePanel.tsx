import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { roleWords, type Scope, STAFF_ROLES, type StaffRole } from '@xiayi/contract/identity'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Button, Form, Input, Select, Table, Typography } from 'antd'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { scopeWords } from '../identity-words.ts'
import { bodiesQuery, createBody, invitationsQuery, invite, withdraw } from './staff.queries.ts'

interface Fields {
  readonly name: string
  readonly phone: string
  readonly role: StaffRole
  readonly reach: Scope['kind']
  readonly area?: string
  readonly body?: string
}

const stateWords = { open: '还没用', accepted: '已接受', withdrawn: '已收回', expired: '已过期' } as const

/** Invites somebody by name, number and role; the link is shown once, to be handed over. */
export function InvitePanel() {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const onSettled = () => client.invalidateQueries({ queryKey: ['identity', county, 'invitations'] })
  const send = useMutation({
    mutationFn: async (fields: Fields) => invite(county, { ...pick(fields), scope: await scopeOf(county, fields) }),
    onSuccess: () => form.resetFields(),
    onSettled,
  })
  return (
    <section className="card staff-invite" aria-labelledby="invite-title">
      <h2 id="invite-title">邀请工作人员</h2>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => send.mutate(fields)}>
        <div className="staff-invite__fields">
          <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填姓名' }]}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="phone" label="手机号" rules={[{ required: true, message: '请填手机号' }]}>
            <Input maxLength={40} inputMode="tel" autoComplete="off" />
          </Form.Item>
          <Form.Item name="role" label="角色" rules={[{ required: true, message: '请选角色' }]}>
            <Select options={STAFF_ROLES.map((value) => ({ value, label: roleWords[value] }))} />
          </Form.Item>
          <Form.Item name="reach" label="范围" initialValue="county">
            <Select
              options={[
                { value: 'county', label: '全县' },
                { value: 'town', label: '一个乡镇街道' },
                { value: 'organisation', label: '一个单位' },
              ]}
            />
          </Form.Item>
          <Reach />
        </div>
        {send.error && <ProblemNotice problem={shownProblem(send.error)} />}
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          生成邀请链接
        </Button>
      </Form>
      {send.data && <MadeLink county={county} token={send.data.token} name={send.data.invitation.name} />}
      <Invitations onSettled={onSettled} />
    </section>
  )
}

function pick({ name, phone, role }: Fields): Pick<Fields, 'name' | 'phone' | 'role'> {
  return { name, phone, role }
}

/** A body that is not there yet is registered on the way. */
async function scopeOf(county: string, { reach, area = '', body = '' }: Fields): Promise<Scope> {
  if (reach === 'county') return { kind: 'county' }
  if (reach === 'town') return { kind: 'town', area: area.trim() }
  const isKnown = /^[0-9a-f-]{36}$/.test(body)
  return { kind: 'organisation', partyId: isKnown ? body : (await createBody(county, body)).id }
}

function Reach() {
  const { code: county } = useCounty()
  const reach = Form.useWatch<Scope['kind'] | undefined>('reach')
  const bodies = useQuery({ ...bodiesQuery(county), enabled: reach === 'organisation' })
  if (reach === 'town')
    return (
      <Form.Item name="area" label="乡镇代码" rules={[{ required: true, message: '请填乡镇代码' }]}>
        <Input maxLength={40} placeholder="如 411426100（城关镇）" />
      </Form.Item>
    )
  if (reach !== 'organisation') return null
  return (
    <>
      <Form.Item name="body" label="单位" rules={[{ required: true, message: '请选单位，或写一个新的' }]}>
        <Input list="staff-bodies" maxLength={80} placeholder="如 市场监管局" />
      </Form.Item>
      <datalist id="staff-bodies">
        {bodies.data?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}

function MadeLink({ county, token, name }: { county: string; token: string; name: string }) {
  const link = `${location.origin}/join?county=${county}#${token}`
  return (
    <div className="staff-invite__link" role="status">
      <p>
        <b>{name}的邀请链接，只显示这一次：</b>
      </p>
      <Typography.Paragraph copyable={{ text: link, tooltips: ['复制', '已复制'] }} code>
        {link}
      </Typography.Paragraph>
      <p className="soft small">请当面或用单位的渠道交给本人。三天内有效，只能用一次，而且要用本人的手机号登录。</p>
    </div>
  )
}

function Invitations({ onSettled }: { onSettled: () => Promise<void> }) {
  const { code: county } = useCounty()
  const invitations = useQuery(invitationsQuery(county))
  const back = useMutation({ mutationFn: (id: string) => withdraw(county, id), onSettled })
  const rows = invitations.data ?? []
  return (
    <>
      {back.error && <ProblemNotice problem={shownProblem(back.error)} />}
      {rows.length > 0 && (
        <Table
          rowKey="id"
          size="small"
          dataSource={rows}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          scroll={{ x: 720 }}
          columns={[
            { title: '邀请谁', render: (_, one) => `${one.name} ${one.phone}` },
            { title: '角色和范围', render: (_, one) => `${roleWords[one.role]} · ${scopeWords(one.scope)}` },
            { title: '状态', width: 90, render: (_, one) => stateWords[one.state] },
            { title: '有效到', width: 170, render: (_, one) => dayTimeWords(one.expiresAt) },
            {
              title: '处理',
              width: 90,
              render: (_, one) =>
                one.state === 'open' ? (
                  <Button size="small" loading={back.isPending} onClick={() => back.mutate(one.id)}>
                    收回
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </>
  )
}
