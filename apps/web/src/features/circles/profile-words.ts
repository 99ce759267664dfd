import type { ProfileName } from '@xiayi/contract/common'

export const profileWords = {
  adult: '成人',
  elder: '老人',
  child: '儿童',
  wheelchair: '轮椅',
} as const satisfies Record<ProfileName, string>
