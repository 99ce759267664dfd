import type { Category } from '@xiayi/contract/places'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { type ReactNode, useState } from 'react'
import { menuGroups, shortName } from './menu-groups.ts'

type CategoryMenuProps = {
  categories: readonly Category[]
  /** 长辈版 shows six big tiles first */
  isElder: boolean
  link: (category: Category, children: ReactNode) => ReactNode
}

const ELDER_TILES = 6

export function CategoryMenu({ categories, isElder, link }: CategoryMenuProps) {
  const [openId, setOpenId] = useState<string | null>(null)
  const [showsAll, setShowsAll] = useState(false)
  const groups = menuGroups(categories)
  const isShort = isElder && !showsAll
  const shown = isShort ? groups.slice(0, ELDER_TILES) : groups
  const open = groups.find((group) => group.id === openId)
  return (
    <div className="menu">
      <ul className="menu__tiles">
        {shown.map((group) => (
          <li key={group.id}>
            <button
              type="button"
              className="menu__tile"
              aria-expanded={group.id === openId}
              onClick={() => setOpenId(group.id === openId ? null : group.id)}
            >
              <span className="menu__icon">
                <Icon name={group.icon} size={isElder ? 34 : 26} />
              </span>
              {group.word}
            </button>
          </li>
        ))}
      </ul>
      {isShort && groups.length > ELDER_TILES && (
        <button type="button" className="x-button x-button--quiet" onClick={() => setShowsAll(true)}>
          更多
        </button>
      )}
      {open && (
        <ul className="menu__categories" aria-label={open.word}>
          {open.categories.map((category) => (
            <li key={category.id}>{link(category, `${shortName(category.nameZh)} ${category.placeCount}`)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
