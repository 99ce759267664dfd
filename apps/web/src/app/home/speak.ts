export function maySpeak(): boolean {
  return 'speechSynthesis' in window
}

/** Reads aloud, slowly; a second tap starts over and does not talk over itself. */
export function speak(sentences: readonly string[]): void {
  speechSynthesis.cancel()
  for (const sentence of sentences) {
    const words = new SpeechSynthesisUtterance(sentence)
    words.lang = 'zh-CN'
    words.rate = 0.85
    speechSynthesis.speak(words)
  }
}
