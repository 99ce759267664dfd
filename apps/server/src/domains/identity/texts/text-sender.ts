/** Whoever carries a text to a phone. One method, so that a county can change its provider. */
export interface TextSender {
  /** kept with the text: who was asked */
  readonly name: string
  /**
   * @param text `to` as E.164; `id` is the provider's to keep, for asking after it
   * @returns the provider's own number of the text
   * @throws TextRefused with the provider's word for why; anything else is a fault on the way, and the text may have left
   */
  send(text: { readonly id: string; readonly to: string; readonly code: string }): Promise<string>
}

/** The provider's code for a refusal, such as `isv.MOBILE_NUMBER_ILLEGAL`: no number and no code in it. */
export class TextRefused extends Error {
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(`the text was refused: ${reason}`, options)
    this.name = 'TextRefused'
    this.reason = reason
  }
}
