import '../../features/identity/identity.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { HelpBanner } from '../../features/identity/help/HelpBanner.tsx'
import { helpQuery } from '../../features/identity/help/help.queries.ts'
import { OpenHelp } from '../../features/identity/help/OpenHelp.tsx'
import { PersonRelatives } from '../../features/identity/help/PersonRelatives.tsx'
import { Profile } from '../../features/identity/help/Profile.tsx'
import { meQuery } from '../../features/identity/identity.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

const HELPERS: ReadonlySet<string> = new Set(['centre-staff', 'hotline', 'town'])

/** The desk and the hotline act for somebody who has no phone at hand, for half an hour and with a reason. */
export function HelpPage() {
  const { code } = useCounty()
  const me = useQuery(meQuery(code))
  const mayHelp = me.data?.grants.some(({ role }) => HELPERS.has(role)) === true
  return (
    <>
      <header className="office__head">
        <div>
          <h1>代办</h1>
          <p className="soft">替到窗口或来电的居民办事。每一步都记着您和本人两个名字，本人随时能看到，也能结束。</p>
        </div>
      </header>
      {me.error && <ProblemNotice problem={shownProblem(me.error)} />}
      {me.isPending && <Waiting />}
      {me.isSuccess && !mayHelp && (
        <Empty title={me.data === null ? '请先登录' : '只有便民中心、热线和乡镇街道的人员能代办'}>
          <p>
            {me.data?.secondFactor === 'wanted'
              ? '您还没有做第二步验证。'
              : '需要这个身份，请本县管理员在“员工与角色”里邀请。'}
          </p>
          <Link to="/me" search={{ next: '/office/help' }} className="x-button x-button--main">
            {me.data === null ? '去登录' : '去验证身份'}
          </Link>
        </Empty>
      )}
      {mayHelp && <Desk />}
    </>
  )
}

function Desk() {
  const { code } = useCounty()
  const help = useQuery(helpQuery(code))
  if (help.error) return <ProblemNotice problem={shownProblem(help.error)} />
  if (help.isPending) return <Waiting />
  if (help.data === null) return <OpenHelp />
  const { person } = help.data
  return (
    <>
      <HelpBanner session={help.data} />
      <Profile key={person.id} person={person} />
      <PersonRelatives key={`${person.id} relatives`} personId={person.id} />
    </>
  )
}
