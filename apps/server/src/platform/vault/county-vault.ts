import { type Family, familyOf, type Purpose } from './purposes.ts'
import { keyIdOf, macOf, openWith, SealError, sealWith } from './sealed-value.ts'

export interface DataKey {
  readonly id: number
  readonly family: Family
  readonly key: Buffer
  /** young keys are known and not yet used */
  readonly isUsable: boolean
}

/** One county's keys in memory. What it hands out stays alive and learns of fresh keys. */
export class CountyVault {
  readonly #county: string
  #keys: ReadonlyMap<number, DataKey> = new Map()

  constructor(county: string) {
    this.#county = county
  }

  learn(keys: readonly DataKey[]): void {
    this.#keys = new Map(keys.map((key) => [key.id, key]))
  }

  known(id: number): DataKey | undefined {
    return this.#keys.get(id)
  }

  seal(purpose: Purpose, subjectId: string, plain: string): Buffer {
    const { key, id } = this.#newest(familyOf(purpose))
    return sealWith(key, id, { county: this.#county, purpose, subjectId }, plain)
  }

  open(purpose: Purpose, subjectId: string, sealed: Buffer): string {
    const id = keyIdOf(sealed)
    const key = this.#keys.get(id)
    if (key === undefined || key.family !== familyOf(purpose))
      throw new SealError(
        `a value for ${purpose} is sealed with key ${id}, which is no ${familyOf(purpose)} key of ${this.#county}`,
      )
    return openWith(key.key, { county: this.#county, purpose, subjectId }, sealed)
  }

  blindIndex(purpose: Purpose, canonical: string): Buffer {
    return macOf(this.#first('index'), [this.#county, purpose, canonical])
  }

  anchor(parts: readonly string[]): Buffer {
    return macOf(this.#first('anchor'), [this.#county, ...parts])
  }

  /** The key that seals: the youngest of those that every process knows. */
  sealingKey(family: Family): number {
    return this.#newest(family).id
  }

  #of(family: Family): readonly DataKey[] {
    return [...this.#keys.values()].filter((key) => key.family === family).toSorted((a, b) => a.id - b.id)
  }

  #newest(family: Family): DataKey {
    const newest = this.#of(family).findLast((key) => key.isUsable)
    if (newest === undefined) throw new Error(`the county ${this.#county} has no ${family} key`)
    return newest
  }

  /** What is compared or kept elsewhere needs the same key for ever. */
  #first(family: Family): Buffer {
    const first = this.#of(family)[0]
    if (first === undefined) throw new Error(`the county ${this.#county} has no ${family} key`)
    return first.key
  }
}
