import { Icon } from '@xiayi/ui/Icon.tsx'
import { ReportMaker } from './ReportMaker.tsx'

type Subject = Parameters<typeof ReportMaker>[0]['subject']

/** "报告" beside a title: closed until it is wanted, so that nothing is made by a slip. */
export function ReportMenu({ subject, standardId }: { subject: Subject; standardId?: string }) {
  return (
    <details className="report-menu">
      <summary className="x-button x-button--plain">
        <Icon name="book" size={18} />
        报告
      </summary>
      <div className="report-menu__sheet card">
        <p className="small soft">选一种，做好就能下载。数字和这一页的相同。</p>
        <ReportMaker subject={subject} {...(standardId !== undefined && { standardId })} />
      </div>
    </details>
  )
}
