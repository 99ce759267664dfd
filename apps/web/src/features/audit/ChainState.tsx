import { useMutation, useQuery } from '@tanstack/react-query'
import { auditVerdict } from '@xiayi/contract/audit'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Working } from '@xiayi/ui/Working.tsx'
import { useCounty } from '../../live/county.ts'
import { isFinished, useJob, useJobResult } from '../../live/jobs.ts'
import { shownProblem } from '../../live/request.ts'
import { chainQuery, startVerifying } from './audit.queries.ts'

/** How long the chain is, and a button that has every link of it proved. */
export function ChainState() {
  const { code } = useCounty()
  const chain = useQuery(chainQuery(code))
  const verify = useMutation({ mutationFn: () => startVerifying(code) })
  const job = useJob(verify.data?.jobId ?? null)
  const verdict = auditVerdict.safeParse(useJobResult(job))
  const isWorking = verify.isPending || (verify.data !== undefined && !(job && isFinished(job.state)))
  const error = chain.error ?? verify.error
  return (
    <section className="card" aria-labelledby="audit-chain">
      <h2 id="audit-chain">审计链</h2>
      {chain.data && (
        <p>
          已入链 {chain.data.linked.toLocaleString('zh-CN')} 条，等待入链 {chain.data.waiting} 条
          {chain.data.lastLinkedAt !== null && `，最近一次 ${dayTimeWords(chain.data.lastLinkedAt)}`}。
        </p>
      )}
      <p className="small soft">
        每条记录入链后，改动、删除、插入、调换次序或截去末尾，核验时都会指出第一条有问题的记录。
      </p>
      {isWorking ? (
        <Working progress={job?.progress ?? 0} stage={job?.stage ?? ''} label="核验进度" onStop={null} />
      ) : (
        <p className="row audit-verify">
          <Button onClick={() => verify.mutate()}>核验全部记录</Button>
        </p>
      )}
      <div role="status">
        {!isWorking && verdict.success && (
          <>
            <p>
              <Tag tone={verdict.data.isSound ? 'pass' : 'fail'}>{verdict.data.isSound ? '没有改动' : '有改动'}</Tag>{' '}
              核验了 {verdict.data.examined.toLocaleString('zh-CN')} 条，对照库外链尾 {verdict.data.heads} 个。
            </p>
            {verdict.data.faults.map((fault) => (
              <p key={fault} lang="en" className="small">
                {fault}
              </p>
            ))}
          </>
        )}
      </div>
      {error && <ProblemNotice problem={shownProblem(error)} />}
    </section>
  )
}
