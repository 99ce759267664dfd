import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { viewsQuery } from './my-data.queries.ts'
import { deskWords, purposeWords } from './view-words.ts'

const purposes: Readonly<Record<string, string>> = purposeWords
const deeds: Readonly<Record<string, string>> = {
  'phone.unmask': '查看了完整手机号',
  'role.grant': '给了您一个角色',
  'role.end': '收回了您的一个角色',
  'session.end-all': '让您的设备都退出',
  'second-factor.reset': '重置了您的第二步验证',
  'person.register': '替您登记了账户',
  'on-behalf.open': '开始替您代办',
  'on-behalf.close': '结束了代办',
  'staff.revoke': '结束了代办',
  'mandate.read': '查看了您的家人授权',
  'mandate.begin': '替您提出了一项授权',
  'mandate.attest': '登记了您的监护授权',
  'family.confirm': '同意了您的家人授权',
  'family.decline': '没有同意您的家人授权',
  'family.revoke': '收回了和您的家人授权',
  'guardian.attest': '登记了对您的监护',
  'guardian.revoke': '不再做您的监护人',
  'guardian.void': '撤销了监护登记',
  'mandate.void': '撤销了监护登记',
}

/** Most residents gave no name; whoever has none and is no relative is the operator. */
function unnamed(action: string): string {
  return action.startsWith('family.') ? '您的家人' : action.startsWith('guardian.') ? '监护人' : '系统管理员'
}

/** Who looked at one's data, when and what for. */
export function MyViews() {
  const { code } = useCounty()
  const views = useInfiniteQuery(viewsQuery(code))
  const rows = views.data?.pages.flatMap((page) => page.items)
  return (
    <section className="card stack" aria-labelledby="views-title">
      <h2 id="views-title" className="card__title">
        谁看过我的信息
      </h2>
      {views.error && <ProblemNotice problem={shownProblem(views.error)} />}
      {views.isPending && <Waiting />}
      {rows?.length === 0 && <p className="soft">还没有人看过。工作人员平时只看到遮住中间四位的号码。</p>}
      <ul className="devices">
        {rows?.map((row) => (
          <li key={row.id} className="device">
            <div className="device__words">
              <b>{row.viewer ?? unnamed(row.action)}</b> {deeds[row.action] ?? '办理了与您账户有关的事'}
              <p className="soft small">
                {dayTimeWords(row.at)}
                {deskWords[row.channel] !== undefined && ` · ${deskWords[row.channel]}`}
                {row.reason !== null && ` · 理由：${row.reason}`}
                {row.purpose !== null && ` · 用途：${purposes[row.purpose] ?? row.purpose}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {views.hasNextPage && (
        <Button disabled={views.isFetchingNextPage} onClick={() => void views.fetchNextPage()}>
          看更早的
        </Button>
      )}
    </section>
  )
}
