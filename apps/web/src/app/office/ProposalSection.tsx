import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Proposal, ProposalContent } from '@xiayi/contract/stored-scenarios'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ProposalForm } from '../../features/scenarios/ProposalForm.tsx'
import { ProposalFacts, ProposalMoves, ProposalSteps } from '../../features/scenarios/ProposalView.tsx'
import { moveProposal, proposalQuery, writeProposal } from '../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

type Written = { content: ProposalContent; by: string | undefined; onDone: () => void }
type Moved = { move: Proposal['moves'][number]['move']; reason: string; by: string | undefined }

/** A scenario's proposal: written while it is a draft, shown and decided afterwards. */
export function ProposalSection({ scenarioId }: { scenarioId: string }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const { data: proposal, error, isPending } = useQuery(proposalQuery(code, scenarioId))
  const refresh = () => client.invalidateQueries({ queryKey: ['scenarios', code] })
  const write = useMutation({
    mutationFn: ({ content, by }: Written) => writeProposal(code, scenarioId, { content, by, seen: proposal?.version }),
    onSuccess: (_, { onDone }) => {
      onDone()
      return refresh()
    },
  })
  const move = useMutation({
    mutationFn: (made: Moved) => moveProposal(code, scenarioId, { ...made, ifVersion: proposal?.version ?? 0 }),
    onSettled: refresh,
  })
  const problem = write.error ?? move.error
  return (
    <section className="card" aria-labelledby="proposal">
      <h2 id="proposal">提案</h2>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {isPending && <Waiting />}
      {problem && <ProblemNotice problem={shownProblem(problem)} />}
      {proposal !== undefined && (
        <div className="proposal">
          {proposal === null || proposal.state === 'draft' ? (
            <ProposalForm
              key={proposal?.version ?? 0}
              scenarioId={scenarioId}
              proposal={proposal}
              isSaving={write.isPending}
              onSave={(content, by, onDone) => write.mutate({ content, by, onDone })}
            />
          ) : (
            <ProposalFacts proposal={proposal} />
          )}
          {proposal !== null && (
            <>
              <ProposalMoves
                key={`${proposal.state} ${proposal.version}`}
                proposal={proposal}
                isMoving={move.isPending}
                onMove={(name, reason, by) => move.mutate({ move: name, reason, by })}
              />
              <ProposalSteps proposal={proposal} />
            </>
          )}
        </div>
      )}
    </section>
  )
}
