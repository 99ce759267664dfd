import { Button } from '@xiayi/ui/Button.tsx'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { setTokenAsker } from '../live/operator-token.ts'

/** Asks for the operator's token when a change needs it; the request goes on with the answer. */
export function TokenDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  const answer = useRef<((token: string | null) => void) | null>(null)
  const [why, setWhy] = useState('')
  const [token, setToken] = useState('')

  useEffect(() => {
    setTokenAsker(
      (reason) =>
        new Promise((resolve) => {
          answer.current = resolve
          setWhy(reason)
          setToken('')
          dialog.current?.showModal()
        }),
    )
    return () => setTokenAsker(null)
  }, [])

  function settle(value: string | null) {
    dialog.current?.close()
    answer.current?.(value)
    answer.current = null
  }

  return (
    <dialog ref={dialog} className="ask-dialog" aria-labelledby="token-title" onCancel={() => settle(null)}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (token.trim() !== '') settle(token.trim())
        }}
      >
        <h2 id="token-title">需要管理员口令</h2>
        <p className="soft">{why}</p>
        <label className="ask-dialog__field">
          口令
          <input
            type="password"
            autoComplete="off"
            value={token}
            maxLength={200}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <p className="soft small">关掉这个标签页就忘记。不知道口令，请问本县的系统管理员。</p>
        <div className="ask-dialog__ways">
          <Button type="submit" look="main" disabled={token.trim() === ''}>
            继续
          </Button>
          <Button look="quiet" onClick={() => settle(null)}>
            先不改
          </Button>
        </div>
      </form>
    </dialog>
  )
}
