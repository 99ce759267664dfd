import type { ProfileName } from '@xiayi/contract/common'
import type { NearestPlace } from './circle-input.ts'
import { count, fraction, minutesText, walkMinutes } from './number-words.ts'
import type { Missing, ToPass } from './outcome.ts'
import type { AgeGroup, FactTest, RatioOperand } from './rule-set.ts'

export interface Words {
  readonly category: (id: string) => string
  readonly fact: (key: string) => string
  readonly factUnit: (key: string) => string
  readonly survey: (key: string) => string
  readonly evidence: (key: string) => string
  readonly group: (group: AgeGroup) => string
}

const PROFILE_WORDS = {
  adult: '成人',
  elder: '老人',
  child: '儿童',
  wheelchair: '轮椅',
} as const satisfies Record<ProfileName, string>

/** What would make a rule pass, in Chinese, without a full stop. */
export function toPassSentence(toPass: ToPass, words: Words): string {
  switch (toPass.kind) {
    case 'reach':
      return (
        `再让${count(toPass.residentsMissing)}名${words.group(toPass.group)}在${minutesText(toPass.minutes)}内走到` +
        `${names(toPass.anyOf, words)}${nearestWords(toPass.nearest)}`
      )
    case 'open-places':
      return `再增加${count(toPass.missing)}处${names(toPass.anyOf, words)}${nearestWords(toPass.nearest)}`
    case 'open-types':
      return openTypes(toPass, words)
    case 'change-fact':
      return changeFact(toPass.fact, toPass.test, toPass.missingItems, words)
    case 'change-ratio':
      return changeRatio(toPass.numerator, toPass.missing, words)
    case 'satisfy-more':
      return `同样多的答卷里，再有${count(toPass.missing)}份满意`
    case 'ask-more':
      return `再收${count(toPass.missing)}份答卷（${words.survey(toPass.survey)}）`
    case 'file-evidence':
      return fileEvidence(words.evidence(toPass.evidence), toPass.current)
    case 'renew':
      return `更新${missingWords(toPass.what, words)}（现有的是${toPass.asOf}，超过${count(toPass.maxAgeDays)}天）`
    case 'supply':
      return `补充${listOf(
        toPass.missing.map((missing) => missingWords(missing, words)),
        '、',
      )}`
    case 'all-of':
      return toPass.parts.map((part) => toPassSentence(part, words)).join('；')
    case 'one-of':
      return toPass.parts.map((part) => toPassSentence(part, words)).join('，或者')
  }
}

function names(ids: readonly string[], words: Words): string {
  return listOf(ids.map(words.category), '或')
}

/** A, B, C → A、B或C when the last joint is 或; A、B、C when it is 、 */
export function listOf(items: readonly string[], lastJoint: string): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join('、')}${lastJoint}${items.at(-1) ?? ''}`
}

function nearestWords(nearest: NearestPlace | null): string {
  return nearest === null ? '' : `（圈外最近的是${nearest.name}，走${walkMinutes(nearest.seconds)}）`
}

function openTypes(toPass: Extract<ToPass, { kind: 'open-types' }>, words: Words): string {
  const choice = toPass.missing === toPass.absent.length ? '' : '，任选自'
  const unrecorded = toPass.unrecorded.length === 0 ? '' : `；${names(toPass.unrecorded, words)}全县还没有登记过`
  return `再补${count(toPass.missing)}类${choice}：${listOf(toPass.absent.map(words.category), '、')}${unrecorded}`
}

function changeFact(fact: string, test: FactTest, missingItems: readonly string[], words: Words): string {
  const label = words.fact(fact)
  const unit = words.factUnit(fact)
  if ('atLeast' in test) return `${label}达到${fraction(test.atLeast)}${unit}`
  if ('atMost' in test) return `${label}降到${fraction(test.atMost)}${unit}`
  if ('oneOf' in test) return `${label}为${listOf(test.oneOf.map(String), '或')}之一`
  if ('includesAll' in test) return `${label}补上${listOf(missingItems, '、')}`
  if ('includesAtLeast' in test)
    return `${label}从${listOf(missingItems, '、')}中补到${count(test.includesAtLeast.count)}项`
  if (test.equals === true) return `做到：${label}`
  return test.equals === false ? `改正：${label}` : `${label}改为${test.equals}`
}

function changeRatio(numerator: RatioOperand, missing: number, words: Words): string {
  const verb = missing < 0 ? '减少' : '再增加'
  const size = fraction(Math.abs(missing))
  if ('fact' in numerator)
    return `${words.fact(numerator.fact)}${verb}${size}${words.factUnit(numerator.fact)}（其他不变时）`
  if ('residents' in numerator) return `${words.group(numerator.residents)}${verb}${size}人（其他不变时）`
  return `${numerator.places.chain === true ? '连锁网点' : '网点'}${verb}${size}处（总数不变时）`
}

function fileEvidence(label: string, current: 'none' | 'submitted' | 'rejected'): string {
  if (current === 'submitted') return `等待审核：${label}`
  return current === 'rejected' ? `按审核意见重新提交：${label}` : `提交材料并通过审核：${label}`
}

function missingWords(missing: Missing, words: Words): string {
  switch (missing.kind) {
    case 'residents':
      return `${words.group(missing.group)}人数`
    case 'walk':
      return `${PROFILE_WORDS[missing.profile]}步行时间的计算`
    case 'category':
      return `全县${words.category(missing.categoryId)}的登记`
    case 'fact':
      return `“${words.fact(missing.fact)}”的登记`
    case 'chain':
      return '网点是否连锁的登记'
    case 'survey':
      return `${words.survey(missing.survey)}调查`
  }
}
