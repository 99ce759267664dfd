import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { shownProblem } from '../live/request.ts'

export function ErrorPage({ error }: { error: unknown }) {
  return (
    <main className="page page--narrow">
      <h1>页面没能打开</h1>
      <ProblemNotice problem={shownProblem(error)}>
        <Button look="main" onClick={() => location.reload()}>
          刷新页面
        </Button>
        <a className="x-button x-button--plain" href="/">
          回首页
        </a>
      </ProblemNotice>
    </main>
  )
}
