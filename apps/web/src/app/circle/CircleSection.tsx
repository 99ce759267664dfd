import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import type { ReactNode } from 'react'
import { shownProblem } from '../../live/request.ts'

/** The parts of a circle's page, in their order, with the names of its inner menu. */
const circleSections = [
  { id: 'missing', word: '缺什么补什么' },
  { id: 'clauses', word: '逐条' },
  { id: 'compare', word: '比较' },
  { id: 'places', word: '网点' },
  { id: 'people', word: '居民' },
  { id: 'history', word: '历次评价' },
] as const

type SectionId = (typeof circleSections)[number]['id']

export function CircleMenu() {
  return (
    <nav className="circle__menu" aria-label="本页内容">
      {circleSections.map(({ id, word }) => (
        <a key={id} href={`#${id}`}>
          {word}
        </a>
      ))}
    </nav>
  )
}

type CircleSectionProps = { id: SectionId; title: string; note?: string; children: ReactNode }

export function CircleSection({ id, title, note, children }: CircleSectionProps) {
  return (
    <section className="circle__section" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {note !== undefined && <p className="soft small">{note}</p>}
      {children}
    </section>
  )
}

type Asked<T> = { data: T | undefined; error: Error | null }

/** What a question brought: its answer, its refusal, or that it is still under way. */
export function Answered<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  if (asked.error) return <ProblemNotice problem={shownProblem(asked.error)} />
  return asked.data === undefined ? <Waiting /> : children(asked.data)
}
