import type { ViewPurpose } from '@xiayi/contract/privacy'

/** What a whole number may be looked at for. */
export const purposeWords = {
  'call-back': '回电',
  'verify-identity': '核对身份',
  delivery: '上门或配送',
  complaint: '处理投诉',
  emergency: '紧急情况',
  'legal-duty': '依法履职',
} as const satisfies Record<ViewPurpose, string>

export const deskWords: Readonly<Record<string, string>> = { counter: '窗口', hotline: '热线' }
