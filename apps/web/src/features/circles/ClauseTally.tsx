/** 达标 / 未达标 / 说不准 as one bar of three lengths, each with its count and word. */
export function ClauseTally({ passed, failed, unknown }: { passed: number; failed: number; unknown: number }) {
  const parts = [
    { word: '达标', count: passed, tone: 'pass' },
    { word: '未达标', count: failed, tone: 'fail' },
    { word: '说不准', count: unknown, tone: 'unknown' },
  ]
  const total = passed + failed + unknown
  return (
    <div className="tally">
      <div
        className="tally__bar"
        role="img"
        aria-label={`${total} 项：达标 ${passed}，未达标 ${failed}，说不准 ${unknown}`}
      >
        {parts.map(
          ({ tone, count }) =>
            count > 0 && <span key={tone} className={`tally__${tone}`} style={{ flexGrow: count }} />,
        )}
      </div>
      <p className="tally__words small x-num">
        <span className="soft">共 {total} 项</span>
        {parts.map(({ word, count, tone }) => (
          <span key={tone} className={`tally__word tally__word--${tone}`}>
            {word} <b>{count}</b>
          </span>
        ))}
      </p>
    </div>
  )
}
