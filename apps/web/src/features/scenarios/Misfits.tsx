import type { Preview } from '@xiayi/contract/scenarios'
import type { ReactNode } from 'react'

type MisfitsProps = Pick<Preview, 'misfits'> & {
  /** a change in words, by its place in the list */
  word?: (at: number) => string
  /** what to do next */
  children?: ReactNode
}

/** Changes that do not fit the county as it is, one by one: they are not counted, and not lost. */
export function Misfits({ misfits, word, children }: MisfitsProps) {
  if (misfits.length === 0) return null
  return (
    <div className="x-notice x-notice--fail" role="alert">
      <p>有 {misfits.length} 处改动和现在的县对不上，没有算进来，也没有丢：</p>
      <ul className="x-notice__list">
        {misfits.map(({ at, message }) => (
          <li key={at}>
            <b>
              改动 {at + 1}
              {word !== undefined && `（${word(at)}）`}
            </b>
            ：{message}
          </li>
        ))}
      </ul>
      {children !== undefined && <div className="x-notice__ways">{children}</div>}
    </div>
  )
}
