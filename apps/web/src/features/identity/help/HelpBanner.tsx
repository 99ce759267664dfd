import './help.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { OnBehalfReply } from '@xiayi/contract/mandates'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { useEffect, useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { deskWords } from '../view-words.ts'
import { closeHelp, helpQuery } from './help.queries.ts'
import { leftWords } from './left-words.ts'

/** Whom the clerk acts for, why, and for how long yet. */
export function HelpBanner({ session }: { session: OnBehalfReply }) {
  const { code: county } = useCounty()
  const client = useQueryClient()
  const [left, setLeft] = useState(() => Date.parse(session.until) - Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      const ms = Date.parse(session.until) - Date.now()
      setLeft(ms)
      if (ms <= 0) void client.invalidateQueries({ queryKey: helpQuery(county).queryKey })
    }, 1000)
    return () => clearInterval(timer)
  }, [session.until, client, county])
  const end = useMutation({
    mutationFn: () => closeHelp(county, session),
    onSuccess: () => client.removeQueries({ queryKey: ['identity', county, 'mandates', session.person.id] }),
    onSettled: () => client.invalidateQueries({ queryKey: helpQuery(county).queryKey }),
  })
  const { person, channel, reason, openedAt } = session
  return (
    <section className="help-banner" aria-label="正在代办">
      <div>
        <p className="help-banner__who">
          正在替 <b>{[person.name, person.phone].filter((word) => word !== null).join(' ') || '一位居民'}</b> 代办
        </p>
        <p>
          {deskWords[channel]} · 理由：{reason} · {dayTimeWords(openedAt)} 开始
        </p>
      </div>
      <p className="help-banner__left" role="timer" aria-label="还剩的时间">
        {leftWords(left)}
      </p>
      <Button disabled={end.isPending} onClick={() => end.mutate()}>
        结束代办
      </Button>
      {end.error && <ProblemNotice problem={shownProblem(end.error)} />}
    </section>
  )
}
