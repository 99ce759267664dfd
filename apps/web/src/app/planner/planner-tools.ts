import { editTool } from './edit/edit-tool.ts'
import { layersTool } from './layers/layers-tool.ts'
import type { PlannerTool } from './planner-tool.ts'
import { sitingTool } from './siting/siting-tool.ts'
import { whatIfTool } from './what-if/what-if-tool.ts'
import { whyTool } from './why/why-tool.ts'

/** The rail, from top to bottom. The first is chosen when the address names none. */
export const plannerTools: readonly [PlannerTool, ...PlannerTool[]] = [
  layersTool,
  whyTool,
  whatIfTool,
  sitingTool,
  editTool,
]
