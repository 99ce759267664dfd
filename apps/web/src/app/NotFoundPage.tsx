import { Link } from '@tanstack/react-router'
import { Emblem } from '@xiayi/ui/Emblem.tsx'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { ResidentFrame } from './ResidentShell.tsx'

export function NotFoundPage() {
  return (
    <ResidentFrame>
      <main className="page page--narrow page--middle">
        <Emblem size={72} />
        <h1>没有这个页面</h1>
        <Empty title="网址可能写错了，或者这一页已经搬走。">
          <p className="row row--middle">
            <Link to="/" className="x-button x-button--main">
              回首页
            </Link>
            <Link to="/map" className="x-button x-button--plain">
              看地图
            </Link>
          </p>
        </Empty>
      </main>
    </ResidentFrame>
  )
}
