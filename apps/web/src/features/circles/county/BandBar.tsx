import { beyondFill, walkBands } from '@xiayi/ui/tokens'
import { bandWords } from './equity-words.ts'

const fills = [...walkBands.map(({ colour }) => colour), beyondFill]

/** People by walking time as one bar: the darker the nearer; who is left out is hatched, on grey paper too. */
export function BandBar({
  bands,
  minutes,
  about,
}: {
  bands: readonly number[]
  minutes: readonly number[]
  about: string
}) {
  const words = bandWords(minutes)
  const said = bands.map((count, at) => `${words[at]} ${count} 人`).join('，')
  return (
    <div className="bands" role="img" aria-label={`${about}：${said}`}>
      {bands.map(
        (count, at) =>
          count > 0 && (
            <span
              key={words[at]}
              className={at === bands.length - 1 ? 'bands__beyond' : ''}
              style={{ flexGrow: count, background: fills[at] }}
            />
          ),
      )}
    </div>
  )
}

export function BandLegend({ minutes, speed }: { minutes: readonly number[]; speed: string }) {
  return (
    <ul className="band-legend small">
      {bandWords(minutes).map((word, at) => (
        <li key={word}>
          <span
            className={at === minutes.length ? 'bands__swatch bands__beyond' : 'bands__swatch'}
            style={{ background: fills[at] }}
          />
          {word}
        </li>
      ))}
      <li className="soft">{speed}</li>
    </ul>
  )
}
