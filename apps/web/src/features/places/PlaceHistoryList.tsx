import type { PlaceHistory } from '@xiayi/contract/place-edits'
import { dayTimeWords } from '@xiayi/ui/format'
import { Button } from 'antd'
import { placeActionWords, signedWords } from './edit-words.ts'

type PlaceHistoryListProps = { history: PlaceHistory; isBusy: boolean; onRestore: (version: number) => void }

/** Every version with who, when and what changed; an earlier one can be put back. */
export function PlaceHistoryList({ history, isBusy, onRestore }: PlaceHistoryListProps) {
  return (
    <ol className="place-history">
      {history.items.map((version, i) => {
        const older = history.items[i + 1]
        return (
          <li key={version.version} className="card">
            <p className="row">
              <b>{placeActionWords[version.action]}</b>
              <span>{signedWords(version)}</span>
              <span className="soft">{dayTimeWords(version.at)}</span>
              <span className="soft x-num">第 {version.version} 版</span>
              {i === 0 && older !== undefined && version.action !== 'create' && (
                <Button size="small" loading={isBusy} onClick={() => onRestore(older.version)}>
                  {version.action === 'remove' ? '恢复' : '撤销这次修改'}
                </Button>
              )}
            </p>
            {version.changes.length > 0 && (
              <ul className="small">
                {version.changes.map(({ field, before, after }) => (
                  <li key={field}>
                    {field}：<del>{before ?? '无'}</del> → <ins>{after ?? '无'}</ins>
                  </li>
                ))}
              </ul>
            )}
          </li>
        )
      })}
    </ol>
  )
}
