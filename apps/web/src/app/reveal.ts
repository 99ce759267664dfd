/** Opens whatever is folded around or right inside the part of this id, and brings it into sight. */
export function reveal(id: string): void {
  const target = document.getElementById(id)
  if (target === null) return
  for (let fold = target.closest('details'); fold !== null; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true
  const own = target.querySelector<HTMLDetailsElement>(':scope > details')
  if (own !== null) own.open = true
  target.scrollIntoView()
}
