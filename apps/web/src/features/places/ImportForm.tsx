import './imports.css'
import { useMutation } from '@tanstack/react-query'
import type { PlaceImport } from '@xiayi/contract/places'
import { bytesWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Button, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { uploadImport } from './import-actions.ts'
import { acceptedFiles, datumWords, guessKind, kindWords } from './import-words.ts'

type Datum = keyof typeof datumWords
type ImportFormProps = { onStarted: (started: { importId: string; jobId: string }) => void }

const kinds: { value: PlaceImport['kind']; label: string }[] = [
  { value: 'places', label: kindWords.places },
  { value: 'areas', label: kindWords.areas },
  { value: 'population', label: kindWords.population },
  { value: 'osm', label: kindWords.osm },
]
const datums: { value: Datum | 'detect'; label: string }[] = [
  { value: 'detect', label: '自动检测' },
  { value: 'wgs84', label: datumWords.wgs84 },
  { value: 'gcj02', label: datumWords.gcj02 },
  { value: 'bd09', label: datumWords.bd09 },
]

export function ImportForm({ onStarted }: ImportFormProps) {
  const { code } = useCounty()
  const [file, setFile] = useState<File | null>(null)
  const [kind, setKind] = useState<PlaceImport['kind']>('places')
  const [datum, setDatum] = useState<Datum | 'detect'>('detect')
  const upload = useMutation({
    mutationFn: (chosen: File) => uploadImport(code, { file: chosen, kind, datum: datum === 'detect' ? null : datum }),
    onSuccess: onStarted,
  })

  function choose(chosen: File | undefined) {
    if (chosen === undefined) return
    setFile(chosen)
    upload.reset()
    const guess = guessKind(chosen.name)
    if (guess !== null) setKind(guess)
  }
  return (
    <section className="card import-form" aria-label="导入新文件">
      <DropZone file={file} onChosen={choose} />
      <fieldset className="import-form__field">
        <legend>文件里是什么</legend>
        <Radio.Group
          options={kinds}
          value={kind}
          onChange={(event) => setKind(kinds.find(({ value }) => value === event.target.value)?.value ?? 'places')}
        />
      </fieldset>
      {kind !== 'osm' && (
        <div className="import-form__field">
          <span>坐标系</span>
          <Select<Datum | 'detect'>
            options={datums}
            value={datum}
            onChange={setDatum}
            className="import-form__datum"
            aria-label="坐标系"
          />
          <span className="soft small">
            从高德、百度导出的，请选对应的坐标系；不清楚就用自动检测，像有偏移的会退回来问您。
          </span>
        </div>
      )}
      {upload.error && <ProblemNotice problem={shownProblem(upload.error)} />}
      <Button
        type="primary"
        size="large"
        disabled={file === null}
        loading={upload.isPending}
        onClick={() => file && upload.mutate(file)}
      >
        {upload.isPending ? '正在上传' : '上传并检查'}
      </Button>
    </section>
  )
}

function DropZone({ file, onChosen }: { file: File | null; onChosen: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  return (
    <div
      className={isOver ? 'import-form__drop import-form__drop--over' : 'import-form__drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onChosen(event.dataTransfer.files[0])
      }}
    >
      <Icon name="upload" size={34} />
      {file === null ? (
        <p>把文件拖到这里，或者</p>
      ) : (
        <p>
          <b>{file.name}</b> <span className="soft">{bytesWords(file.size)}</span>
        </p>
      )}
      <Button onClick={() => input.current?.click()}>{file === null ? '选文件' : '换一个文件'}</Button>
      <input
        ref={input}
        type="file"
        className="x-sr"
        tabIndex={-1}
        aria-label="要导入的文件"
        accept={Object.values(acceptedFiles).join(',')}
        onChange={(event) => onChosen(event.target.files?.[0])}
      />
    </div>
  )
}
