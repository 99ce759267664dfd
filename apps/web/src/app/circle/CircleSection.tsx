import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import type { ReactNode } from 'react'
import { shownProblem } from '../../live/request.ts'
import { reveal } from '../reveal.ts'

/** The parts of a circle's page, in their order, with the names of its inner menu. */
const circleSections = [
  { id: 'clauses', word: '逐条' },
  { id: 'missing', word: '缺什么补什么' },
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
        // A second click on the same link changes no address, and opens what was closed in between.
        <a key={id} href={`#${id}`} onClick={() => reveal(id)}>
          {word}
        </a>
      ))}
    </nav>
  )
}

type CircleSectionProps = {
  id: SectionId
  /** what is inside, in one line; undefined while it is under way */
  line: string | undefined
  isOpenFirst?: boolean
  note?: string
  children: ReactNode
}

/** A part that can be folded to its title and one line. On paper everything is open. */
export function CircleSection({ id, line, isOpenFirst = false, note, children }: CircleSectionProps) {
  const word = circleSections.find((section) => section.id === id)?.word ?? id
  return (
    <section className="circle__section" id={id} aria-labelledby={`${id}-title`}>
      <details open={isOpenFirst}>
        <summary className="circle__fold">
          <h2 id={`${id}-title`}>{word}</h2>
          <span className="circle__line soft">{line ?? '正在读取…'}</span>
        </summary>
        <div className="circle__inside">
          {note !== undefined && <p className="soft small">{note}</p>}
          {children}
        </div>
      </details>
    </section>
  )
}

type Asked<T> = { data: T | undefined; error: Error | null }

/** What a question brought: its answer, its refusal, or that it is still under way. */
export function Answered<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  if (asked.error) return <ProblemNotice problem={shownProblem(asked.error)} />
  return asked.data === undefined ? <Waiting /> : children(asked.data)
}
