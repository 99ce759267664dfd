import { MOST_CANDIDATES } from '@xiayi/contract/siting'
import { countWords } from '@xiayi/ui/format'
import { Button, Upload } from 'antd'
import { useState } from 'react'
import { readPlotFile } from '../../../features/scenarios/plot-file.ts'
import { usePlanner } from '../use-planner.ts'
import { addPlots, closePlot, forgetSpots, takeBack, useDrawnSpots } from './drawn-spots.ts'

/** Candidates of one's own: clicked, drawn or read from a file. */
export function SpotsEditor() {
  const { search, show } = usePlanner()
  const { plots, draft } = useDrawnSpots()
  const [refusal, setRefusal] = useState<string | null>(null)
  const pen = search.pen === 'spot' || search.pen === 'plot' ? search.pen : null
  const hold = (next: 'spot' | 'plot') => show({ pen: pen === next ? null : next }, { replace: true })

  async function take(file: File) {
    const { plots: read, refusal: why } = readPlotFile(await file.text())
    const isTooMany = read !== null && plots.length + read.length > MOST_CANDIDATES
    setRefusal(isTooMany ? `加上这些超过 ${MOST_CANDIDATES} 处。先清空，再导入。` : why)
    if (read !== null && !isTooMany) addPlots(read)
  }

  return (
    <div className="siting__form">
      <div className="siting__row">
        <Button
          aria-pressed={pen === 'spot'}
          type={pen === 'spot' ? 'primary' : 'default'}
          onClick={() => hold('spot')}
        >
          点地点
        </Button>
        <Button
          aria-pressed={pen === 'plot'}
          type={pen === 'plot' ? 'primary' : 'default'}
          onClick={() => hold('plot')}
        >
          画地块
        </Button>
        <Upload
          accept=".geojson,.json,application/geo+json"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file)
            return false
          }}
        >
          <Button>导入 GeoJSON</Button>
        </Upload>
      </div>
      {pen === 'spot' && <p className="small soft">在地图上点，一点一处。</p>}
      {pen === 'plot' && (
        <div className="siting__row">
          <p className="small soft">沿地块边界逐角点，至少三个角。已点 {draft.length} 个。</p>
          <Button disabled={draft.length < 3} onClick={closePlot}>
            完成这块
          </Button>
        </div>
      )}
      {refusal !== null && (
        <p role="alert" className="x-notice x-notice--fail">
          {refusal}
        </p>
      )}
      <div className="siting__row">
        <p role="status">候选 {countWords(plots.length)} 处</p>
        <Button disabled={plots.length + draft.length === 0} onClick={takeBack}>
          撤一步
        </Button>
        <Button disabled={plots.length === 0} onClick={forgetSpots}>
          清空
        </Button>
      </div>
      {plots.length === 0 && <p className="small soft">先点几处、画几块，或导入地块文件，这里就给出建议。</p>}
    </div>
  )
}
