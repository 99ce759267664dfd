/**
 * What the address of the planner's map may hold. A tool that keeps something of its own in the address adds its name here;
 * everything is text, and whoever reads it says what a missing or strange value means.
 */
export const PLANNER_NAMES = [
  'tool',
  'table',
  // centre lon,lat and zoom
  'at',
  'z',
  // what the map shows
  'layer',
  'category',
  'profile',
  'minutes',
  'by',
  'age',
  'within',
  'circle',
  'barriers',
  // the scenario whose figures it shows; left out: today's county
  'plan',
  // the second map of a comparison, and where the line between the two stands, in percent
  'swipe',
  'rlayer',
  'rcategory',
  'rprofile',
  'rminutes',
  'rby',
  'rage',
  'rwithin',
  'rcircle',
  'rplan',
  // 为什么: lon,lat of the building, and the category or place asked for
  'from',
  'to',
  // 推演
  'scenario',
  'place',
  // a change that is handed over to be tried
  'try',
  // 选址
  'build',
  'also',
  'sites',
  'group',
  'equity',
  'spots',
  'pen',
  'pick',
  'proof',
  // 编辑: the edit of the network that is looked at
  'edit',
] as const

export type PlannerSearch = Partial<Record<(typeof PLANNER_NAMES)[number], string>>
