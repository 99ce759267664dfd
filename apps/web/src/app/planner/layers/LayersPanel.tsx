import { useQuery } from '@tanstack/react-query'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { usePlanner } from '../use-planner.ts'
import { LAYERS, layerView, layerWords } from './layer-view.ts'

/** Which layer the map shows, and of what. */
export function LayersPanel() {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const view = layerView(search)
  const circles = useQuery(circlesQuery(code))
  return (
    <>
      <fieldset className="planner__choices">
        <legend>看什么</legend>
        {LAYERS.map((layer) => (
          <label key={layer}>
            <input type="radio" name="layer" checked={view.layer === layer} onChange={() => show({ layer })} />
            {layerWords[layer]}
          </label>
        ))}
      </fieldset>
      {view.layer === 'walkshed' && (
        <label className="planner__field">
          哪个生活圈
          <select value={view.circle ?? ''} onChange={(event) => show({ circle: event.target.value })}>
            <option value="">请选一个</option>
            {circles.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}
