import { mayKeepCounty, mayReadOffice } from '../../platform/http/office.policy.ts'
import { everybody, type Policies } from '../../platform/http/policy.ts'

/** What stands on the map is for everybody; what is being changed, and by whom, is the office's. */
export const placePolicies: Policies = {
  'GET /api/places': everybody,
  'GET /api/places/:id': everybody,
  'GET /api/places/areas': everybody,
  'GET /api/places/categories': everybody,
  'GET /api/places/network': everybody,
  'GET /api/places/search': everybody,
  'GET /api/places/tiles/:z/:x/:y.mvt': everybody,
  'GET /api/ogc': everybody,
  'GET /api/ogc/api': everybody,
  'GET /api/ogc/conformance': everybody,
  'GET /api/ogc/collections': everybody,
  'GET /api/ogc/collections/:collection': everybody,
  'GET /api/ogc/collections/:collection/items': everybody,
  'GET /api/ogc/collections/:collection/items/:id': everybody,

  'GET /api/places/changes': mayReadOffice,
  'GET /api/places/:id/history': mayReadOffice,
  'POST /api/places/check': mayReadOffice,
  'POST /api/places': mayKeepCounty,
  'PUT /api/places/:id': mayKeepCounty,
  'DELETE /api/places/:id': mayKeepCounty,
  'POST /api/places/:id/restore': mayKeepCounty,

  'GET /api/places/network/edits': mayReadOffice,
  'POST /api/places/network/edits/preview': mayReadOffice,
  'POST /api/places/network/edits': mayKeepCounty,
  'POST /api/places/network/edits/:id/undo': mayKeepCounty,

  'GET /api/places/imports': mayReadOffice,
  'GET /api/places/imports/:id': mayReadOffice,
  'GET /api/places/imports/:id/rows': mayReadOffice,
  'POST /api/places/imports': mayKeepCounty,
  'POST /api/places/imports/:id/apply': mayKeepCounty,
  'POST /api/places/imports/:id/cancel': mayKeepCounty,
  'PUT /api/places/imports/:id/rows/:row/decision': mayKeepCounty,
}
