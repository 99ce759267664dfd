import type { ReactNode } from 'react'

type Tone = 'pass' | 'fail' | 'unknown' | 'lake' | 'example'

export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`x-tag x-tag--${tone}`}>{children}</span>
}

/** Generated data is never mistaken for the real county. */
export function ExampleMark() {
  return <Tag tone="example">示例数据</Tag>
}

/** The clause's text was not read in the original document. */
export function UnverifiedMark() {
  return (
    <span className="x-tag x-tag--example" title="条文出自转引或回忆，尚未对照原文">
      未核验
    </span>
  )
}
