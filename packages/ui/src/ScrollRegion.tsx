import type { ReactNode } from 'react'

/** A wide table that scrolls by itself, so that the page does not; arrow keys scroll it when it has the focus. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard
    <section className="x-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
