import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ConsentReply } from '@xiayi/contract/privacy'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { consentsQuery, decideConsent } from './my-data.queries.ts'

const stateWords = {
  unasked: '没有同意',
  given: '已同意',
  withdrawn: '已撤回',
  outdated: '说明改过，要重新决定',
} as const satisfies Record<ConsentReply['state'], string>

/** What one's data may be used for beyond what a service needs; taking back is as near as giving. */
export function MyConsents() {
  const { code } = useCounty()
  const client = useQueryClient()
  const consents = useQuery(consentsQuery(code))
  const decide = useMutation({
    mutationFn: (one: ConsentReply) => decideConsent(code, one, one.state === 'given' ? 'withdrawn' : 'given'),
    onSettled: () => client.invalidateQueries({ queryKey: consentsQuery(code).queryKey }),
  })
  const error = consents.error ?? decide.error
  return (
    <section className="card stack" aria-labelledby="consents-title">
      <h2 id="consents-title" className="card__title">
        我同意的用途
      </h2>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {consents.isPending && <Waiting />}
      <ul className="devices">
        {consents.data?.items.map((one) => (
          <li key={one.purpose} className="device">
            <div className="device__words">
              <b>{one.title}</b> <Tag tone={one.state === 'given' ? 'pass' : 'unknown'}>{stateWords[one.state]}</Tag>
              {one.isSensitive && <span className="small"> 敏感信息，单独同意</span>}
              <p className="soft small">{one.words}</p>
              {one.since !== null && <p className="soft small">{dayWords(one.since)}决定</p>}
            </div>
            <Button disabled={decide.isPending} onClick={() => decide.mutate(one)}>
              {one.state === 'given' ? '撤回' : '同意'}
              <span className="x-sr">：{one.title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
