import { useMutation } from '@tanstack/react-query'
import type { OnBehalfReply } from '@xiayi/contract/mandates'
import { phoneWords } from '@xiayi/contract/phone'
import { VIEW_PURPOSES, type ViewPurpose } from '@xiayi/contract/privacy'
import { Button } from '@xiayi/ui/Button.tsx'
import { Field } from '@xiayi/ui/Field.tsx'
import { dayWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Select } from 'antd'
import { useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { purposeWords } from '../view-words.ts'
import { unmaskPhone } from './help.queries.ts'

/** The person as the desk sees them: masked, and whole for a purpose. */
export function Profile({ person }: { person: OnBehalfReply['person'] }) {
  const { code: county } = useCounty()
  const [purpose, setPurpose] = useState<ViewPurpose>('verify-identity')
  const look = useMutation({ mutationFn: () => unmaskPhone(county, person.id, purpose), gcTime: 0 })
  return (
    <section className="card help-form" aria-labelledby="profile-title">
      <h2 id="profile-title">这个人</h2>
      <dl className="help-facts">
        <div>
          <dt>姓名</dt>
          <dd>{person.name ?? '没有填'}</dd>
        </div>
        <div>
          <dt>手机号</dt>
          <dd className="help-facts__number">{look.data ? phoneWords(look.data.value) : (person.phone ?? '没有')}</dd>
        </div>
        <div>
          <dt>登记</dt>
          <dd>{dayWords(person.since)}</dd>
        </div>
      </dl>
      {person.phone !== null && look.data === undefined && (
        <div className="row help-look">
          <Field word="看完整号码的用途">
            {(id) => (
              <Select
                id={id}
                value={purpose}
                onChange={setPurpose}
                options={VIEW_PURPOSES.map((value) => ({ value, label: purposeWords[value] }))}
              />
            )}
          </Field>
          <Button disabled={look.isPending} onClick={() => look.mutate()}>
            看完整号码
          </Button>
        </div>
      )}
      {look.data && <p className="soft small">本人会看到：您为“{purposeWords[purpose]}”看了完整号码。</p>}
      {look.error && <ProblemNotice problem={shownProblem(look.error)} />}
    </section>
  )
}
