import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { endOthers, endSession, sessionsQuery } from './identity.queries.ts'
import { factorWords } from './identity-words.ts'

/** Where one is signed in, and the way to end it. */
export function DeviceList() {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const sessions = useQuery(sessionsQuery(county))
  const onSettled = () => client.invalidateQueries({ queryKey: sessionsQuery(county).queryKey })
  const end = useMutation({ mutationFn: (id: string) => endSession(county, id), onSettled })
  const others = useMutation({ mutationFn: () => endOthers(county), onSettled })
  const error = sessions.error ?? end.error ?? others.error
  return (
    <section className="card stack" aria-labelledby="devices-title">
      <h2 id="devices-title" className="card__title">
        我的登录设备
      </h2>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {sessions.isPending && <Waiting />}
      <ul className="devices">
        {sessions.data?.map((each) => (
          <li key={each.id} className="device">
            <div className="device__words">
              <b>{each.device}</b> {each.isCurrent && <Tag tone="lake">正在用</Tag>}
              <p className="soft small">
                最近使用 {dayTimeWords(each.seenAt)}
                {each.factor !== null && ` · 第二步验证：${factorWords[each.factor]}`}
              </p>
              <p className="soft small">不再使用的话，{dayTimeWords(each.endsAt)} 自动退出</p>
            </div>
            {!each.isCurrent && (
              <Button disabled={end.isPending} onClick={() => end.mutate(each.id)}>
                让它退出
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(sessions.data?.length ?? 0) > 1 && (
        <Button disabled={others.isPending} onClick={() => others.mutate()}>
          其他设备全部退出
        </Button>
      )}
    </section>
  )
}
