import { Icon, type IconName } from '@xiayi/ui/Icon.tsx'
import { useWhere } from '../where.ts'
import { type MapRoom, pointText } from './use-map-room.ts'

/** What a click on the map means. The planner's tools join this list. */
export type Tool = 'look' | 'walk'

type MapToolsProps = {
  tool: Tool
  onTool: (tool: Tool) => void
  isCoated: boolean
  onCoat: (isCoated: boolean) => void
  room: MapRoom
}

function ToolButton(props: { icon: IconName; word: string; isOn: boolean; onClick: () => void }) {
  return (
    <button type="button" className="tool" aria-pressed={props.isOn} onClick={props.onClick}>
      <Icon name={props.icon} />
      <span>{props.word}</span>
    </button>
  )
}

export function MapTools({ tool, onTool, isCoated, onCoat, room }: MapToolsProps) {
  const where = useWhere()
  return (
    <div className="tools" role="toolbar" aria-label="地图工具">
      <ToolButton
        icon="walk"
        word="量步行"
        isOn={tool === 'walk'}
        onClick={() => {
          if (tool === 'walk') {
            onTool('look')
            room.show({})
            return
          }
          onTool('walk')
          room.show(where === null ? {} : { from: pointText(where) })
        }}
      />
      <ToolButton icon="layers" word="社区颜色" isOn={isCoated} onClick={() => onCoat(!isCoated)} />
      {tool === 'walk' && room.from === null && (
        <p className="tools__hint" role="status">
          点一下地图，从那里量
        </p>
      )}
    </div>
  )
}
