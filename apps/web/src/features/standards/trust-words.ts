import type { standardClause } from '@xiayi/contract/standards'

type Trust = ReturnType<(typeof standardClause)['parse']>['trust']

export const trustWords = {
  A: '读过原文',
  B: '见于转引',
  C: '第三方抄录',
  R: '凭记忆，没有打开原文',
  D: '本项目提议，没有标准依据',
} as const satisfies Record<Trust, string>

export const ruleWords: Record<string, string> = {
  coverage: '步行覆盖',
  countInCircle: '圈内数量',
  distinctTypes: '业态种数',
  attribute: '属性',
  ratio: '比例',
  survey: '调查',
  evidence: '人工证据',
  allOf: '同时满足',
  anyOf: '满足其一',
}
