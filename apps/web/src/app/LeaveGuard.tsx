import { useBlocker } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { useEffect, useRef } from 'react'

/** Whoever leaves a form with something unsaved is asked first: here by the page, at a closed tab by the browser. */
export function LeaveGuard({ isUnsaved }: { isUnsaved: () => boolean }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: isUnsaved,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  })
  useEffect(() => {
    if (status === 'blocked') dialog.current?.showModal()
    else dialog.current?.close()
  }, [status])
  return (
    <dialog ref={dialog} className="ask-dialog" aria-labelledby="leave-guard" onCancel={() => reset?.()}>
      <form method="dialog">
        <h2 id="leave-guard">还没有保存</h2>
        <p>现在离开，刚才改的就没有了。</p>
        <div className="ask-dialog__ways">
          <Button look="main" onClick={() => reset?.()}>
            留下继续改
          </Button>
          <Button onClick={() => proceed?.()}>不保存，离开</Button>
        </div>
      </form>
    </dialog>
  )
}
