import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Me } from '@xiayi/contract/identity'
import { TRANSPORTS } from '@xiayi/contract/second-factor'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { type FormEvent, useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { confirmTotp, enrolPasskey, meQuery, passkeyEnrolOptions, startTotp } from './identity.queries.ts'
import { inFours } from './identity-words.ts'
import { shownPasskeyProblem } from './passkey-words.ts'
import { QrCode } from './QrCode.tsx'

interface Enrolled {
  readonly me: Me
  readonly recoveryCodes: readonly string[] | null
}

/** Sets up a passkey or an authenticator; the recovery codes that come with the first are handed up, to be shown once. */
export function EnrolFactor({ onRecoveryCodes }: { onRecoveryCodes: (codes: readonly string[]) => void }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  async function settle({ me, recoveryCodes }: Enrolled) {
    if (recoveryCodes !== null) onRecoveryCodes(recoveryCodes)
    client.setQueryData(meQuery(county).queryKey, me)
    await client.invalidateQueries({ queryKey: ['identity', county] })
  }
  const passkey = useMutation({
    mutationFn: async () => {
      const { startRegistration } = await import('@simplewebauthn/browser')
      const made = await startRegistration({ optionsJSON: await passkeyEnrolOptions(county) })
      const { clientDataJSON, attestationObject } = made.response
      const transports = TRANSPORTS.filter((each) => made.response.transports?.includes(each))
      return enrolPasskey(county, {
        label: '这台设备的通行密钥',
        response: {
          id: made.id,
          rawId: made.rawId,
          type: 'public-key',
          response: { clientDataJSON, attestationObject, transports },
        },
      })
    },
    onSuccess: settle,
  })
  const start = useMutation({ mutationFn: () => startTotp(county) })
  const confirm = useMutation({
    mutationFn: (code: string) => confirmTotp(county, code),
    onSuccess: async (enrolled) => {
      start.reset()
      await settle(enrolled)
    },
  })
  const error = passkey.error ?? start.error ?? confirm.error
  return (
    <div className="enrol">
      <div className="enrol__ways">
        <Button look="main" icon="key" disabled={passkey.isPending} onClick={() => passkey.mutate()}>
          登记通行密钥
        </Button>
        <Button disabled={start.isPending} onClick={() => start.mutate()}>
          登记验证器
        </Button>
      </div>
      <p className="soft small">
        通行密钥：用这台设备的指纹、人脸或锁屏密码，最省事。验证器：手机上的一个应用，每 30 秒换一个 6 位数字。
      </p>
      {error && <ProblemNotice problem={shownPasskeyProblem(error)} />}
      {start.data && (
        <TotpForm of={start.data} isPending={confirm.isPending} onDigits={(digits) => confirm.mutate(digits)} />
      )}
    </div>
  )
}

function TotpForm({
  of,
  isPending,
  onDigits,
}: {
  of: { uri: string; secret: string }
  isPending: boolean
  onDigits: (digits: string) => void
}) {
  const [digits, setDigits] = useState('')
  return (
    <form
      className="enrol__totp"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onDigits(digits)
      }}
    >
      <QrCode text={of.uri} label="验证器扫的二维码" />
      <div className="sign-in">
        <p>
          用验证器扫一扫。扫不了就手工输入：
          <code className="enrol__secret">{inFours(of.secret)}</code>
        </p>
        <label className="sign-in__field">
          验证器上的 6 位数字
          <input
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            value={digits}
            onChange={(event) => setDigits(event.target.value)}
          />
        </label>
        <Button type="submit" look="main" disabled={digits.trim() === '' || isPending}>
          登记完成
        </Button>
      </div>
    </form>
  )
}
