import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CodeSent } from '@xiayi/contract/identity'
import { canonicalPhone, phoneWords } from '@xiayi/contract/phone'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { type FormEvent, useEffect, useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { askCode, meQuery, signIn } from './identity.queries.ts'

function sentWords(leaves: CodeSent['leaves'], phone: string): string {
  if (leaves === 'not-at-all') return '短信还没有开通，验证码发不出去，暂时不能登录。请联系本县的管理员。'
  if (leaves === 'to-dev') return '试用：短信不会发出，验证码在本机的 /dev 页面，5 分钟内有效。'
  return `已发到 ${phoneWords(phone)}，5 分钟内有效。收不到：看看号码对不对，过一分钟重新获取。`
}

/** A number, a text, six digits. No picture to read: the text is the proof. */
export function SignInForm() {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [number, setNumber] = useState('')
  const [digits, setDigits] = useState('')
  const [wait, setWait] = useState(0)
  const phone = canonicalPhone(number)
  const ask = useMutation({
    mutationFn: (to: string) => askCode(county, to),
    onSuccess: ({ resendAfterSeconds }) => setWait(resendAfterSeconds),
  })
  const enter = useMutation({
    mutationFn: (given: { phone: string; code: string }) => signIn(county, given),
    onSuccess: ({ me }) => client.setQueryData(meQuery(county).queryKey, me),
  })
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])

  const isSent = ask.isSuccess
  const canEnter = phone !== undefined && /^\d{6}$/.test(digits.normalize('NFKC').trim())
  function submit(event: FormEvent) {
    event.preventDefault()
    if (phone === undefined) return
    if (canEnter) enter.mutate({ phone, code: digits })
    else if (wait === 0) ask.mutate(phone)
  }
  const error = enter.error ?? ask.error
  return (
    <form className="sign-in" onSubmit={submit}>
      <label className="sign-in__field">
        手机号
        <input
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
          value={number}
          onChange={(event) => {
            setNumber(event.target.value)
            ask.reset()
            setWait(0)
          }}
        />
      </label>
      <div className="sign-in__code">
        <label className="sign-in__field">
          短信验证码
          <input
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            value={digits}
            onChange={(event) => setDigits(event.target.value)}
          />
        </label>
        <Button
          disabled={phone === undefined || wait > 0 || ask.isPending}
          onClick={() => phone !== undefined && ask.mutate(phone)}
        >
          {wait > 0 ? `${wait} 秒后可重发` : isSent ? '重新获取' : '获取验证码'}
        </Button>
      </div>
      <p role="status" className="soft small">
        {isSent && phone !== undefined ? sentWords(ask.data.leaves, phone) : '用手机号登录，没有注册过也一样。'}
      </p>
      {error && <ProblemNotice problem={shownProblem(error)} />}
      <Button type="submit" look="main" disabled={!canEnter || enter.isPending}>
        登录
      </Button>
      <p className="soft small">手机号只用来登录和联系您，加密保存。</p>
    </form>
  )
}
