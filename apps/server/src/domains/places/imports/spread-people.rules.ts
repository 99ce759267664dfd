import { type Ages, splitByAge } from './residents.rules.ts'

/** A home that people can be spread over. */
export interface Home {
  readonly id: string
  /** built floor area in m² */
  readonly floorM2: number
}

/** Shares people over homes by floor area; all alike when no area is known. The sum is `people` to the last digit that counts. */
export function spreadByFloor(people: number, homes: readonly Home[]): number[] {
  const total = homes.reduce((sum, home) => sum + home.floorM2, 0)
  return homes.map((home) => (people * (total > 0 ? home.floorM2 : 1)) / (total > 0 ? total : homes.length))
}

/**
 * Whole people from fractions: largest remainder, ties by the home's own id. The sum of the result is the rounded sum of the
 * fractions, so nobody is lost and nobody is made up.
 */
export function wholePeople(fractions: ReadonlyMap<string, number>): Map<string, number> {
  const entries = [...fractions].map(([id, value]) => ({
    id,
    whole: Math.floor(value),
    rest: value - Math.floor(value),
  }))
  const sum = [...fractions.values()].reduce((total, value) => total + value, 0)
  // The fractions of many cells add up with rounding errors of 1e-9; they must not cost a person.
  let left = Math.round(sum + 1e-9) - entries.reduce((total, entry) => total + entry.whole, 0)
  const ranked = entries.toSorted((a, b) => b.rest - a.rest || (a.id < b.id ? -1 : 1))
  const result = new Map(entries.map(({ id, whole }) => [id, whole]))
  for (const { id, whole } of ranked) {
    if (left <= 0) break
    result.set(id, whole + 1)
    left--
  }
  return result
}

/** People of one place spread over its homes, with ages where they are known. */
export function spreadAges(
  people: { readonly people: number; readonly byAge: Ages | null },
  homes: readonly Home[],
): Map<string, Ages> {
  const share = (count: number) =>
    wholePeople(new Map(spreadByFloor(count, homes).map((value, i) => [homes[i]?.id ?? '', value])))
  if (people.byAge === null) return new Map([...share(people.people)].map(([id, count]) => [id, splitByAge(count, id)]))
  const groups = {
    under15: share(people.byAge.under15),
    from15to59: share(people.byAge.from15to59),
    over60: share(people.byAge.over60),
  }
  return new Map(
    homes.map(({ id }) => [
      id,
      {
        under15: groups.under15.get(id) ?? 0,
        from15to59: groups.from15to59.get(id) ?? 0,
        over60: groups.over60.get(id) ?? 0,
      },
    ]),
  )
}
