import type { Tx } from '../../platform/db/db.ts'
import { emit } from '../../platform/events/outbox.ts'
import { publishOnCommit } from '../../platform/live/live.ts'
import { raiseRevision } from './revision.sql.ts'

/** What changed: an import, something at the desk, or the cells of a county without communities. */
export type PlacesNews = { readonly importId: string | null; readonly kind: string } & Readonly<Record<string, unknown>>

/**
 * In the transaction of every change to what is on the map: a new revision, the event for the domains above, and the notice for open
 * pages and for whoever keeps the county in memory.
 */
export async function tellPlacesChanged(tx: Tx, county: string, news: PlacesNews): Promise<void> {
  const revision = await raiseRevision(tx)
  await emit(tx, 'places.changed', { ...news, revision })
  await publishOnCommit(tx, { county, event: { topic: 'places.changed', county } })
}
