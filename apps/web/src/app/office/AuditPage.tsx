import '../../features/audit/audit.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Field } from '@xiayi/ui/Field.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button, Table } from 'antd'
import { auditFileAddress, auditQuery } from '../../features/audit/audit.queries.ts'
import { actionWords, auditActions, channelWords, idWords } from '../../features/audit/audit-words.ts'
import { ChainState } from '../../features/audit/ChainState.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** Who did what to whom: for the auditor. The filters are in the address, so that a finding can be passed on. */
export function AuditPage() {
  const { code } = useCounty()
  const filter = useSearch({ from: '/office/audit' })
  const entries = useInfiniteQuery(auditQuery(code, filter))
  const rows = entries.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <header className="office__head">
        <div>
          <h1>审计</h1>
          <p className="soft">谁在什么时候对谁做了什么，新的在前，至少保留 6 个月。查阅和导出本身也会记录。</p>
        </div>
        {rows !== undefined && rows.length > 0 && (
          <a href={auditFileAddress(code, filter)} download className="x-button x-button--plain">
            <Icon name="download" size={18} />
            导出 CSV
          </a>
        )}
      </header>
      {entries.error ? <ProblemNotice problem={shownProblem(entries.error)} /> : <ChainState />}
      {!entries.error && <Filters />}
      {entries.isPending && <Waiting />}
      {rows?.length === 0 && <Empty title="没有这样的记录">放宽时间，或去掉一个条件。</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <Table
          rowKey="id"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 860 }}
          columns={[
            { title: '链序', width: 90, render: (_, row) => row.seq ?? '等待' },
            { title: '时间', width: 180, render: (_, row) => dayTimeWords(row.at) },
            { title: '操作人', width: 130, render: (_, row) => <Who id={row.actor} name={row.actorName} by="actor" /> },
            { title: '操作', render: (_, row) => row.actionLabel ?? actionWords(row.action) },
            {
              title: '对象',
              width: 150,
              render: (_, row) => <Who id={row.subject.id} name={row.subject.name} by="subject" />,
            },
            { title: '用途', width: 120, render: (_, row) => row.purpose ?? '—' },
            { title: '渠道', width: 90, render: (_, row) => channelWords(row.channel) },
          ]}
        />
      )}
      {entries.hasNextPage && (
        <p className="more">
          <Button loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            看更早的
          </Button>
        </p>
      )}
    </>
  )
}

/** A name, or the end of an id; a press filters by it. */
function Who({ id, name, by }: { id: string; name: string | null; by: 'actor' | 'subject' }) {
  const navigate = useNavigate({ from: '/office/audit' })
  const words = name ?? idWords(id)
  return (
    <button
      type="button"
      className="audit-who"
      title={id}
      onClick={() => void navigate({ search: (before) => ({ ...before, [by]: id }) })}
    >
      {words}
    </button>
  )
}

function Filters() {
  const filter = useSearch({ from: '/office/audit' })
  const navigate = useNavigate({ from: '/office/audit' })
  const set = (name: 'from' | 'to' | 'actor' | 'subject' | 'action', value: string) =>
    void navigate({
      search: ({ [name]: _before, ...rest }) => ({ ...rest, ...(value.trim() !== '' && { [name]: value.trim() }) }),
      replace: true,
    })
  return (
    <section className="card audit-filters" aria-label="筛选">
      <Field word="从">
        {(id) => (
          <input id={id} type="date" value={filter.from ?? ''} onChange={(event) => set('from', event.target.value)} />
        )}
      </Field>
      <Field word="到">
        {(id) => (
          <input id={id} type="date" value={filter.to ?? ''} onChange={(event) => set('to', event.target.value)} />
        )}
      </Field>
      <Field word="操作">
        {(id) => (
          <select id={id} value={filter.action ?? ''} onChange={(event) => set('action', event.target.value)}>
            <option value="">全部</option>
            {auditActions.map(([action, words]) => (
              <option key={action} value={action}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field word="操作人编号">
        {(id) => <input id={id} value={filter.actor ?? ''} onChange={(event) => set('actor', event.target.value)} />}
      </Field>
      <Field word="对象编号">
        {(id) => (
          <input id={id} value={filter.subject ?? ''} onChange={(event) => set('subject', event.target.value)} />
        )}
      </Field>
      {Object.keys(filter).some((name) => name !== 'county') && (
        <Button onClick={() => void navigate({ search: {} })}>清除条件</Button>
      )}
    </section>
  )
}
