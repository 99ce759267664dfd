import { fontFamily } from '@xiayi/ui/tokens'

/**
 * Phones and desks in China draw Chinese with their own fonts, and download nothing. A machine without any, such as a
 * bare Linux box behind a big screen, draws the same empty box for every character; only there the bundled font is
 * brought, whole and before the first paint, because labels that the map has drawn do not repaint when a font is late.
 */
function drawsChinese(): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = 64
  canvas.height = 32
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return true
  const drawn = (text: string) => {
    pen.clearRect(0, 0, 64, 32)
    pen.font = `24px ${fontFamily}`
    pen.fillText(text, 2, 25)
    return pen.getImageData(0, 0, 64, 32).data.join()
  }
  return drawn('夏') !== drawn('邑')
}

export async function bringFontIfMissing(): Promise<void> {
  if (drawsChinese()) return
  const { loadBundledFont } = await import('./bundled-font.ts')
  await loadBundledFont()
}
