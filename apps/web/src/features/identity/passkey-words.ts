import type { ShownProblem } from '@xiayi/ui/Notice.tsx'
import { shownProblem } from '../../live/request.ts'

/** A browser's own refusals (W3C WebAuthn, 5.1.3 and 5.1.4) in words that say what to do. */
export function shownPasskeyProblem(error: Error): ShownProblem {
  const words = (title: string, detail: string): ShownProblem => ({ title, detail, errors: [], traceId: null })
  if (error.name === 'NotAllowedError')
    return words('没有完成', '您取消了，或者等得太久。请再点一次，并在弹出的窗口里确认。')
  if (error.name === 'InvalidStateError') return words('已经登记过', '这个设备上已有您的通行密钥，直接用它验证就行。')
  if (error.name === 'SecurityError' || error.name === 'NotSupportedError')
    return words('这里用不了通行密钥', '这个浏览器或网址不支持。请换一个浏览器，或改用验证器。')
  return shownProblem(error)
}
