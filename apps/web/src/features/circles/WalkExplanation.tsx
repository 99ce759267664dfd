import type { walkReply } from '@xiayi/contract/circles'
import { distanceWords, speedWords, walkWords } from '@xiayi/ui/format'

type Walk = ReturnType<(typeof walkReply)['parse']>

const kindWords: Record<string, string> = {
  leg: '从门口走到路上',
  road: '沿路走',
  crossing: '过马路',
  steps: '走台阶',
  bridge: '过桥',
  tunnel: '走地下通道',
  compound: '小区里走',
}

const delayWords: Record<string, string> = {
  crossing: '过街让车',
  crossingSignals: '等红绿灯',
  railCrossing: '过铁路道口',
  lift: '等电梯',
  narrow: '过窄口',
  gate: '过小区门',
  steps: '上下台阶',
  unpaved: '走土路',
}

/** Why it takes so long: the walk by kind of way, and what waiting and climbing add. */
export function WalkExplanation({ walk }: { walk: Walk }) {
  const byKind = new Map<string, number>()
  for (const { kind, metres } of walk.segments) byKind.set(kind, (byKind.get(kind) ?? 0) + metres)
  const parts = [...byKind].filter(([, metres]) => metres >= 1).sort(([, a], [, b]) => b - a)
  const delays = walk.delays.filter(({ seconds }) => seconds >= 1)
  return (
    <div className="walk-why">
      <p>
        <b>{walkWords(walk.seconds)}</b> <span className="soft">{distanceWords(walk.metres)}</span>
      </p>
      <ul className="small">
        {parts.map(([kind, metres]) => (
          <li key={kind}>
            {kindWords[kind] ?? '其他路'} {distanceWords(metres)}
          </li>
        ))}
        {delays.map(({ cause, seconds }) => (
          <li key={cause} className="walk-why__penalty">
            {delayWords[cause] ?? '其他等候'} {seconds} 秒
          </li>
        ))}
      </ul>
      <p className="soft small">{speedWords(walk.profile, walk.speedMetresPerSecond)}，含等灯和过街</p>
    </div>
  )
}
