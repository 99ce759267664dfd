import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Field } from '@xiayi/ui/Field.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { FactGridTable } from '../../../features/circles/facts/FactGridTable.tsx'
import { FactSheetForm } from '../../../features/circles/facts/FactSheetForm.tsx'
import { DEFAULT_STANDARD, factGridQuery, questionsQuery } from '../../../features/circles/facts/facts.queries.ts'
import { gridView } from '../../../features/circles/facts/grid-rows.ts'
import { standardsQuery } from '../../../features/standards/standards.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { useNow } from '../../../live/now.ts'
import { shownProblem } from '../../../live/request.ts'
import { circlePageLink, factSheetLink } from './links.tsx'

export function FactsPage() {
  const { code } = useCounty()
  const now = useNow()
  const navigate = useNavigate({ from: '/office/facts' })
  const { standard = DEFAULT_STANDARD, clause = null, q = '', unknown } = useSearch({ from: '/office/facts' })
  const questions = useQuery(questionsQuery(code, standard))
  const grid = useQuery(factGridQuery(code, standard))
  const [open, setOpen] = useState<{ circleId: string; key: string } | null>(null)
  const error = questions.error ?? grid.error
  const asked = questions.data?.items ?? []
  const circle = grid.data?.circles.find(({ id }) => id === open?.circleId)
  const put = (patch: Record<string, string | undefined>) =>
    navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
  return (
    <>
      <header className="office__head">
        <div>
          <h1>登记事实</h1>
          <p className="soft">
            地图上看不到的，靠人登记：面积、人员、标识、调查、材料。点一格填一项，点生活圈填整张；保存后马上重新评价。
          </p>
        </div>
        <Link to="/office/facts/import" search={{ standard }} className="x-button x-button--plain">
          用表格登记
        </Link>
      </header>
      <Filters
        standard={standard}
        clause={clause}
        q={q}
        isUnknownOnly={unknown === '1'}
        clauses={clausesOf(asked)}
        put={put}
      />
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {(!questions.data || !grid.data) && !error && <Waiting />}
      {questions.data && grid.data && (
        <FactGridTable
          view={gridView(grid.data, asked, { clause, text: q, isUnknownOnly: unknown === '1' }, now)}
          sheetLink={(id, label) => factSheetLink(id, label, standard)}
          onCell={(circleId, key) => setOpen({ circleId, key })}
        />
      )}
      <Modal
        open={open !== null}
        title={circle?.name ?? ''}
        footer={null}
        width={620}
        destroyOnHidden
        onCancel={() => setOpen(null)}
      >
        {open !== null && (
          <FactSheetForm
            key={`${open.circleId} ${open.key}`}
            circleId={open.circleId}
            standard={standard}
            questions={asked}
            only={open.key}
            circleLink={circlePageLink}
          />
        )}
      </Modal>
    </>
  )
}

function clausesOf(questions: readonly { clauses: readonly { id: string; title: string }[] }[]) {
  const titles = new Map(questions.flatMap(({ clauses }) => clauses.map(({ id, title }) => [id, title] as const)))
  return [...titles].map(([value, label]) => ({ value, label }))
}

type FiltersProps = {
  standard: string
  clause: string | null
  q: string
  isUnknownOnly: boolean
  clauses: { value: string; label: string }[]
  put: (patch: Record<string, string | undefined>) => void
}

function Filters({ standard, clause, q, isUnknownOnly, clauses, put }: FiltersProps) {
  const { code } = useCounty()
  const standards = useQuery(standardsQuery(code))
  return (
    <div className="fact-filters">
      <Field word="按哪套标准" isWide>
        {(id) => (
          <Select
            id={id}
            value={standard}
            options={standards.data?.items.map(({ id: value, title }) => ({ value, label: title })) ?? []}
            onChange={(value) => put({ standard: value, clause: undefined })}
          />
        )}
      </Field>
      <Field word="只看一条条款要的" isWide>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="全部条款"
            value={clause}
            options={clauses}
            onChange={(value: string | undefined) => put({ clause: value })}
          />
        )}
      </Field>
      <Field word="找生活圈">
        {(id) => (
          <Input
            id={id}
            allowClear
            placeholder="名称或乡镇"
            value={q}
            onChange={(event) => put({ q: event.target.value === '' ? undefined : event.target.value })}
          />
        )}
      </Field>
      <Checkbox checked={isUnknownOnly} onChange={(event) => put({ unknown: event.target.checked ? '1' : undefined })}>
        只看不知道的
      </Checkbox>
    </div>
  )
}
