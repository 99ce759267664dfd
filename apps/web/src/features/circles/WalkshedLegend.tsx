import type { walkshedCollection } from '@xiayi/contract/circles'
import { countWords, speedWords } from '@xiayi/ui/format'
import { walkBands } from '@xiayi/ui/tokens'
import { originWords } from './clause-words.ts'

type Walkshed = ReturnType<(typeof walkshedCollection)['parse']>

export function bandColour(minutes: number): string {
  return walkBands.find((band) => minutes <= band.minutes)?.colour ?? walkBands[2].colour
}

/** What the bands mean: residents and area within each, the speed, and where the walk starts. */
export function WalkshedLegend({ walkshed }: { walkshed: Walkshed }) {
  const bands = walkshed.features.map(({ properties }) => properties).sort((a, b) => a.minutes - b.minutes)
  return (
    <div className="walkshed-legend">
      <ul>
        {bands.map(({ minutes, residents, areaKm2 }) => (
          <li key={minutes}>
            <span className="walkshed-legend__swatch" style={{ background: bandColour(minutes) }} />
            <span>
              {minutes} 分钟内 <b className="x-num">{countWords(residents)}</b> 人
            </span>
            <span className="soft small x-num">{areaKm2.toFixed(2)} 平方公里</span>
          </li>
        ))}
      </ul>
      <p className="soft small">
        {originWords[walkshed.originKind]} · {walkshed.origins} 处 ·{' '}
        {speedWords(walkshed.profile, walkshed.speedMetresPerSecond)}
      </p>
    </div>
  )
}
