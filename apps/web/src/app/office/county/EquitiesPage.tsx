import '../../../features/circles/county/county.css'
import { useCounty } from '../../../live/county.ts'
import { ThemesPart } from './ThemesPart.tsx'

/** The themes that the plan wants spread evenly, before one of them is opened. */
export function EquitiesPage() {
  const { name } = useCounty()
  return (
    <>
      <header>
        <h1>{name}的覆盖和公平</h1>
        <p className="soft">体育、阅读、养老：谁走得到，社区之间差多少。按现在的网点、路网和居民算。</p>
      </header>
      <ThemesPart />
    </>
  )
}
