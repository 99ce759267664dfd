import { z } from 'zod'
import { cleanText, lat, lon, position } from './common.ts'

/** What a county might do, one change at a time. Positions are WGS84 degrees. */
const line = z.array(position).min(2).max(500)
const people = z.number().int().min(0).max(100_000)

const addPlace = z.object({
  kind: z.literal('add-place'),
  categoryId: z.string().max(60),
  lon,
  lat,
  name: cleanText(60).optional(),
})
const movePlace = z.object({ kind: z.literal('move-place'), placeId: z.string().max(60), lon, lat })
const removePlace = z.object({ kind: z.literal('remove-place'), placeId: z.string().max(60) })

export const PATH_KINDS = ['path', 'footbridge', 'crossing'] as const
export type PathKind = (typeof PATH_KINDS)[number]

export const scenarioChange = z.discriminatedUnion('kind', [
  addPlace,
  movePlace,
  removePlace,
  /** on the nearest wall of a compound: joins the inside to the public network */
  z.object({ kind: z.literal('open-gate'), lon, lat }),
  z.object({ kind: z.literal('add-path'), line, pathKind: z.enum(PATH_KINDS) }),
  /**
   * the walking line nearest to the point, from junction to junction. `line` is that line as it lay when the change was kept: what
   * has no line there any more is told, and no other road closed in its stead
   */
  z.object({ kind: z.literal('close-path'), lon, lat, line: line.optional() }),
  z.object({
    kind: z.literal('add-housing'),
    lon,
    lat,
    name: cleanText(60).optional(),
    under15: people,
    from15to59: people,
    over60: people,
  }),
])
export type PlaceChange = z.output<typeof addPlace> | z.output<typeof movePlace> | z.output<typeof removePlace>
export type ScenarioChange = z.output<typeof scenarioChange>

export const MOST_CHANGES = 200
export const scenarioChanges = z
  .array(scenarioChange)
  .max(MOST_CHANGES, `一个方案最多 ${MOST_CHANGES} 处改动。请分成几个方案。`)
