import './office.css'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Emblem } from '@xiayi/ui/Emblem.tsx'
import { useElderMode } from '@xiayi/ui/elder-mode'
import { Icon, type IconName } from '@xiayi/ui/Icon.tsx'
import { officeTheme } from '@xiayi/ui/office-theme'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useEffect, useRef } from 'react'
import { useCounty } from '../../live/county.ts'
import { CountySwitch } from '../CountySwitch.tsx'
import { ElderQuestion } from '../ElderQuestion.tsx'
import { ElderSwitch } from '../ElderSwitch.tsx'
import { OfflineStrip } from '../OfflineStrip.tsx'

const rooms = [
  { to: '/office', word: '全县总览', icon: 'chart' },
  { to: '/office/equity', word: '覆盖和公平', icon: 'elder' },
  { to: '/office/map', word: '规划地图', icon: 'map' },
  { to: '/office/scenarios', word: '方案', icon: 'layers' },
  { to: '/office/reports', word: '报告', icon: 'book' },
  { to: '/office/facts', word: '登记事实', icon: 'tick' },
  { to: '/office/circles', word: '划圈和目标', icon: 'aim' },
  { to: '/office/import', word: '数据导入', icon: 'upload' },
  { to: '/office/edits', word: '修改记录', icon: 'clock' },
  { to: '/office/help', word: '代办', icon: 'service' },
  { to: '/office/audit', word: '审计', icon: 'search' },
  { to: '/office/staff', word: '员工与角色', icon: 'person' },
  { to: '/office/standards', word: '评价标准', icon: 'book' },
] as const satisfies readonly { to: string; word: string; icon: IconName }[]

export function OfficeShell() {
  const { name, isExample } = useCounty()
  const { isElder } = useElderMode()
  const pathname = useLocation({ select: (location) => location.pathname })
  const isIn = (to: string) => (to === '/office' ? pathname === to || pathname === '/office/' : pathname.startsWith(to))
  const current = rooms.findLast(({ to }) => isIn(to))?.to
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the rooms are a strip: the one that is open is in sight.
    nav.current?.querySelector(`[data-room="${current}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [current])
  return (
    <ConfigProvider locale={zhCN} theme={officeTheme(isElder)} button={{ autoInsertSpace: false }}>
      <App className="office">
        <a className="skip" href="#content">
          跳到正文
        </a>
        <header className="top">
          <Link to="/office" className="brand">
            <Emblem />
            <span className="brand__words">
              <b>部门办公</b>
              <span>{name}</span>
            </span>
          </Link>
          {isExample && <ExampleMark />}
          <CountySwitch />
          <ElderSwitch />
          <Link to="/map" className="top__action top__action--desk">
            <Icon name="map" size={20} />
            地图
          </Link>
        </header>
        <OfflineStrip />
        <ElderQuestion />
        <div className="office__body">
          <nav ref={nav} className="office__nav" aria-label="办公栏目">
            {rooms.map(({ to, word, icon }) => (
              <Link
                key={to}
                to={to}
                data-room={to}
                className={isIn(to) ? 'office__room office__room--on' : 'office__room'}
                aria-current={isIn(to) ? 'page' : undefined}
              >
                <Icon name={icon} />
                {word}
              </Link>
            ))}
            <Link to="/map" className="office__room office__room--phone">
              <Icon name="map" />
              居民地图
            </Link>
          </nav>
          <main id="content" className="office__content">
            <Outlet />
          </main>
        </div>
      </App>
    </ConfigProvider>
  )
}
