import type { PlannerTool } from '../planner-tool.ts'
import { WhatIfLayers } from './WhatIfLayers.tsx'
import { WhatIfPanel } from './WhatIfPanel.tsx'
import { WhatIfTable } from './WhatIfTable.tsx'

export const whatIfTool: PlannerTool = {
  id: 'what-if',
  word: '推演',
  icon: 'question',
  Panel: WhatIfPanel,
  MapLayers: WhatIfLayers,
  Table: WhatIfTable,
}
