import { z } from 'zod'
import { lat, lon, profileName } from './common.ts'

export const previewRequest = z.object({
  changes: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('add-place'), categoryId: z.string().max(60), lon, lat }),
        z.object({ kind: z.literal('remove-place'), placeId: z.string().max(60) }),
        z.object({ kind: z.literal('move-place'), placeId: z.string().max(60), lon, lat }),
      ]),
    )
    .min(1)
    .max(50),
  profile: profileName.default('adult'),
  withinMinutes: z.number().min(1).max(30).default(15),
})
export const previewReply = z.object({
  profile: profileName,
  speedMetresPerSecond: z.number(),
  withinMinutes: z.number(),
  engineMilliseconds: z.number(),
  totalMilliseconds: z.number(),
  changes: z.array(
    z.object({
      categoryId: z.string(),
      residentsBefore: z.number().int(),
      residentsAfter: z.number().int(),
      residents: z.number().int(),
      gainedOver60: z.number().int(),
    }),
  ),
  circles: z.array(
    z.object({
      circleId: z.string(),
      name: z.string(),
      residentsBefore: z.number().int(),
      residentsAfter: z.number().int(),
      residents: z.number().int(),
    }),
  ),
})

export type Preview = z.infer<typeof previewReply>
