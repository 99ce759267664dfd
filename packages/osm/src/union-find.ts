/** Sets that only ever grow together; path halving keeps every look-up short. Owns its table. */
export class UnionFind {
  readonly #parent: Int32Array

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i)
  }

  find(item: number): number {
    const parent = this.#parent
    let at = item
    for (;;) {
      const above = parent[at] ?? at
      if (above === at) return at
      const next = parent[above] ?? above
      parent[at] = next
      at = next
    }
  }

  /** False when both were in one set already. */
  unite(a: number, b: number): boolean {
    const rootA = this.find(a)
    const rootB = this.find(b)
    if (rootA === rootB) return false
    // The smaller number wins, so that results do not depend on the order of uniting.
    if (rootA < rootB) this.#parent[rootB] = rootA
    else this.#parent[rootA] = rootB
    return true
  }
}
