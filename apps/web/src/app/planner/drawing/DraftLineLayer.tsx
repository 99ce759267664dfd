import { useEffect } from 'react'
import { DrawLine } from '../../../map/DrawLine.tsx'
import { addToLine, type DraftLine, finishLine, forgetLine, takeBackPoint, useDraftLine } from './draft-line.ts'

type DraftLineLayerProps = { onLine: (line: DraftLine) => void; onCancel: () => void }

/** The pen that draws a line on the map; `LineForm` in the panel is the same pen by keyboard. */
export function DraftLineLayer({ onLine, onCancel }: DraftLineLayerProps) {
  const line = useDraftLine()
  useEffect(() => forgetLine, [])
  return (
    <DrawLine
      line={line}
      onAdd={addToLine}
      onBack={() => {
        if (!takeBackPoint()) onCancel()
      }}
      onEnd={() => {
        const done = finishLine()
        if (done !== null) onLine(done)
      }}
    />
  )
}
