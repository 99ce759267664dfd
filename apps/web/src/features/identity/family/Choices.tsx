import './family.css'
import type { ReactNode } from 'react'

/** Several boxes under one heading. */
export function Choices({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      <div className="choices__all">{children}</div>
    </fieldset>
  )
}
