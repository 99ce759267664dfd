import type { Clause, FactDeclaration, FactTest, RatioOperand, Rule, RuleSet, TierDefinition } from './rule-set.ts'

/** Something a schema cannot see: a name that leads nowhere, a threshold that nothing can reach. */
export interface RuleSetFault {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly remedy: string
}

type Path = readonly (string | number)[]

interface Check {
  readonly ruleSet: RuleSet
  /** undefined: ids are taken as they are */
  readonly categories: ReadonlySet<string> | undefined
  readonly report: (path: Path, message: string, remedy: string) => void
}

/** Every fault of a set that already has the right shape, in reading order. */
export function ruleSetFaults(ruleSet: RuleSet, categories: ReadonlySet<string> | undefined): RuleSetFault[] {
  const faults: RuleSetFault[] = []
  const check: Check = {
    ruleSet,
    categories,
    report: (path, message, remedy) => faults.push({ path, message, remedy }),
  }
  for (const [key, declared] of Object.entries(ruleSet.facts)) checkFact(check, declared, ['facts', key])
  ruleSet.tiers.forEach((tier, at) => checkTier(check, tier, at))
  const seen = new Map<string, number>()
  ruleSet.clauses.forEach((clause, at) => {
    const first = seen.get(clause.id)
    if (first === undefined) seen.set(clause.id, at)
    else {
      const message = `编号“${clause.id}”和第 ${first + 1} 个条款重复`
      check.report(['clauses', at, 'id'], message, '每个条款用不同的编号')
    }
    checkClause(check, clause, ['clauses', at])
    checkRule(check, clause.rule, ['clauses', at, 'rule'])
  })
  return faults
}

function checkFact({ report }: Check, { type, whole, min, max, options }: FactDeclaration, path: Path) {
  const isBounded = whole !== undefined || min !== undefined || max !== undefined
  if (isBounded && type !== 'number') report(path, '只有数值才有上下限和整数', '删去 whole、min、max，或改 type')
  if (options !== undefined && type !== 'text' && type !== 'list')
    report([...path, 'options'], '只有文字和清单才有选项', '删去 options，或改 type')
  if ((min ?? Number.NEGATIVE_INFINITY) > (max ?? Number.POSITIVE_INFINITY))
    report([...path, 'min'], '下限大于上限', '改正 min 或 max')
}

function checkTier(check: Check, tier: TierDefinition, at: number) {
  const path = ['tiers', at] as const
  const { ruleSet, report } = check
  const earlier = ruleSet.tiers.slice(0, at)
  if (earlier.some((other) => other.id === tier.id)) report([...path, 'id'], '档次编号重复', '换一个编号')
  if (earlier.some((other) => other.order === tier.order)) {
    report([...path, 'order'], '档次顺序重复', '从 1 起依次编号')
  }
  const members = ruleSet.clauses.filter((clause) => clause.tiers.includes(tier.id))
  if (members.length === 0) report([...path, 'id'], '没有条款属于这个档次', '在条款的 tiers 里写上它，或删去它')
  checkBuildsOn(check, tier, path)
  if (tier.requires === 'every') return
  if (tier.requires.atLeast > members.length) {
    const message = `要求 ${tier.requires.atLeast} 条，但只有 ${members.length} 条属于它`
    report([...path, 'requires', 'atLeast'], message, '减少要求的条数')
  }
  for (const id of tier.requires.including ?? []) {
    if (members.some((clause) => clause.id === id)) continue
    report([...path, 'requires', 'including'], `必备条款“${id}”不属于它`, '改正编号')
  }
}

function checkBuildsOn({ ruleSet, report }: Check, tier: TierDefinition, path: Path) {
  if (tier.buildsOn === undefined) return
  const below = ruleSet.tiers.find((other) => other.id === tier.buildsOn)
  if (below === undefined) report([...path, 'buildsOn'], `没有档次“${tier.buildsOn}”`, '改正编号')
  else if (below.order >= tier.order) report([...path, 'buildsOn'], '只能建立在更低的档次上', '调整 order')
}

