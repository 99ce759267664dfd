import type { PlaceImport } from '@xiayi/contract/places'
import { importNotes, understoodWords } from './import-words.ts'

type ImportUnderstoodProps = { understood: PlaceImport['understood'] }

/** What was understood of a file, and what a clerk must know of it as a whole. */
export function ImportUnderstood({ understood }: ImportUnderstoodProps) {
  const words = understoodWords(understood)
  const notes = importNotes(understood)
  return (
    <>
      {words.length > 0 && (
        <details className="card understood">
          <summary>认出了什么</summary>
          <dl>
            {words.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {notes.length > 0 && (
        <section className="card" aria-label="要知道的">
          <ul className="import-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
