import '../../../features/circles/facts/stock-taking.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { dayWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import { Button, QRCode } from 'antd'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { standardMark } from '../../../features/circles/clause-words.ts'
import { circleFactsQuery, DEFAULT_STANDARD, questionsQuery } from '../../../features/circles/facts/facts.queries.ts'
import { StockTakingSheet } from '../../../features/circles/facts/StockTakingSheet.tsx'
import { useCounty } from '../../../live/county.ts'
import { useNow } from '../../../live/now.ts'
import { shownProblem } from '../../../live/request.ts'

/** The paper to walk round with: it prints on A4, and its code opens the same questions on a phone. */
export function StockTakingPage() {
  const { circleId } = useParams({ from: '/office/circles/$circleId/stock-taking' })
  const { standard = DEFAULT_STANDARD } = useSearch({ from: '/office/circles/$circleId/stock-taking' })
  const county = useCounty()
  const now = useNow()
  const questions = useQuery(questionsQuery(county.code, standard))
  const facts = useQuery(circleFactsQuery(county.code, circleId))
  const circles = useQuery(circlesQuery(county.code))
  const error = questions.error ?? facts.error ?? circles.error
  if (error)
    return (
      <>
        <h1>摸底表</h1>
        <ProblemNotice problem={shownProblem(error)} />
      </>
    )
  if (!questions.data || !facts.data || !circles.data) return <Waiting />
  const circle = circles.data.items.find(({ id }) => id === circleId)
  const { title, version, isOfficial, items } = questions.data
  return (
    <>
      <div className="no-print row">
        <Link to="/office/facts/$circleId" params={{ circleId }} search={{ standard }} className="x-way">
          ← 登记表
        </Link>
        <Button type="primary" onClick={() => print()}>
          打印
        </Button>
        <Link
          to="/office/circles/$circleId/stock-taking/form"
          params={{ circleId }}
          search={{ standard }}
          className="x-button x-button--plain"
        >
          在这台设备上填
        </Link>
      </div>
      {isLoopback(location.hostname) && (
        <p className="no-print stock-hint">
          现在用的是本机地址（{location.hostname}
          ），手机扫码打不开。要扫码填写，请用手机能连到的地址打开这一页，再打印。
        </p>
      )}
      <article className="stock-sheet">
        <header className="stock-sheet__head">
          <div>
            <h1>{circle?.name ?? ''}摸底表</h1>
            <p>
              {county.name} {circle?.townName} {circle?.communityNames.join('、')} {county.isExample && <ExampleMark />}
            </p>
            <p>
              {title} {version}（{standardMark(isOfficial)}） · {dayWords(new Date(now).toISOString())}印，共{' '}
              {items.length} 项
            </p>
            <p className="stock-sheet__who">
              <span>填表人 ______________</span>
              <span>核实日期 ______ 年 ____ 月 ____ 日</span>
            </p>
          </div>
          <PhoneCode circleId={circleId} standard={standard} />
        </header>
        <StockTakingSheet questions={items} facts={facts.data.items} now={now} />
      </article>
    </>
  )
}

function PhoneCode({ circleId, standard }: { circleId: string; standard: string }) {
  const router = useRouter()
  const { code } = useCounty()
  const { href } = router.buildLocation({
    to: '/office/circles/$circleId/stock-taking/form',
    params: { circleId },
    search: { standard, county: code },
  })
  const address = new URL(href, location.origin).href
  return (
    <figure className="stock-sheet__code">
      <div aria-hidden="true">
        <QRCode
          value={address}
          type="svg"
          size={118}
          bordered={false}
          errorLevel="M"
          color="#000000"
          bgColor="#ffffff"
        />
      </div>
      <figcaption>扫码用手机填</figcaption>
    </figure>
  )
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]' || host.endsWith('.localhost')
}
