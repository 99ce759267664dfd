import { useCounties, useCounty } from '../live/county.ts'

/** Another county is another data set: the page is loaded anew, and nothing of the old one stays on it. */
export function CountySwitch() {
  const { code } = useCounty()
  const counties = useCounties()
  if (counties.length < 2) return null
  return (
    <label className="county-switch">
      <span className="x-sr">换一个县</span>
      <select
        value={code}
        onChange={(event) =>
          location.assign(
            `${location.pathname.startsWith('/office') ? '/office' : location.pathname === '/map' ? '/map' : '/'}?county=${event.target.value}`,
          )
        }
      >
        {counties.map((county) => (
          <option key={county.code} value={county.code}>
            {county.isExample ? `${county.name}（示例数据）` : county.name}
          </option>
        ))}
      </select>
    </label>
  )
}
