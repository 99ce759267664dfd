import { TextRefused, type TextSender } from './text-sender.ts'

export interface FakeSender extends TextSender {
  readonly sent: readonly { readonly id: string; readonly to: string; readonly code: string }[]
  /** what the next text meets: a refusal, or an answer that never came though the text left */
  failNext(how: 'refused' | 'unanswered'): void
}

/** A provider that keeps what it was given. */
export function fakeSender(): FakeSender {
  const sent: { id: string; to: string; code: string }[] = []
  let next: 'refused' | 'unanswered' | undefined
  return {
    name: 'fake',
    sent,
    failNext(how) {
      next = how
    },
    async send(text) {
      const how = next
      next = undefined
      if (how === 'refused') throw new TextRefused('isv.MOBILE_NUMBER_ILLEGAL')
      sent.push(text)
      if (how === 'unanswered') throw new Error('the answer did not come')
      return `fake-${sent.length}`
    },
  }
}
