import type { IconName } from '@xiayi/ui/Icon.tsx'
import type { ComponentType } from 'react'

/**
 * One tool of the rail. A tool is one file that exports this, and one line in `planner-tools.ts`. Its parts read and change
 * the view by `usePlanner()`; clicks on the map reach them by `useMapClick` and `useLayerClick` of `map/clicks.ts`.
 */
export interface PlannerTool {
  /** stands as `tool=` in the address */
  readonly id: string
  readonly word: string
  readonly icon: IconName
  /** what the panel holds while the tool is chosen */
  readonly Panel: ComponentType
  /** what is drawn on the map while the tool is chosen, over the layer that the planner looks at */
  readonly MapLayers?: ComponentType
  /** the rows of every figure on the map, shown by the panel's switch 表格 */
  readonly Table?: ComponentType
}
