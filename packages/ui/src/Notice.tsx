import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

/** What a refusal says: the shape of a problem reply, and of a lost network. */
export type ShownProblem = {
  title: string
  detail: string
  errors: readonly { where: string; message: string; remedy?: string | undefined }[]
  traceId: string | null
  /** what to do next, offered with the refusal itself */
  ways?: readonly ProblemWay[]
}

export type ProblemWay = { label: string } & ({ href: string } | { onPress: () => void })

export function ProblemNotice({ problem, children }: { problem: ShownProblem; children?: ReactNode }) {
  return (
    <div className="x-notice x-notice--fail" role="alert">
      <p className="x-notice__title">{problem.title}</p>
      {problem.detail !== problem.title && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul className="x-notice__list">
          {problem.errors.map((error) => (
            <li key={`${error.where} ${error.message}`}>
              <b>{error.where}</b> {error.message}
              {error.remedy !== undefined && <span className="x-notice__remedy">怎么办：{error.remedy}</span>}
            </li>
          ))}
        </ul>
      )}
      {(children !== undefined || problem.ways !== undefined) && (
        <div className="x-notice__ways">
          {problem.ways?.map((way) => (
            <Way key={way.label} way={way} />
          ))}
          {children}
        </div>
      )}
      {problem.traceId !== null && <p className="x-notice__trace">报修编号 {problem.traceId}</p>}
    </div>
  )
}

function Way({ way }: { way: ProblemWay }) {
  if ('onPress' in way) return <Button onClick={way.onPress}>{way.label}</Button>
  return (
    <a className="x-button x-button--main" href={way.href}>
      {way.label}
    </a>
  )
}

/** Nothing here, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="x-empty">
      <p className="x-empty__title">{title}</p>
      {children !== undefined && <div className="x-empty__next">{children}</div>}
    </div>
  )
}

export function Waiting({ label = '正在读取…' }: { label?: string }) {
  return (
    <div className="x-waiting" role="status">
      <span className="x-waiting__dots" aria-hidden="true" />
      {label}
    </div>
  )
}
