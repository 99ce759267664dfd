type Part = { key: string; count: number; colour: string }

/** A whole in its parts, as long as their counts. The words stand beside it; `label` says them to those who listen. */
export function SplitBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  return (
    <div className="x-split" role="img" aria-label={label}>
      {parts.map(
        ({ key, count, colour }) => count > 0 && <span key={key} style={{ flexGrow: count, background: colour }} />,
      )}
    </div>
  )
}
