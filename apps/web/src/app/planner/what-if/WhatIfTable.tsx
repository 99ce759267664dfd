import { Empty, Waiting } from '@xiayi/ui/Notice.tsx'
import { PreviewTable } from '../../../features/scenarios/PreviewTable.tsx'
import { usePreview } from '../../../features/scenarios/preview-runner.ts'
import { useCounty } from '../../../live/county.ts'
import { useCategoryName } from '../../category-names.ts'
import { usePlanner } from '../use-planner.ts'
import { useSketch } from './sketch.ts'
import { previewQuestion } from './what-if-search.ts'

export function WhatIfTable() {
  const { code } = useCounty()
  const { search } = usePlanner()
  const { reply, isAsking } = usePreview(code, previewQuestion(search, useSketch()))
  const categoryName = useCategoryName()
  if (reply === null) return isAsking ? <Waiting /> : <Empty title="还没有改动。关上表格，先在地图上添一处。" />
  return <PreviewTable preview={reply} categoryName={categoryName} />
}
