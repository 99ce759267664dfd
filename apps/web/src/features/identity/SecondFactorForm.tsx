import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Me } from '@xiayi/contract/identity'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { type FormEvent, useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { meQuery, passkeyAskOptions, showCode, showPasskey } from './identity.queries.ts'
import { shownPasskeyProblem } from './passkey-words.ts'

type Way = 'passkey' | 'totp' | 'recovery'

/** What staff show after the text: whichever of their ways they like. */
export function SecondFactorForm({ me }: { me: Me }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [way, setWay] = useState<Way>(me.factors.includes('passkey') ? 'passkey' : 'totp')
  const [digits, setDigits] = useState('')
  const show = useMutation({
    mutationFn: async (given: Way) => {
      if (given !== 'passkey') return showCode(county, given, digits)
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const answer = await startAuthentication({ optionsJSON: await passkeyAskOptions(county) })
      const { clientDataJSON, authenticatorData, signature } = answer.response
      return showPasskey(county, {
        id: answer.id,
        rawId: answer.rawId,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature },
      })
    },
    onSuccess: async ({ me: next }) => {
      client.setQueryData(meQuery(county).queryKey, next)
      await client.invalidateQueries({ queryKey: ['identity', county] })
    },
  })
  const choose = (next: Way) => {
    setWay(next)
    setDigits('')
    show.reset()
  }
  return (
    <form
      className="sign-in"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        show.mutate(way)
      }}
    >
      {way === 'passkey' ? (
        <p>用登记过的手机、电脑或安全钥匙确认一下：指纹、人脸或锁屏密码。</p>
      ) : (
        <label className="sign-in__field">
          {way === 'totp' ? '验证器上的 6 位数字' : '一个没用过的恢复码'}
          <input
            inputMode={way === 'totp' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            maxLength={way === 'totp' ? 12 : 40}
            value={digits}
            onChange={(event) => setDigits(event.target.value)}
          />
        </label>
      )}
      {show.error && <ProblemNotice problem={shownPasskeyProblem(show.error)} />}
      <Button type="submit" look="main" disabled={show.isPending || (way !== 'passkey' && digits.trim() === '')}>
        {way === 'passkey' ? '用通行密钥验证' : '验证'}
      </Button>
      <div className="sign-in__ways">
        {way !== 'passkey' && me.factors.includes('passkey') && (
          <Button look="quiet" onClick={() => choose('passkey')}>
            改用通行密钥
          </Button>
        )}
        {way !== 'totp' && me.factors.includes('totp') && (
          <Button look="quiet" onClick={() => choose('totp')}>
            改用验证器
          </Button>
        )}
        {way !== 'recovery' && me.factors.includes('recovery') && (
          <Button look="quiet" onClick={() => choose('recovery')}>
            都不在身边，用恢复码
          </Button>
        )}
      </div>
    </form>
  )
}
