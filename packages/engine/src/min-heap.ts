/** A binary min-heap of number pairs, for searches that need parents and not speed. */
export class MinHeap {
  readonly #keys: number[] = []
  readonly #values: number[] = []

  get size(): number {
    return this.#keys.length
  }

  push(key: number, value: number): void {
    const keys = this.#keys
    const values = this.#values
    let i = keys.length
    keys.push(key)
    values.push(value)
    while (i > 0) {
      const up = (i - 1) >> 1
      const above = keys[up] ?? 0
      if (above <= key) break
      keys[i] = above
      values[i] = values[up] ?? 0
      i = up
    }
    keys[i] = key
    values[i] = value
  }

  pop(): { key: number; value: number } | undefined {
    const keys = this.#keys
    const values = this.#values
    const top = { key: keys[0] ?? 0, value: values[0] ?? 0 }
    const key = keys.pop()
    const value = values.pop()
    if (key === undefined || value === undefined) return undefined
    const size = keys.length
    if (size === 0) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child++
      const below = keys[child] ?? 0
      if (below >= key) break
      keys[i] = below
      values[i] = values[child] ?? 0
      i = child
    }
    keys[i] = key
    values[i] = value
    return top
  }
}