function checkClause(check: Check, clause: Clause, path: Path) {
  const { ruleSet, report } = check
  clause.tiers.forEach((id, at) => {
    if (ruleSet.tiers.some((tier) => tier.id === id)) return
    report([...path, 'tiers', at], `没有档次“${id}”`, '改正编号，或在 tiers 里增加')
  })
  if (!Object.hasOwn(ruleSet.documents, clause.source.document)) {
    report([...path, 'source', 'document'], `documents 里没有“${clause.source.document}”`, '在 documents 里增加')
  }
  if (clause.appliesWhen !== undefined) checkFactTest(check, clause.appliesWhen, [...path, 'appliesWhen'])
}

function checkRule(check: Check, rule: Rule, path: Path): void {
  switch (rule.kind) {
    case 'coverage':
    case 'countInCircle':
      return checkCategories(check, rule.anyOf, [...path, 'anyOf'])
    case 'distinctTypes':
      if (rule.min > rule.of.length) {
        const message = `要求 ${rule.min} 类，但只列了 ${rule.of.length} 类`
        check.report([...path, 'min'], message, '减少 min 或补全 of')
      }
      return checkCategories(check, rule.of, [...path, 'of'])
    case 'attribute':
      return checkFactTest(check, rule, path)
    case 'ratio':
      checkOperand(check, rule.numerator, [...path, 'numerator'])
      return checkOperand(check, rule.denominator, [...path, 'denominator'])
    case 'survey':
      return checkDeclared(check, 'surveys', rule.survey, [...path, 'survey'])
    case 'evidence':
      return checkDeclared(check, 'evidence', rule.evidence, [...path, 'evidence'])
    case 'allOf':
    case 'anyOf':
      return rule.rules.forEach((part, at) => checkRule(check, part, [...path, 'rules', at]))
  }
}

function checkCategories({ categories, report }: Check, ids: readonly string[], path: Path) {
  ids.forEach((id, at) => {
    if (categories !== undefined && !categories.has(id))
      report([...path, at], `不认识的设施类别“${id}”`, '写 categories.yaml 里的 id')
  })
}

function checkOperand(check: Check, operand: RatioOperand, path: Path) {
  if ('places' in operand) return checkCategories(check, operand.places.anyOf ?? [], [...path, 'places', 'anyOf'])
  if (!('fact' in operand)) return
  const declared = check.ruleSet.facts[operand.fact]
  if (declared === undefined) return checkDeclared(check, 'facts', operand.fact, [...path, 'fact'])
  if (declared.type === 'number') return
  check.report([...path, 'fact'], `“${operand.fact}”不是数值，不能算比值`, '换一个数值事实')
}

function checkFactTest(check: Check, tested: { readonly fact: string; readonly test: FactTest }, path: Path) {
  const declared = check.ruleSet.facts[tested.fact]
  if (declared === undefined) return checkDeclared(check, 'facts', tested.fact, [...path, 'fact'])
  if (!suits(tested.test, declared)) {
    const message = `“${tested.fact}”是 ${declared.type}，不能这样比较`
    check.report([...path, 'test'], message, '改比较方式或 facts 里的 type')
  }
  if ('includesAtLeast' in tested.test && tested.test.includesAtLeast.count > tested.test.includesAtLeast.of.length) {
    check.report([...path, 'test', 'includesAtLeast', 'count'], '要求的项数多于列出的项数', '减少 count')
  }
}

function suits(test: FactTest, declared: FactDeclaration): boolean {
  if ('atLeast' in test || 'atMost' in test) return declared.type === 'number'
  if ('includesAll' in test || 'includesAtLeast' in test) return declared.type === 'list'
  if ('equals' in test) return declared.type === (typeof test.equals === 'string' ? 'text' : typeof test.equals)
  return declared.type === 'text' || declared.type === 'number'
}

function checkDeclared(check: Check, section: 'facts' | 'surveys' | 'evidence', key: string, path: Path) {
  if (Object.hasOwn(check.ruleSet[section], key)) return
  check.report(path, `${section} 里没有声明“${key}”`, `在 ${section} 里写上它和它的 label`)
}
