import './standards.css'
import type { StandardSummary } from '@xiayi/contract/standards'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { dayWords, shareWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'

type StandardListProps = {
  standards: readonly StandardSummary[]
  link: (standard: StandardSummary, children: ReactNode) => ReactNode
}

export function StandardList({ standards, link }: StandardListProps) {
  if (standards.length === 0) return <Empty title="没有标准">请管理员检查 standards 文件夹。</Empty>
  return (
    <ul className="standard-list">
      {standards.map((standard) => (
        <li key={standard.id} className="card standard">
          <h2>{link(standard, standard.title)}</h2>
          <p className="row">
            <Tag tone={standard.isOfficial ? 'lake' : 'example'}>{standard.isOfficial ? '官方标准' : '非官方'}</Tag>
            <span className="soft">版本 {standard.version}</span>
          </p>
          {standard.note !== null && <p>{standard.note}</p>}
          <div>
            <p className="soft small x-num">
              已对照原文 {shareWords(standard.verifiedClauses, standard.clauses, '条')}
            </p>
            <Bar
              value={standard.clauses === 0 ? 0 : standard.verifiedClauses / standard.clauses}
              label={`已对照原文 ${standard.verifiedClauses} / ${standard.clauses} 条`}
            />
          </div>
          <p className="soft small">
            {standard.firstUsedAt === null
              ? '还没有用于评价'
              : `${dayWords(standard.firstUsedAt)}起用于评价，内容不再改`}
          </p>
        </li>
      ))}
    </ul>
  )
}
