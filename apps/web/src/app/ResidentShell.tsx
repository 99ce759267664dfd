import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Emblem } from '@xiayi/ui/Emblem.tsx'
import { Icon, type IconName } from '@xiayi/ui/Icon.tsx'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { useCounty } from '../live/county.ts'
import { CountySwitch } from './CountySwitch.tsx'
import { ElderQuestion } from './ElderQuestion.tsx'
import { ElderSwitch } from './ElderSwitch.tsx'
import { OfflineStrip } from './OfflineStrip.tsx'

const tabs = [
  { to: '/', word: '首页', icon: 'home' },
  { to: '/map', word: '地图', icon: 'map' },
  { to: '/me', word: '我的', icon: 'person' },
] as const satisfies readonly { to: string; word: string; icon: IconName }[]

function Tabs() {
  return tabs.map(({ to, word, icon }) => (
    <Link
      key={to}
      to={to}
      className="tab"
      activeOptions={{ exact: true, includeSearch: false }}
      activeProps={{ className: 'tab tab--on' }}
    >
      <Icon name={icon} size={24} />
      {word}
    </Link>
  ))
}

/** Around the pages of residents. */
export function ResidentShell() {
  return (
    <ResidentFrame>
      <Outlet />
    </ResidentFrame>
  )
}

/** The bar at the top, the tabs at the bottom, and a page between them. */
export function ResidentFrame({ children }: { children: ReactNode }) {
  const { name, isExample } = useCounty()
  const isFull = useLocation({ select: ({ pathname }) => pathname === '/map' })
  return (
    <div className={isFull ? 'shell shell--full' : 'shell'}>
      <a className="skip" href="#content">
        跳到正文
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <Emblem />
          <span className="brand__words">
            <b>夏邑生活</b>
            <span>{name}</span>
          </span>
        </Link>
        {isExample && <ExampleMark />}
        <nav className="top__tabs" aria-label="主要页面">
          <Tabs />
        </nav>
        <CountySwitch />
        <ElderSwitch />
        <Link to="/office" className="top__action top__action--desk">
          <Icon name="office" size={20} />
          部门办公
        </Link>
      </header>
      <OfflineStrip />
      <ElderQuestion />
      <div id="content" className="shell__content">
        {children}
      </div>
      <nav className="bottom-tabs" aria-label="主要页面（底部）">
        <Tabs />
      </nav>
    </div>
  )
}
