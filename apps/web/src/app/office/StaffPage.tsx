import '../../features/identity/staff/staff.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { meQuery } from '../../features/identity/identity.queries.ts'
import { InvitePanel } from '../../features/identity/staff/InvitePanel.tsx'
import { StaffTable } from '../../features/identity/staff/StaffTable.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** Staff and their roles, for administrators; everybody else learns what to do to become one. */
export function StaffPage() {
  const { code } = useCounty()
  const me = useQuery(meQuery(code))
  const isAdministrator = me.data?.grants.some(({ role }) => role === 'administrator') === true
  return (
    <>
      <header className="office__head">
        <div>
          <h1>员工与角色</h1>
          <p className="soft">谁能做什么，范围到哪里。角色收回马上生效，每次改动都记在审计记录里。</p>
        </div>
      </header>
      {me.error && <ProblemNotice problem={shownProblem(me.error)} />}
      {me.isPending && <Waiting />}
      {me.isSuccess && !isAdministrator && (
        <Empty title={me.data === null ? '请先登录' : '只有本县管理员能看'}>
          <p>
            {me.data?.secondFactor === 'wanted'
              ? '您还没有做第二步验证。'
              : '第一位管理员由系统运维在服务器上用 xiayi identity admin create 邀请。'}
          </p>
          <Link to="/me" search={{ next: '/office/staff' }} className="x-button x-button--main">
            {me.data === null ? '去登录' : '去验证身份'}
          </Link>
        </Empty>
      )}
      {me.data && isAdministrator && (
        <>
          <section className="card" aria-label="工作人员">
            <StaffTable ownId={me.data.partyId} />
          </section>
          <InvitePanel />
        </>
      )}
    </>
  )
}
