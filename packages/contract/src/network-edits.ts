import { z } from 'zod'
import { cleanText, isoTime, position, signedBy } from './common.ts'
import { CHANGE_WAYS } from './places.ts'

/** Paths, crossings and gates that people draw, and ways they close. Lines and points are WGS84 degrees. */

const drawnLine = z.array(position).min(2).max(200)

const addPath = z.object({
  kind: z.literal('add-path'),
  line: drawnLine,
  use: z.enum(['path', 'footbridge']),
  hasSteps: z.boolean().default(false),
})
const addCrossing = z.object({
  kind: z.literal('add-crossing'),
  line: drawnLine,
  hasSignals: z.boolean().default(false),
})
const addGate = z.object({ kind: z.literal('add-gate'), at: position })

/** As it is kept: a closure is the line that is closed, whatever the map is cut into later. */
export const networkEditContent = z.discriminatedUnion('kind', [
  addPath,
  addCrossing,
  addGate,
  z.object({ kind: z.literal('close-path'), line: drawnLine }),
])
export type NetworkEditContent = z.infer<typeof networkEditContent>

/** As it is asked for: a closure is given by a point, and closes the way there from junction to junction. */
export const networkEditWish = z.discriminatedUnion('kind', [
  addPath,
  addCrossing,
  addGate,
  z.object({ kind: z.literal('close-path'), at: position }),
])
export type NetworkEditWish = z.infer<typeof networkEditWish>

export const networkEditDraft = z.object({
  /** the network it was drawn on */
  baseVersion: z.string().regex(/^[0-9a-f]{64}$/),
  edit: networkEditWish,
  why: cleanText(200).nullable().default(null),
  by: signedBy,
  /** it cuts people off, and is meant to */
  mayCutOff: z.boolean().default(false),
})
export type NetworkEditDraft = z.infer<typeof networkEditDraft>

export const networkEditUndo = z.object({
  baseVersion: networkEditDraft.shape.baseVersion,
  why: networkEditDraft.shape.why,
  by: signedBy,
  mayCutOff: networkEditDraft.shape.mayCutOff,
})

/** Who can no longer walk to the rest of the town. */
export const cutOff = z.object({
  residents: z.number().int(),
  buildings: z.number().int(),
  /** names of compounds of which a building is cut off */
  compounds: z.array(z.string()),
})
export type CutOff = z.infer<typeof cutOff>

export const networkEditPreview = z.object({
  content: networkEditContent,
  cutOff,
  /** in words, what to know before it is saved */
  warnings: z.array(z.string()),
})

export const NETWORK_EDIT_KINDS = ['add-path', 'add-crossing', 'add-gate', 'close-path', 'undo'] as const
export const networkEditRow = z.object({
  id: z.string(),
  number: z.number().int(),
  kind: z.enum(NETWORK_EDIT_KINDS),
  /** null for an undo */
  content: networkEditContent.nullable(),
  undoes: z.string().nullable(),
  via: z.enum(CHANGE_WAYS),
  by: z.string().nullable(),
  why: z.string().nullable(),
  at: isoTime,
  seenVersion: z.string(),
  madeVersion: z.string(),
  /** neither undone nor an undo */
  isStanding: z.boolean(),
  /** standing, and part of the network that is walked on; false: it does not fit the map and waits for a decision */
  isLaid: z.boolean(),
})
export type NetworkEditRow = z.infer<typeof networkEditRow>

/** Newest first. */
export const networkEditList = z.object({
  networkVersion: z.string().nullable(),
  baseVersion: z.string().nullable(),
  items: z.array(networkEditRow),
})
export const networkEditMade = z.object({ edit: networkEditRow, networkVersion: z.string(), cutOff })
