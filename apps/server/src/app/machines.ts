import { mandateMachine } from '../domains/identity/public.ts'
import { proposalMachine } from '../domains/scenarios/public.ts'
import type { Machine } from '../platform/machine/machine.ts'

/** Every process of the house, by its name: their clocks ring, their books are verified, docs/machines.md draws them. */
export const machines: ReadonlyMap<string, Machine> = new Map(
  [proposalMachine, mandateMachine].map((machine) => [machine.name, machine]),
)
