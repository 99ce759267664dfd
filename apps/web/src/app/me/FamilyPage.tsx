import '../../features/identity/identity.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { AddRelative } from '../../features/identity/family/AddRelative.tsx'
import { FamilyList } from '../../features/identity/family/FamilyList.tsx'
import { meQuery } from '../../features/identity/identity.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** Who may act for whom: relatives, guardians, and the desk while it helps. */
export function FamilyPage() {
  const { code } = useCounty()
  const me = useQuery(meQuery(code))
  return (
    <main className="page page--narrow">
      <h1>我的家人</h1>
      <p className="soft">
        家人之间可以互相代办。双方都同意才有效，谁都可以随时收回。每次代办，本人都能在“我的数据”里看到。
      </p>
      {me.error && <ProblemNotice problem={shownProblem(me.error)} />}
      {me.isPending && <Waiting />}
      {me.data === null && (
        <Empty title="要先登录">
          <Link to="/me" className="x-button x-button--main">
            去登录
          </Link>
        </Empty>
      )}
      {me.data && (
        <>
          <FamilyList />
          <section className="card stack" aria-labelledby="add-title">
            <h2 id="add-title" className="card__title">
              添加家人
            </h2>
            <AddRelative />
            <p className="soft small">未成年人等的监护人，请带证明到便民服务中心登记。</p>
          </section>
          <p className="row">
            <Link to="/me/data" className="x-button x-button--plain">
              看谁替我办过事
            </Link>
            <Link to="/me" className="x-button x-button--plain">
              回到我的
            </Link>
          </p>
        </>
      )}
    </main>
  )
}
