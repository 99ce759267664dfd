import { useQuery } from '@tanstack/react-query'
import { CATEGORY_TIERS, type Category } from '@xiayi/contract/places'
import { Field } from '@xiayi/ui/Field.tsx'
import { categoriesQuery } from '../../../features/places/places.queries.ts'
import { useCounty } from '../../../live/county.ts'

export const tierWords = { basic: '基本保障类', quality: '品质提升类', public: '公共服务设施' } as const
/** The server takes ten kinds, the one to be built among them. */
const MOST_ALSO = 9

type CategoryFieldsProps = {
  build: string | undefined
  also: readonly string[]
  onBuild: (id: string) => void
  onAlso: (ids: readonly string[]) => void
}

/** What is to be built, and what else serves people as well. */
export function CategoryFields({ build, also, onBuild, onAlso }: CategoryFieldsProps) {
  const { code } = useCounty()
  const { data } = useQuery(categoriesQuery(code))
  const items = data?.items ?? []
  return (
    <>
      <Field word="建什么" isWide>
        {(id) => (
          <select id={id} value={build ?? ''} onChange={({ target }) => onBuild(target.value)}>
            <option value="" disabled>
              选一个类别
            </option>
            {CATEGORY_TIERS.map((tier) => (
              <optgroup key={tier} label={tierWords[tier]}>
                {items
                  .filter((item) => item.tier === tier)
                  .map((item) => (
                    <option key={item.id} value={item.id}>
                      {item.nameZh}（现有 {item.placeCount}）
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {build !== undefined && <AlsoField items={items.filter(({ id }) => id !== build)} also={also} onAlso={onAlso} />}
    </>
  )
}

function AlsoField({
  items,
  also,
  onAlso,
}: {
  items: readonly Category[]
  also: readonly string[]
  onAlso: CategoryFieldsProps['onAlso']
}) {
  return (
    <details>
      <summary>附近有哪些也算已有{also.length > 0 && `（选了 ${also.length} 类）`}</summary>
      <div className="siting__also">
        {items.map(({ id, nameZh }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={also.includes(id)}
              disabled={!also.includes(id) && also.length >= MOST_ALSO}
              onChange={({ target }) => onAlso(target.checked ? [...also, id] : also.filter((each) => each !== id))}
            />
            {nameZh}
          </label>
        ))}
      </div>
    </details>
  )
}
