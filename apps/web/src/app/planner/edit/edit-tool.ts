import type { PlannerTool } from '../planner-tool.ts'
import { EditLayers } from './EditLayers.tsx'
import { EditPanel } from './EditPanel.tsx'
import { EditTable } from './EditTable.tsx'

/** Draw what the street map lacks, close what is closed, and take back what was wrong. */
export const editTool: PlannerTool = {
  id: 'edit',
  word: '编辑',
  icon: 'pen',
  Panel: EditPanel,
  MapLayers: EditLayers,
  Table: EditTable,
}
