import { useQuery } from '@tanstack/react-query'
import { Outlet, useSearch } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useEffect } from 'react'
import { CountyContext } from '../live/county.ts'
import { shownProblem } from '../live/request.ts'
import { countiesQuery } from './county.queries.ts'
import { TokenDialog } from './TokenDialog.tsx'

/** Every page speaks of one county: the one in the address, or this installation's own. */
export function CountyGate() {
  const { county: wanted } = useSearch({ from: '__root__' })
  const { data, error, refetch } = useQuery(countiesQuery)
  const counties = data?.items ?? []
  const fallback = counties.find((one) => one.isDefault) ?? counties[0]
  const county = wanted === undefined ? fallback : counties.find((one) => one.code === wanted)

  useEffect(() => {
    if (county)
      document.title = county.isExample ? `夏邑生活 · ${county.name}（示例数据）` : `夏邑生活 · ${county.name}`
  }, [county])

  if (county)
    return (
      <CountyContext value={{ county, counties }}>
        <Outlet />
        <TokenDialog />
      </CountyContext>
    )
  return (
    <main className="page page--narrow">
      <h1 className="x-sr">夏邑生活</h1>
      {error && (
        <ProblemNotice problem={shownProblem(error)}>
          <Button onClick={() => refetch()}>再试一次</Button>
        </ProblemNotice>
      )}
      {!data && !error && <Waiting label="正在打开…" />}
      {data && counties.length === 0 && (
        <Empty title="这里还没有县的数据">
          <p>管理员可以运行 xiayi county create 建一个县，再导入地图和设施。</p>
        </Empty>
      )}
      {data && fallback && (
        <Empty title={`没有代码为 ${wanted} 的县`}>
          <a className="x-button x-button--main" href={`/?county=${fallback.code}`}>
            去{fallback.name}
          </a>
        </Empty>
      )}
    </main>
  )
}
