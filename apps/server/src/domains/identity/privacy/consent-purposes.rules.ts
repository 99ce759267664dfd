import type { ConsentPurpose, ConsentReply } from '@xiayi/contract/privacy'

interface PurposeWords {
  /** raised with every change of the words that people must read again */
  readonly version: number
  readonly title: string
  readonly words: string
  readonly isSensitive: boolean
}

export const CONSENT_WORDS = {
  'service-notices': {
    version: 1,
    title: '服务提醒',
    words: '用您的手机号，把预约、订单和社区通知发给您。不同意也能用全部服务，只是收不到提醒。',
    isSensitive: false,
  },
  'satisfaction-calls': {
    version: 1,
    title: '回访和满意度调查',
    words: '用您的手机号，在办完事以后回访。不同意不影响办事。',
    isSensitive: false,
  },
  'health-care': {
    version: 1,
    title: '健康和照护记录',
    words:
      '签约家庭医生、助餐和上门照护时，登记您的健康情况，只给为您服务的人看。这是敏感个人信息：没有它，照护人员不知道要避开什么。不同意就不登记，其他服务不受影响。',
    isSensitive: true,
  },
} as const satisfies Record<ConsentPurpose, PurposeWords>

export interface Decision {
  readonly version: number
  readonly decision: string
  readonly at: Date
}

/** What the newest decision means today. */
export function consentState(version: number, newest: Decision | undefined): ConsentReply['state'] {
  if (newest === undefined) return 'unasked'
  if (newest.decision === 'withdrawn') return 'withdrawn'
  return newest.version === version ? 'given' : 'outdated'
}
