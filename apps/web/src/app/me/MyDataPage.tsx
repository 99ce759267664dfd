import '../../features/identity/identity.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { meQuery } from '../../features/identity/identity.queries.ts'
import { KeptHowLong } from '../../features/identity/KeptHowLong.tsx'
import { MyConsents } from '../../features/identity/MyConsents.tsx'
import { MyViews } from '../../features/identity/MyViews.tsx'
import { eraseMyData, myDataAddress } from '../../features/identity/my-data.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** One's own data: who looked, what they may be used for, a copy, and the way out. */
export function MyDataPage() {
  const { code } = useCounty()
  const me = useQuery(meQuery(code))
  const [kept, setKept] = useState<readonly string[] | null>(null)
  return (
    <main className="page page--narrow">
      <h1>我的数据</h1>
      {me.error && <ProblemNotice problem={shownProblem(me.error)} />}
      {me.isPending && <Waiting />}
      {kept !== null && <Gone kept={kept} />}
      {me.data === null && kept === null && (
        <Empty title="要先登录">
          <Link to="/me" className="x-button x-button--main">
            去登录
          </Link>
        </Empty>
      )}
      {me.data && kept === null && (
        <>
          <MyViews />
          <MyConsents />
          <section className="card stack" aria-labelledby="copy-title">
            <h2 id="copy-title" className="card__title">
              带走一份
            </h2>
            <p>这里有的您的信息，做成一个文件（JSON）。只有您自己的，请妥善保管。</p>
            <p>
              <a href={myDataAddress(code)} download className="x-button x-button--plain">
                <Icon name="download" size={18} />
                导出我的数据
              </a>
            </p>
          </section>
          <KeptHowLong />
          <Leave onGone={setKept} />
        </>
      )}
    </main>
  )
}

function Gone({ kept }: { kept: readonly string[] }) {
  return (
    <section className="card stack" role="status" aria-label="已注销">
      <h2 className="card__title">账户已注销</h2>
      <p>姓名、手机号、登录设备和验证方式已经删除。依法还要保留：</p>
      <ul>
        {kept.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </section>
  )
}

/** Two steps, so that nobody leaves by a slip. */
function Leave({ onGone }: { onGone: (kept: readonly string[]) => void }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const erase = useMutation({
    mutationFn: () => eraseMyData(code),
    onSuccess: async ({ kept }) => {
      onGone(kept)
      await client.invalidateQueries({ queryKey: ['identity', code] })
    },
  })
  return (
    <section className="card stack" aria-labelledby="leave-title">
      <h2 id="leave-title" className="card__title">
        注销账户
      </h2>
      <p>删除姓名、手机号、登录设备和验证方式，不能恢复。以后用同一个手机号登录，是一个新账户。</p>
      {erase.error && <ProblemNotice problem={shownProblem(erase.error)} />}
      <p className="row">
        {isAsking ? (
          <>
            <Button disabled={erase.isPending} onClick={() => erase.mutate()}>
              确定注销
            </Button>
            <Button look="main" onClick={() => setAsking(false)}>
              不注销
            </Button>
          </>
        ) : (
          <Button onClick={() => setAsking(true)}>注销…</Button>
        )}
      </p>
    </section>
  )
}
