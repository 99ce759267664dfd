export { checkReports, reportJobKinds } from './reports.jobs.ts'
export { reportPolicies } from './reports.policy.ts'
export { addReportRoutes } from './reports.routes.ts'
export { getReportFile, orderReport } from './reports.service.ts'
