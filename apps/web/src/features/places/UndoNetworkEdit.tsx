import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { asksToCutOff, undoNetworkEdit } from './edits.queries.ts'

type UndoNetworkEditProps = { id: string; baseVersion: string; onDone?: () => void }

/** Takes one edit of the network back; where that cuts people off, it says whom and asks once more. */
export function UndoNetworkEdit({ id, baseVersion, onDone }: UndoNetworkEditProps) {
  const { code } = useCounty()
  const client = useQueryClient()
  const undo = useMutation({
    mutationFn: (mayCutOff: boolean) => undoNetworkEdit(code, { id, baseVersion, mayCutOff }),
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries(),
  })
  const problem = undo.error === null ? null : shownProblem(undo.error)
  const isAsked = problem !== null && asksToCutOff(problem)
  return (
    <div className="undo-edit">
      <Button size="small" danger={isAsked} loading={undo.isPending} onClick={() => undo.mutate(isAsked)}>
        {isAsked ? '仍要撤销' : '撤销'}
      </Button>
      {problem !== null && (
        <p role="alert" className="small undo-edit__why">
          {problem.detail}
        </p>
      )}
    </div>
  )
}
