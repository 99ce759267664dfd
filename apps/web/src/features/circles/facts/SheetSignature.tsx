import { Field } from '@xiayi/ui/Field.tsx'
import { useNow } from '../../../live/now.ts'
import { todayIn } from './fact-words.ts'
import type { FactSheetState } from './use-fact-sheet.ts'

/** Evidence, day and name: once for all answers of a sheet. */
export function SheetSignature({ sheet }: { sheet: FactSheetState }) {
  const now = useNow()
  const { draft, put } = sheet
  return (
    <div className="sheet-signature">
      <Field word="哪天看到或核实的">
        {(id) => (
          <input
            id={id}
            className="answer__text"
            type="date"
            min="2000-01-01"
            max={todayIn(now)}
            required
            value={draft.day}
            onChange={(event) => put({ day: event.target.value })}
          />
        )}
      </Field>
      <Field word="依据（照片、文件号、台账）" isWide>
        {(id) => (
          <input
            id={id}
            className="answer__text"
            type="text"
            maxLength={300}
            value={draft.evidence}
            onChange={(event) => put({ evidence: event.target.value })}
          />
        )}
      </Field>
      <Field word="登记人（姓名或岗位）">
        {(id) => (
          <input
            id={id}
            className="answer__text"
            type="text"
            maxLength={40}
            autoComplete="name"
            value={draft.by}
            onChange={(event) => put({ by: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
