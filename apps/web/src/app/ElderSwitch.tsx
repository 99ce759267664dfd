import { chooseElderMode, useElderMode } from '@xiayi/ui/elder-mode'

/** 长辈版 and back, one tap away at the top of every page. */
export function ElderSwitch() {
  const { isElder } = useElderMode()
  return (
    <button type="button" className="top__action" aria-pressed={isElder} onClick={() => chooseElderMode(!isElder)}>
      {isElder ? '标准版' : '长辈版'}
    </button>
  )
}
