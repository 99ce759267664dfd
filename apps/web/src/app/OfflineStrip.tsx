import { Icon } from '@xiayi/ui/Icon.tsx'
import { useIsOnline } from '../live/online.ts'

export function OfflineStrip() {
  if (useIsOnline()) return null
  return (
    <div className="offline" role="status">
      <Icon name="offline" size={20} />
      网络断了。已经打开的内容还能看，连上后会自己更新。
    </div>
  )
}
