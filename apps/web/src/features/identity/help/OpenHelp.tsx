import './help.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DESK_CHANNELS, type DeskChannel, type OnBehalfRequest } from '@xiayi/contract/mandates'
import { canonicalPhone } from '@xiayi/contract/phone'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { type FormEvent, useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { RequestProblem, shownProblem } from '../../../live/request.ts'
import { Choices } from '../family/Choices.tsx'
import { Line } from '../family/Line.tsx'
import { deskWords } from '../view-words.ts'
import { helpQuery, openHelp } from './help.queries.ts'

/** Finds the person by number and opens half an hour; somebody who was never here is registered by name first. */
export function OpenHelp() {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [phone, setPhone] = useState('')
  const [reason, setReason] = useState('')
  const [channel, setChannel] = useState<DeskChannel>('counter')
  const [name, setName] = useState('')
  const [missing, setMissing] = useState<string | null>(null)
  const start = useMutation({
    mutationFn: (asked: OnBehalfRequest) => openHelp(county, asked),
    onSuccess: (session) => client.setQueryData(helpQuery(county).queryKey, session),
  })
  const isUnknown = start.error instanceof RequestProblem && start.error.code === 'not-found'
  function submit(event: FormEvent) {
    event.preventDefault()
    const number = canonicalPhone(phone)
    if (number === undefined) return setMissing('请填这个人的 11 位手机号。')
    if (reason.trim() === '') return setMissing('请写代办的理由，本人会看到。')
    setMissing(null)
    const registerAs = isUnknown && name.trim() !== '' ? { registerAs: name.trim() } : {}
    start.mutate({ phone: number, reason: reason.trim(), channel, ...registerAs })
  }
  return (
    <form className="card help-form" aria-label="开始代办" onSubmit={submit} noValidate>
      <h2>开始代办</h2>
      <div className="relative-form__pair">
        <Line
          word="本人的手机号"
          look="tel"
          value={phone}
          onChange={(text) => {
            setPhone(text)
            start.reset()
          }}
        />
        <Line word="代办理由" hint="如 到窗口办老年卡" most={100} value={reason} onChange={setReason} />
      </div>
      <Choices legend="从哪里来">
        {DESK_CHANNELS.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name="channel" checked={channel === each} onChange={() => setChannel(each)} />
            {each === 'counter' ? '窗口：本人在场' : '热线：本人来电'}
          </label>
        ))}
      </Choices>
      {missing !== null && (
        <p className="mandate__care" role="alert">
          {missing}
        </p>
      )}
      {start.error && <ProblemNotice problem={shownProblem(start.error)} />}
      {isUnknown && <Line word="姓名（没有登记过的，先登记）" most={40} value={name} onChange={setName} />}
      <p className="row">
        <Button type="submit" look="main" disabled={start.isPending}>
          {isUnknown && name.trim() !== '' ? '登记并开始代办' : '开始代办'}
        </Button>
        <span className="soft small">
          30 分钟，到时间自动结束。本人马上能看到谁在代办、从{deskWords[channel]}来、为什么。
        </span>
      </p>
    </form>
  )
}
