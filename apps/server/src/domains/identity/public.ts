export { addIdentityRoutes } from './identity.routes.ts'
export { checkTexts } from './identity-check.ts'
export { createTextRounds } from './texts/send-texts.ts'
