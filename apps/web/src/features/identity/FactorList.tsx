import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { EnrolFactor } from './EnrolFactor.tsx'
import { factorsQuery, removeFactor, renewRecoveryCodes } from './identity.queries.ts'
import { factorWords } from './identity-words.ts'

/** A clerk's ways to show who they are, and how to change them. */
export function FactorList({ onRecoveryCodes }: { onRecoveryCodes: (codes: readonly string[]) => void }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const factors = useQuery(factorsQuery(county))
  const onSettled = () => client.invalidateQueries({ queryKey: ['identity', county] })
  const remove = useMutation({ mutationFn: (id: string) => removeFactor(county, id), onSettled })
  const renew = useMutation({
    mutationFn: () => renewRecoveryCodes(county),
    onSuccess: ({ recoveryCodes }) => onRecoveryCodes(recoveryCodes),
    onSettled,
  })
  const error = factors.error ?? remove.error ?? renew.error
  return (
    <section className="card stack" aria-labelledby="factors-title">
      <h2 id="factors-title" className="card__title">
        第二步验证
      </h2>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {factors.isPending && <Waiting />}
      <ul className="devices">
        {factors.data?.items.map((each) => (
          <li key={each.id} className="device">
            <div className="device__words">
              <b>{factorWords[each.kind]}</b>
              <p className="soft small">
                {each.label} · {dayTimeWords(each.createdAt)} 登记
                {each.lastUsedAt !== null && ` · 最近使用 ${dayTimeWords(each.lastUsedAt)}`}
              </p>
            </div>
            {(factors.data?.items.length ?? 0) > 1 && (
              <Button disabled={remove.isPending} onClick={() => remove.mutate(each.id)}>
                删除
              </Button>
            )}
          </li>
        ))}
        {factors.data && (
          <li className="device">
            <div className="device__words">
              <b>恢复码</b>
              <p className="soft small">10 个里还有 {factors.data.recoveryCodesLeft} 个没用过</p>
            </div>
            <Button disabled={renew.isPending} onClick={() => renew.mutate()}>
              换一组
            </Button>
          </li>
        )}
      </ul>
      <h3>再登记一种</h3>
      <EnrolFactor onRecoveryCodes={onRecoveryCodes} />
      <p className="soft small">登记、删除或换恢复码以后，您的其他设备会退出，要重新登录。</p>
    </section>
  )
}
