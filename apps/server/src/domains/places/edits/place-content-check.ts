import type { PlaceContent } from '@xiayi/contract/place-edits'
import type { CountyDb } from '../../../platform/db/db.ts'
import { Problem, type ProblemError } from '../../../platform/problem/problem.ts'
import { categorySet } from '../categories/categories.service.ts'
import { hoursOf } from '../search/hours-text.rules.ts'
import { mustLieInCounty, waterFinder } from './ground.service.ts'
import type { StoredContent } from './place-changes.rules.ts'
import { attributeFaults, entranceFaults } from './place-content.rules.ts'

/**
 * @param before what stands, of which hours, categories, attributes and entrances may stay although they would not be taken anew
 * @throws Problem invalid-input naming each field that is wrong
 */
export async function checkContent(
  county: CountyDb,
  content: PlaceContent,
  before: StoredContent | undefined,
): Promise<void> {
  const said = [...categoryFaults(content, before), ...hoursFaults(content, before)]
  refuse([...said, ...attributeFaults(content.attributes, before?.attributes)])
  await mustLieInCounty(county, content.at, 'body/at')
  for (const [i, entrance] of content.entrances.entries())
    await mustLieInCounty(county, entrance, `body/entrances/${i}`)
  refuse(entranceFaults(content, before, await waterFinder(county)))
}

function refuse(errors: readonly ProblemError[]): void {
  if (errors.length > 0) throw new Problem('invalid-input', '有几处填得不对，没有保存。', { errors: [...errors] })
}

function categoryFaults({ categoryIds }: PlaceContent, before: StoredContent | undefined): ProblemError[] {
  const known = new Set(categorySet().categories.map(({ id }) => id))
  return categoryIds.flatMap((id, i) =>
    known.has(id) || before?.categoryIds.includes(id)
      ? []
      : [{ where: `body/categoryIds/${i}`, message: `没有类别“${id}”`, remedy: '请从类别列表里选择' }],
  )
}

function hoursFaults({ hours }: PlaceContent, before: StoredContent | undefined): ProblemError[] {
  if (hours === null || hours === before?.hours || hoursOf(hours) !== undefined) return []
  return [
    {
      where: 'body/hours',
      message: `看不懂营业时间“${hours.slice(0, 40)}”`,
      remedy: '写成 08:00-22:00、Mo-Fr 09:00-17:00、周一至周五 9:00-17:00 或 24/7',
    },
  ]
}
