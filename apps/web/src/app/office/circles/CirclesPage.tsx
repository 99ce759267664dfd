import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Table } from 'antd'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

const profileNames = { adult: '成人', elder: '老年人', child: '儿童', wheelchair: '轮椅' } as const

export function CirclesPage() {
  const { code } = useCounty()
  const { data, error } = useQuery(circlesQuery(code))
  return (
    <>
      <header className="office__head">
        <div>
          <h1>划定生活圈</h1>
          <p className="soft">没有划过的社区，一社一圈自动成圈。几个社区合成一圈、定试点、定步速，在这里改。</p>
        </div>
        <p className="row">
          <Link to="/office/targets" className="x-button x-button--plain">
            全县目标
          </Link>
          <Link to="/office/circles/new" className="x-button x-button--main">
            划一个新的
          </Link>
        </p>
      </header>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {!data && !error && <Waiting />}
      {data?.items.length === 0 && (
        <Empty title="还没有生活圈">
          <Link to="/office/import">先导入社区边界</Link>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <Table
          rowKey="id"
          dataSource={data.items}
          scroll={{ x: 900 }}
          pagination={{ defaultPageSize: 30, hideOnSinglePage: true }}
          columns={[
            {
              title: '生活圈',
              width: 190,
              render: (_, circle) => (
                <span className="row">
                  <Link to="/office/circles/$circleId" params={{ circleId: circle.id }} className="x-way">
                    {circle.name}
                  </Link>
                  {circle.isPilot && <Tag tone="lake">试点</Tag>}
                </span>
              ),
            },
            {
              title: '社区',
              render: (_, { communityNames }) =>
                `${communityNames.join('、')}（${countWords(communityNames.length)} 个）`,
            },
            { title: '主城区', width: 90, render: (_, circle) => (circle.isUrban ? '是' : '否') },
            { title: '步速', width: 90, render: (_, circle) => profileNames[circle.profile] },
            {
              title: '登记',
              width: 210,
              render: (_, circle) => (
                <span className="row">
                  <Link to="/office/facts/$circleId" params={{ circleId: circle.id }} className="x-way">
                    登记表
                  </Link>
                  <Link to="/office/circles/$circleId/stock-taking" params={{ circleId: circle.id }} className="x-way">
                    摸底表
                  </Link>
                </span>
              ),
            },
          ]}
        />
      )}
    </>
  )
}
