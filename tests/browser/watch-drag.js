/**
 * Runs in a page, before it: writes down when the pointer moves, what is asked of a preview, and when an answer has been painted.
 * Read as `window.seen`; times are the page's own clock.
 */
{
  /** @type {{ moves: { x: number, at: number }[], asked: { body: string, at: number }[], painted: { answered: number, at: number }[] }} */
  const seen = { moves: [], asked: [], painted: [] }
  Object.assign(window, { seen })
  addEventListener('mousemove', ({ clientX, timeStamp }) => seen.moves.push({ x: clientX, at: timeStamp }), {
    capture: true,
  })
  const fetch = window.fetch.bind(window)
  window.fetch = (input, init) => {
    const isPreview = typeof input === 'string' && input.includes('/api/scenarios/preview')
    if (isPreview && typeof init?.body === 'string') seen.asked.push({ body: init.body, at: performance.now() })
    return fetch(input, init)
  }
  let known = ''
  const look = () => {
    const figures = document.querySelector('.what-if__figures')
    const answered = figures instanceof HTMLElement ? (figures.dataset['answered'] ?? '') : ''
    if (answered === known) return
    known = answered
    // The task after the next frame: by then the frame has been made.
    requestAnimationFrame(() =>
      setTimeout(() => seen.painted.push({ answered: Number(answered), at: performance.now() })),
    )
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-answered'],
  })
}
