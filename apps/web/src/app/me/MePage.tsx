import { roleWords } from '@xiayi/contract/identity'
import '../../features/identity/identity.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { Me } from '@xiayi/contract/identity'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { DeviceList } from '../../features/identity/DeviceList.tsx'
import { EnrolFactor } from '../../features/identity/EnrolFactor.tsx'
import { FactorList } from '../../features/identity/FactorList.tsx'
import { mandatesQuery } from '../../features/identity/family/mandates.queries.ts'
import { meQuery, signOut } from '../../features/identity/identity.queries.ts'
import { scopeWords } from '../../features/identity/identity-words.ts'
import { RecoveryCodes } from '../../features/identity/RecoveryCodes.tsx'
import { SecondFactorForm } from '../../features/identity/SecondFactorForm.tsx'
import { SignInForm } from '../../features/identity/SignInForm.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** One's own page: signing in, showing a second factor, and where one is signed in. */
export function MePage() {
  const { code } = useCounty()
  const me = useQuery(meQuery(code))
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)
  return (
    <main className="page page--narrow">
      {me.error && (
        <ProblemNotice problem={shownProblem(me.error)}>
          <Button onClick={() => void me.refetch()}>再试一次</Button>
        </ProblemNotice>
      )}
      {me.isPending && <Waiting />}
      {me.data === null && <SignIn />}
      {recoveryCodes !== null && <RecoveryCodes codes={recoveryCodes} onDone={() => setRecoveryCodes(null)} />}
      {me.data && <SignedIn me={me.data} onRecoveryCodes={setRecoveryCodes} />}
    </main>
  )
}

function SignIn() {
  return (
    <>
      <h1>登录</h1>
      <section className="card stack" aria-label="用手机号登录">
        <SignInForm />
      </section>
    </>
  )
}

function SignedIn({ me, onRecoveryCodes }: { me: Me; onRecoveryCodes: (codes: readonly string[]) => void }) {
  if (me.secondFactor === 'wanted')
    return (
      <>
        <h1>第二步验证</h1>
        <section className="card stack" aria-label="第二步验证">
          <SecondFactorForm me={me} />
        </section>
        <Leave />
      </>
    )
  return (
    <>
      <h1>{me.name ?? '我的'}</h1>
      <Standing me={me} />
      <FamilyDoor />
      {me.secondFactor === 'enrol' && <Enrol me={me} onRecoveryCodes={onRecoveryCodes} />}
      {me.secondFactor === 'passed' && <FactorList onRecoveryCodes={onRecoveryCodes} />}
      <DeviceList />
      <p className="row">
        <Link to="/me/data" className="x-button x-button--plain">
          我的数据：谁看过、同意、导出、注销
        </Link>
      </p>
      <Leave />
    </>
  )
}

/** The way to one's relatives; says so where one of them waits for an answer, or a clerk acts for the person now. */
function FamilyDoor() {
  const { code } = useCounty()
  const mandates = useQuery(mandatesQuery(code))
  const items = mandates.data?.items ?? []
  const waiting = items.filter(({ moves }) => moves.includes('confirm')).length
  const isHelped = items.some(
    ({ basis, state, myPart }) => basis === 'staff' && state === 'active' && myPart === 'principal',
  )
  return (
    <section className="card stack" aria-labelledby="family-door">
      <h2 id="family-door" className="card__title">
        我的家人
      </h2>
      <p role="status">
        {waiting > 0 ? `有 ${waiting} 个请求等您确认。` : '请家人替您办事，或者替父母等家人办事。'}
        {isHelped && '现在有工作人员正在替您代办。'}
      </p>
      <p className="row">
        <Link to="/me/family" className={waiting > 0 ? 'x-button x-button--main' : 'x-button x-button--plain'}>
          {waiting > 0 ? '去确认' : '我的家人'}
        </Link>
      </p>
    </section>
  )
}

function Standing({ me }: { me: Me }) {
  const { next } = useSearch({ from: '/resident/me' })
  const roles = me.grants.map(({ role, scope }) =>
    role === 'resident' ? roleWords[role] : `${roleWords[role]}（${scopeWords(scope)}）`,
  )
  return (
    <section className="card stack" aria-label="我的身份">
      <p>已登录，身份：{roles.join('、')}</p>
      {me.secondFactor === 'passed' && (
        <p className="row">
          <Link to={next ?? '/office'} className="x-button x-button--main">
            去部门办公
          </Link>
        </p>
      )}
    </section>
  )
}

function Enrol({ me, onRecoveryCodes }: { me: Me; onRecoveryCodes: (codes: readonly string[]) => void }) {
  return (
    <section className="card stack" aria-labelledby="enrol-title">
      <h2 id="enrol-title" className="card__title">
        登记第二步验证
      </h2>
      {me.mayEnrol ? (
        <>
          <p>您有工作人员的身份。为了保护群众的资料，除短信外还要多一步验证，登记好才生效。</p>
          <EnrolFactor onRecoveryCodes={onRecoveryCodes} />
        </>
      ) : (
        <p>您的工作人员身份还没有生效：登记第二步验证要在接受邀请后半小时内完成。请联系管理员重新发一个邀请链接。</p>
      )}
    </section>
  )
}

function Leave() {
  const { code } = useCounty()
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: () => signOut(code),
    onSettled: () => {
      client.setQueryData(meQuery(code).queryKey, null)
      client.removeQueries({ queryKey: ['identity', code], predicate: ({ queryKey }) => queryKey[2] !== 'me' })
    },
  })
  return (
    <p className="row">
      <Button disabled={leave.isPending} onClick={() => leave.mutate()}>
        退出登录
      </Button>
    </p>
  )
}
