import type { PlannerTool } from '../planner-tool.ts'
import { SitingLayers } from './SitingLayers.tsx'
import { SitingPanel } from './SitingPanel.tsx'
import { SitingTable } from './SitingTable.tsx'

export const sitingTool: PlannerTool = {
  id: 'siting',
  word: '选址',
  icon: 'aim',
  Panel: SitingPanel,
  MapLayers: SitingLayers,
  Table: SitingTable,
}
