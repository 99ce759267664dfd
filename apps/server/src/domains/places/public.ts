export { type AreaKind, type AreaRow, areasOfKinds, currentNetwork, type NetworkRow } from './areas/areas.sql.ts'
export { createAutomaticAreas } from './areas/automatic-areas.ts'
export { communityFinder } from './areas/community-finder.ts'
export { categorySet, recordCategorySet } from './categories/categories.service.ts'
export { type Category, type CategorySet, categoryNames } from './categories/category-set.ts'
export { mustBeGround, waterFinder } from './edits/ground.service.ts'
export { addNetworkEditRoutes } from './edits/network-edits.routes.ts'
export { checkNetworkEdits } from './edits/network-edits-check.ts'
export { addPlaceEditRoutes } from './edits/place-edits.routes.ts'
export { cutOffWords, misfitWords } from './edits/standing-edits.rules.ts'
export { applyStreetMap } from './imports/apply-street-map.ts'
export { importJobKinds } from './imports/imports.jobs.ts'
export { addImportRoutes } from './imports/imports.routes.ts'
export {
  getImport,
  type ImportDeps,
  listImportRows,
  shownFileName,
  startImportFromPath,
} from './imports/imports.service.ts'
export { readTableApart } from './imports/read-apart.ts'
export type { StreetMapExtras } from './imports/street-map-records.ts'
export type { TableRow } from './imports/table.ts'
export type { PlaceColumns } from './model/place-index.ts'
export { atOneRevision, breathe } from './model/revision-cache.ts'
export {
  type BuildingColumns,
  type GroundPlan,
  type PlannedHousing,
  type PlannedModel,
  type StreetModel,
  type WalkAs,
  type Walking,
  type WalkingToPlaces,
} from './model/street-model.ts'
export { streetModelOf } from './model/street-model-cache.ts'
export { placePolicies } from './places.policy.ts'
export { addPlaceRoutes } from './places.routes.ts'
export { chainMembership } from './places.sql.ts'
export { checkPlaces } from './places-check.ts'
export { type WalkFromPoint, walkFromWays } from './search/place-walk.ts'
export type { AreaRowToDraw, BackgroundRow, BuildingRow, PlaceRowToDraw, TilePage } from './tiles/tile-rows.ts'
export { pagesToDraw } from './tiles/tiles.ts'
