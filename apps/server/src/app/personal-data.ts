import { identityData, type PersonalData } from '../domains/identity/public.ts'
import { keptReplies } from './kept-replies.ts'

/** Everything the house holds about a person: who exports or leaves is served by all of it. */
export const personalData: readonly PersonalData[] = [identityData, keptReplies]
