import type { Consumer } from '../../platform/events/outbox.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import { currentNetwork } from '../places/public.ts'
import { DEFAULT_STANDARD } from '../standards/public.ts'
import { EVALUATE_JOB, isEvaluationWaiting } from './evaluate.service.ts'

/** When places, residents or the network change, the circles are evaluated again; several changes in a row, once. */
export function circleConsumers(deps: { jobs: Jobs }): readonly Consumer[] {
  return [
    {
      name: 'circles.evaluate-on-change',
      topics: ['places.changed'],
      async handle(tx, _event, county) {
        if ((await currentNetwork(tx)) === undefined || (await isEvaluationWaiting(tx))) return
        await deps.jobs.enqueue(tx, county.code, EVALUATE_JOB, {
          circleIds: null,
          standardId: DEFAULT_STANDARD,
          onlyChanged: true,
        })
      },
    },
  ]
}
