import type { PlannerTool } from '../planner-tool.ts'
import { LayersPanel } from './LayersPanel.tsx'
import { LayerTablePanel } from './LayerTablePanel.tsx'

export const layersTool: PlannerTool = {
  id: 'layers',
  word: '图层',
  icon: 'layers',
  Panel: LayersPanel,
  Table: LayerTablePanel,
}
