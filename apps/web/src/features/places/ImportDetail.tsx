import './imports.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PlaceImport } from '@xiayi/contract/places'
import type { Job } from '@xiayi/contract/system'
import { bytesWords, countWords, dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import { useCounty } from '../../live/county.ts'
import { isFinished } from '../../live/jobs.ts'
import { shownProblem } from '../../live/request.ts'
import { ImportCounts } from './ImportCounts.tsx'
import { ImportRows } from './ImportRows.tsx'
import { ImportUnderstood } from './ImportUnderstood.tsx'
import { applyImport, cancelImport } from './import-actions.ts'
import { datumWords, isUnderWay, kindWords, rowUnits, stateWords } from './import-words.ts'

type ImportDetailProps = { one: PlaceImport; job: Job | undefined; next: ReactNode }

/** One import from upload to end: progress while it runs, the dry run's result, the decision, and what came of it. */
export function ImportDetail({ one, job, next }: ImportDetailProps) {
  const { code } = useCounty()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['places', code] })
  const apply = useMutation({ mutationFn: () => applyImport(code, one.id), onSettled: refresh })
  const cancel = useMutation({ mutationFn: () => cancelImport(code, one.id), onSettled: refresh })
  const isRunning = isUnderWay(one.state) || apply.isPending
  const error = apply.error ?? cancel.error
  return (
    <div className="import-detail">
      <p className="row soft">
        <Tag tone={stateWords[one.state].tone}>{stateWords[one.state].word}</Tag>
        <span>{kindWords[one.kind]}</span>
        <span>{bytesWords(one.fileBytes)}</span>
        <span>{one.datum === null ? '坐标系自动检测' : datumWords[one.datum]}</span>
        <span>{dayTimeWords(one.createdAt)}</span>
      </p>
      {isRunning && (
        <section className="card" role="status" aria-label="进度">
          <Progress
            percent={Math.round((job && !isFinished(job.state) ? job.progress : 0) * 100)}
            aria-label="导入进度"
          />
          <p>{job?.stage || '正在排队…'}</p>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            取消
          </Button>
        </section>
      )}
      {one.problem !== null && (
        <ProblemNotice problem={{ ...one.problem, errors: job?.problem?.errors ?? [], traceId: null }} />
      )}
      {error && <ProblemNotice problem={shownProblem(error)} />}
      <ImportUnderstood understood={one.understood} />
      {one.counts !== null && (
        <ImportCounts counts={one.counts} unit={rowUnits[one.kind]} isApplied={one.state === 'applied'} />
      )}
      {one.state === 'checked' && one.counts !== null && (
        <section className="card import-detail__decide">
          <p>
            {one.counts.accepted === 0
              ? '没有可以导入的行。改好文件后重新上传。'
              : `点“导入”，写入 ${countWords(one.counts.accepted)} ${rowUnits[one.kind]}。${one.counts.conflicts > 0 ? '疑似重复的，按下面的决定办。' : ''}${one.counts.standing > 0 ? '与本县登记过的修改不合的，没有决定就先保留修改。' : ''}有错误的不写。要么全写进去，要么什么都不写。`}
          </p>
          <div className="row">
            <Button
              type="primary"
              size="large"
              disabled={one.counts.accepted + one.counts.conflicts === 0}
              loading={apply.isPending}
              onClick={() => apply.mutate()}
            >
              导入
            </Button>
            <Button size="large" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              放弃
            </Button>
          </div>
        </section>
      )}
      {one.state === 'applied' && <p className="row">{next}</p>}
      {one.counts !== null && one.counts.conflicts + one.counts.standing > 0 && (
        <ImportRows importId={one.id} state="conflict" mayDecide={one.state === 'checked'} />
      )}
      {one.counts !== null && one.counts.errors > 0 && <ImportRows importId={one.id} state="error" mayDecide={false} />}
    </div>
  )
}
