import {
  PROPOSAL_MOVES,
  type Proposal,
  type ProposalContent,
  type proposalDraft,
  type proposalMove,
} from '@xiayi/contract/stored-scenarios'
import type { z } from 'zod'
import { nationalCalendar } from '../../platform/calendar/working-days.rules.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import { stepsOf } from '../../platform/machine/machine.sql.ts'
import type { Actor } from '../../platform/machine/machine.ts'
import { begin, type Ground, move } from '../../platform/machine/run-machine.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { proposalMachine } from './proposal.machine.ts'
import {
  insertProposal,
  markProposedVersion,
  type ProposalRow,
  proposalOfScenario,
  writeProposal,
} from './proposal.sql.ts'
import { MOST_FEN, totalFen } from './proposal-cost.rules.ts'
import { getScenario } from './stored-scenarios.service.ts'
import { lockScenario } from './stored-scenarios.sql.ts'

type Draft = z.output<typeof proposalDraft>
type MoveAsked = z.output<typeof proposalMove> & { readonly move: (typeof PROPOSAL_MOVES)[number] }

/** Whoever may write may do all of this until there are accounts (docs/decisions/0003). */
const EVERY_ROLE = ['planner', 'leader', 'administrator']

export async function getProposal(county: CountyDb, scenarioId: string): Promise<Proposal | null> {
  await getScenario(county, scenarioId)
  const row = await proposalOfScenario(county.db, scenarioId)
  return row === undefined ? null : describe(county, row)
}

/**
 * Starts a proposal, or rewrites one that is a draft.
 * @param seen the version that was rewritten; undefined for a new one
 * @throws Problem conflict (it is no draft, or was started by somebody else meanwhile), version-conflict, invalid-input (the sum)
 */
export async function writeDraft(
  county: CountyDb,
  asked: { scenarioId: string; seen: number | undefined; draft: Draft; now: Date },
): Promise<Proposal> {
  const { by, ...content } = asked.draft
  const said = { content, totalFen: sumOf(content) }
  await getScenario(county, asked.scenarioId)
  await county.transact(async (tx) => {
    // The scenario's lock decides who starts a proposal.
    await lockScenario(tx, asked.scenarioId)
    const row = await proposalOfScenario(tx, asked.scenarioId)
    if (row === undefined) {
      const made = await insertProposal(tx, { scenarioId: asked.scenarioId, ...said })
      await begin(groundOf(county), tx, proposalMachine, {
        id: made.id,
        subject: made,
        actor: actorOf(by),
        now: asked.now,
        facts: { totalFen: made.totalFen },
      })
      return
    }
    if (asked.seen === undefined)
      throw new Problem('conflict', '这个方案已经有提案了，您的内容没有保存。请刷新，看过现有的提案再改。')
    await move(groundOf(county), tx, proposalMachine, {
      id: row.id,
      transition: 'write',
      actor: actorOf(by),
      now: asked.now,
      ifVersion: asked.seen,
      facts: { totalFen: said.totalFen },
    })
    await writeProposal(tx, row.id, said)
  })
  return mustHave(county, asked.scenarioId)
}

/** @throws Problem version-conflict, conflict (not possible now, or something is missing), invalid-input (a reason) */
export async function moveScenarioProposal(
  county: CountyDb,
  asked: { scenarioId: string; move: MoveAsked; now: Date },
): Promise<Proposal> {
  const scenario = await getScenario(county, asked.scenarioId)
  await county.transact(async (tx) => {
    await lockScenario(tx, scenario.id)
    const row = await proposalOfScenario(tx, scenario.id)
    if (row === undefined) throw new Problem('not-found', '这个方案还没有提案。先填写提案，再提出。')
    await move(groundOf(county), tx, proposalMachine, {
      id: row.id,
      transition: asked.move.move,
      actor: actorOf(asked.move.by),
      now: asked.now,
      ifVersion: asked.move.ifVersion,
      reason: asked.move.reason,
      facts: { scenarioVersion: scenario.version, totalFen: row.totalFen },
    })
    if (asked.move.move === 'propose') await markProposedVersion(tx, row.id, scenario.version)
  })
  return mustHave(county, scenario.id)
}

export function groundOf(county: CountyDb): Ground {
  return { county, calendar: nationalCalendar() }
}

export function actorOf(by: string | undefined): Actor {
  return { id: by ?? '未署名', roles: EVERY_ROLE, channel: 'page' }
}

export function sumOf(content: ProposalContent): number {
  const sum = totalFen(content.costs)
  if (typeof sum === 'number') return sum
  throw new Problem('invalid-input', `费用合计超过 ${MOST_FEN / 100} 元，没有保存。请核对单价和数量。`, {
    errors: [{ where: sum.where, message: '到这一项为止超过上限', remedy: '核对单价（单位是分）和数量' }],
  })
}

async function mustHave(county: CountyDb, scenarioId: string): Promise<Proposal> {
  const row = await proposalOfScenario(county.db, scenarioId)
  if (row === undefined) throw new Error(`the proposal of scenario ${scenarioId} was just written`)
  return describe(county, row)
}

async function describe(county: CountyDb, row: ProposalRow): Promise<Proposal> {
  const { states, transitions } = proposalMachine
  const steps = await stepsOf(county.db, proposalMachine.name, row.id)
  const labels: Readonly<Record<string, { label: string }>> = states
  return {
    ...row.content,
    id: row.id,
    scenarioId: row.scenarioId,
    state: row.state,
    stateLabel: states[row.state].label,
    version: row.version,
    totalFen: row.totalFen,
    scenarioVersion: row.scenarioVersion,
    moves: PROPOSAL_MOVES.flatMap((name) => {
      const way = transitions[name]
      if (way?.from.includes(row.state) !== true) return []
      return [{ move: name, label: way.label, needsReason: way.needsReason === true || way.isOverride === true }]
    }),
    steps: steps.map((step) => ({
      label: transitions[step.transition]?.label ?? '拟稿',
      stateLabel: labels[step.toState]?.label ?? step.toState,
      by: step.actor,
      reason: step.reason,
      at: step.at.toISOString(),
    })),
  }
}
