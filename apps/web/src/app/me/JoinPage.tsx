import { roleWords } from '@xiayi/contract/identity'
import '../../features/identity/identity.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { acceptInvitation, invitationQuery, meQuery } from '../../features/identity/identity.queries.ts'
import { SignInForm } from '../../features/identity/SignInForm.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** What an invitation's link opens. The token is behind the #, which no browser sends and no log keeps. */
export function JoinPage() {
  const { code, name } = useCounty()
  const [token] = useState(() => location.hash.slice(1))
  const me = useQuery(meQuery(code))
  const invitation = useQuery(invitationQuery(code, token))
  const client = useQueryClient()
  const navigate = useNavigate()
  const accept = useMutation({
    mutationFn: () => acceptInvitation(code, token),
    onSuccess: async ({ me: next }) => {
      client.setQueryData(meQuery(code).queryKey, next)
      await navigate({ to: '/me' })
    },
  })
  const error = invitation.error ?? me.error ?? accept.error
  return (
    <main className="page page--narrow">
      <h1>接受邀请</h1>
      {token === '' && <Empty title="链接不完整">请从邀请消息里重新打开整条链接，或请管理员重新发一个。</Empty>}
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {token !== '' && invitation.isPending && <Waiting />}
      {invitation.data && (
        <section className="card stack" aria-label="邀请">
          <p>
            {name}邀请<b>{invitation.data.name}</b>（手机号 {invitation.data.phone}）担任
            <b>{roleWords[invitation.data.role]}</b>。
          </p>
          <p className="soft small">链接到 {dayTimeWords(invitation.data.expiresAt)} 为止有效，只能用一次。</p>
          {me.data && (
            <p className="row">
              <Button look="main" disabled={accept.isPending} onClick={() => accept.mutate()}>
                接受
              </Button>
            </p>
          )}
        </section>
      )}
      {invitation.data && me.data === null && (
        <section className="card stack" aria-label="先用被邀请的手机号登录">
          <h2 className="card__title">先用这个手机号登录</h2>
          <SignInForm />
        </section>
      )}
    </main>
  )
}
