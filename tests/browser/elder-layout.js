/**
 * Runs in a page when `elder-measures.ts` asks: letters, lines and targets that miss the limits, as `rule figure selector`, of
 * many alike the first.
 */
{
  /** @typedef {{ text: { from: number, to: number }, target: number, leading: number }} Limits */
  const NARROW = 1
  const PRESSED =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=switch], [role=checkbox], [role=radio], [role=combobox], [role=slider], [role=menuitem]'
  /** what a component library draws around the element that has the focus */
  const AROUND =
    '.ant-select, .ant-input-number, .ant-input-affix-wrapper, .ant-checkbox-wrapper, .ant-radio-wrapper, .ant-radio-button-wrapper, .ant-upload'
  const SELF_DRAWN = new Set(['checkbox', 'radio', 'range', 'file'])

  /** @param {Element} element */
  function ownName(element) {
    return `${element.localName}${[...element.classList].map((name) => `.${name}`).join('')}`
  }

  /** @param {Element} element */
  function nameOf(element) {
    const parent = element.parentElement
    const isTold = parent === null || element.classList.length > 0
    return isTold ? ownName(element) : `${ownName(parent)} > ${ownName(element)}`
  }

  /** What misses a limit, once for each rule and kind of element. */
  class Misses {
    /** @type {Map<string, string>} */
    found = new Map()
    /**
     * @param {string} rule
     * @param {string} figure
     * @param {Element} element
     */
    add(rule, figure, element) {
      const key = `${rule} ${nameOf(element)}`
      const words = (element.textContent ?? '').trim().slice(0, 16)
      if (!this.found.has(key)) this.found.set(key, `${rule} ${figure} ${nameOf(element)} “${words}”`)
    }
  }

  /** @param {Element} element */
  function isForListenersOnly(element) {
    for (let each = /** @type {Element | null} */ (element); each !== null; each = each.parentElement) {
      const { clipPath, position, width } = getComputedStyle(each)
      if (clipPath === 'inset(50%)' || (position === 'absolute' && width === '1px')) return true
    }
    return false
  }

  /**
   * @param {Element} element
   * @param {string} outside
   */
  function isMeasured(element, outside) {
    if (element.closest(`${outside}, .skip`) !== null) return false
    return element.checkVisibility({ visibilityProperty: true }) && !isForListenersOnly(element)
  }

  /**
   * @param {Element} element whose letters are measured
   * @param {number} lines that they fill
   * @param {Limits} limits
   * @param {Misses} misses
   */
  function measureLetters(element, lines, limits, misses) {
    const { fontSize, lineHeight } = getComputedStyle(element)
    const scale = element instanceof SVGGraphicsElement ? Math.abs(element.getScreenCTM()?.d ?? 1) : 1
    const size = Number.parseFloat(fontSize) * scale
    if (size < limits.text.from - 0.05 || size > limits.text.to + 0.05) misses.add('text', size.toFixed(1), element)
    const leading = Number.parseFloat(lineHeight) / Number.parseFloat(fontSize)
    if (lines > 1 && leading < limits.leading - 0.01) misses.add('leading', leading.toFixed(2), element)
  }

  /**
   * @param {string} outside
   * @param {Limits} limits
   * @param {Misses} misses
   */
  function measureTexts(outside, limits, misses) {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement
      if (element === null || (node.textContent ?? '').trim() === '') continue
      if (['script', 'style', 'option', 'title'].includes(element.localName) || !isMeasured(element, outside)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
      measureLetters(element, lines, limits, misses)
    }
    for (const field of document.querySelectorAll('input, select, textarea'))
      if (isMeasured(field, outside) && !SELF_DRAWN.has(field.getAttribute('type') ?? ''))
        measureLetters(field, 1, limits, misses)
  }

  /**
   * A link within a sentence is as tall as the sentence's line.
   * @param {Element} element
   */
  function isInSentence(element) {
    if (getComputedStyle(element).display !== 'inline') return false
    return [...(element.parentElement?.childNodes ?? [])].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim().length > 1,
    )
  }

  /**
   * The box that answers to a press: a label belongs to it.
   * @param {Element} element
   */
  function boxOf(element) {
    const isTicked = element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)
    const labels = isTicked ? [...(element.labels ?? [])] : []
    const boxes = [element.closest(AROUND) ?? element, ...labels].map((each) => each.getBoundingClientRect())
    const left = Math.min(...boxes.map((box) => box.left))
    const top = Math.min(...boxes.map((box) => box.top))
    const right = Math.max(...boxes.map((box) => box.right))
    const bottom = Math.max(...boxes.map((box) => box.bottom))
    return { left, top, right, bottom, width: right - left, height: bottom - top }
  }

  /**
   * What is seen of a box in the regions that scroll around it; undefined when it lies above the page, as a bar that stays.
   * @param {Element} element
   * @param {ReturnType<typeof boxOf>} box
   */
  function seenOf(element, box) {
    let { left, top, right, bottom } = box
    for (let each = element.parentElement; each !== null && each !== document.body; each = each.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(each)
      if (position === 'sticky' || position === 'fixed') return undefined
      if (overflowX === 'visible' && overflowY === 'visible') continue
      const frame = each.getBoundingClientRect()
      left = Math.max(left, frame.left)
      top = Math.max(top, frame.top)
      right = Math.min(right, frame.right)
      bottom = Math.min(bottom, frame.bottom)
    }
    return right > left && bottom > top ? { left, top, right, bottom } : undefined
  }

  /**
   * @param {string} outside
   * @param {Limits} limits
   * @param {Misses} misses
   */
  function measureTargets(outside, limits, misses) {
    const targets = []
    for (const element of document.querySelectorAll(PRESSED)) {
      if (element.parentElement?.closest(PRESSED) || isInSentence(element) || !isMeasured(element, outside)) continue
      const box = boxOf(element)
      const drawn = element.closest(AROUND) ?? element
      if (Math.min(box.width, box.height) < limits.target - 0.5)
        misses.add('target', `${Math.round(box.width)}×${Math.round(box.height)}`, drawn)
      const seen = seenOf(element, box)
      if (seen !== undefined) targets.push({ drawn, seen })
    }
    targets.sort((one, other) => one.seen.top - other.seen.top)
    for (const [at, { drawn, seen }] of targets.entries())
      for (const { drawn: other, seen: below } of targets.slice(at + 1)) {
        if (below.top >= seen.bottom - NARROW) break
        if (drawn.contains(other) || other.contains(drawn)) continue
        if (below.left < seen.right - NARROW && seen.left < below.right - NARROW)
          misses.add('overlap', nameOf(other), drawn)
      }
  }

  Object.assign(window, {
    /** @param {{ limits: Limits, outside: string }} asked `outside`: selector of what is not measured */
    measureElder({ limits, outside }) {
      const misses = new Misses()
      measureTexts(outside, limits, misses)
      measureTargets(outside, limits, misses)
      return [...misses.found.values()]
    },
  })
}
