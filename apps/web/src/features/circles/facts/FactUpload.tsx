import './facts.css'
import { useMutation } from '@tanstack/react-query'
import { Field } from '@xiayi/ui/Field.tsx'
import { bytesWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { factSheetAddress, uploadFactSheet } from './facts.queries.ts'

type FactUploadProps = { standard: string; onStarted: (importId: string) => void }

/** The spreadsheet out and in: download it filled with what is known, send it round, bring it back. */
export function FactUpload({ standard, onStarted }: FactUploadProps) {
  const { code } = useCounty()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [by, setBy] = useState('')
  const upload = useMutation({
    mutationFn: (chosen: File) => uploadFactSheet(code, { file: chosen, standard, by }),
    onSuccess: ({ importId }) => onStarted(importId),
  })
  return (
    <section className="card fact-upload" aria-label="表格下载和上传">
      <p>
        先下载登记表，已知的都填好了；改了哪一行，写上日期，再传回来。也可以用自己的表：有“生活圈”一列，列名和要登记的事项一样就行。XLSX、CSV
        都可以。
      </p>
      <a className="x-button x-button--plain" href={factSheetAddress(code, standard)} download>
        下载登记表（XLSX）
      </a>
      <Field word="登记人（表里没写的，记这个名字）">
        {(id) => (
          <input
            id={id}
            className="answer__text"
            type="text"
            maxLength={40}
            value={by}
            onChange={(event) => setBy(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button onClick={() => input.current?.click()}>{file === null ? '选填好的表' : '换一个文件'}</Button>
        {file !== null && (
          <span>
            <b>{file.name}</b> <span className="soft">{bytesWords(file.size)}</span>
          </span>
        )}
      </div>
      <input
        ref={input}
        type="file"
        className="x-sr"
        tabIndex={-1}
        aria-label="填好的登记表"
        accept=".xlsx,.csv"
        onChange={(event) => {
          upload.reset()
          setFile(event.target.files?.[0] ?? null)
        }}
      />
      {upload.error && <ProblemNotice problem={shownProblem(upload.error)} />}
      <Button
        type="primary"
        size="large"
        disabled={file === null}
        loading={upload.isPending}
        onClick={() => file && upload.mutate(file)}
      >
        上传并检查
      </Button>
    </section>
  )
}
