import { distanceWords } from '@xiayi/ui/format'
import { Button } from 'antd'
import {
  addToLine,
  type DraftLine,
  finishLine,
  forgetLine,
  lineMetres,
  takeBackPoint,
  useDraftLine,
} from './draft-line.ts'
import { PointForm } from './PointForm.tsx'

/** What is drawn so far, to be gone on with, taken back or ended; on the map the same is done by clicks, Enter and Esc. */
export function LineForm({ onLine }: { onLine: (line: DraftLine) => void }) {
  const line = useDraftLine()
  return (
    <div className="drawing">
      <p className="small soft">在地图上逐点画；双击或按回车完成，按 Esc 撤一个点。</p>
      <p role="status" className="small">
        {line.length === 0 ? '还没有画。' : `已画 ${line.length} 个点，长 ${distanceWords(lineMetres(line))}。`}
      </p>
      <div className="drawing__row">
        <Button
          type="primary"
          disabled={line.length < 2}
          onClick={() => {
            const done = finishLine()
            if (done !== null) onLine(done)
          }}
        >
          画完了
        </Button>
        <Button disabled={line.length === 0} onClick={takeBackPoint}>
          撤一个点
        </Button>
        <Button type="text" disabled={line.length === 0} onClick={forgetLine}>
          重画
        </Button>
      </div>
      <PointForm word="加上这个点" onPoint={({ lon, lat }) => addToLine([lon, lat])} />
    </div>
  )
}
