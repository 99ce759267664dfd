import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { countWords, dayWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ImportForm } from '../../features/places/ImportForm.tsx'
import { ImportTable } from '../../features/places/ImportTable.tsx'
import { importsQuery, networkQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

export function ImportsPage() {
  const { code, name } = useCounty()
  const navigate = useNavigate()
  const client = useQueryClient()
  const imports = useInfiniteQuery(importsQuery(code))
  const network = useQuery(networkQuery(code)).data?.network
  return (
    <>
      <header className="office__head">
        <div>
          <h1>数据导入</h1>
          <p className="soft">导入到{name}。先检查，给您看结果，您点“导入”才写进去；同一份文件导两次，不会多出一份。</p>
          {network && (
            <p className="soft small x-num">
              现在的地图：{network.source}，步行路 {countWords(Math.round(network.kilometres))} 公里，
              {dayWords(network.createdAt)}
              导入。{network.attribution}
            </p>
          )}
          {network === null && <p>还没有地图。先导入 .osm.pbf 或 .osm 地图，才能算步行时间。</p>}
        </div>
      </header>
      <ImportForm
        onStarted={({ importId }) => {
          void client.invalidateQueries({ queryKey: importsQuery(code).queryKey })
          void navigate({ to: '/office/import/$importId', params: { importId } })
        }}
      />
      <section aria-labelledby="history">
        <h2 id="history">导入记录</h2>
        {imports.error && <ProblemNotice problem={shownProblem(imports.error)} />}
        {imports.isPending && <Waiting />}
        {imports.data && (
          <ImportTable
            imports={imports.data.pages.flatMap((page) => page.items)}
            link={(one, children) => (
              <Link to="/office/import/$importId" params={{ importId: one.id }} className="x-way">
                {children}
              </Link>
            )}
            onMore={imports.hasNextPage && !imports.isFetchingNextPage ? () => void imports.fetchNextPage() : null}
          />
        )}
      </section>
    </>
  )
}
