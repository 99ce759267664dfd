import type { ProblemCode } from '@xiayi/contract/problems'
import type { ProblemWay } from '@xiayi/ui/Notice.tsx'
import { askForToken } from './operator-token.ts'

/** Where somebody goes who is not signed in, or not signed in far enough; the office is come back to. */
export function waysOut(code: ProblemCode): readonly ProblemWay[] | undefined {
  if (code !== 'sign-in-wanted' && code !== 'second-factor-wanted') return undefined
  const isOffice = /^\/office(\/|$)/.test(location.pathname)
  const query = new URLSearchParams(isOffice ? { next: location.pathname } : {})
  const href = isOffice ? `/me?${query}` : '/me'
  if (code === 'second-factor-wanted') return [{ label: '去做第二步验证', href }]
  return [
    { label: '去登录', href },
    ...(isOffice ? [{ label: '用管理员口令', onPress: () => void reopenWithToken() }] : []),
  ]
}

async function reopenWithToken(): Promise<void> {
  if (await askForToken('没有工作人员账号时，用管理员口令打开办公页面。')) location.reload()
}
