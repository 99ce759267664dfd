import type { ProfileName } from '@xiayi/contract/common'
import type { placeReply } from '@xiayi/contract/places'
import { dayWords, speedWords, walkWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { openingWords } from './opening-words.ts'
import { sourceWords } from './source-words.ts'

type PlaceReply = ReturnType<(typeof placeReply)['parse']>
type PlaceCardProps = {
  place: PlaceReply
  categoryName: (id: string) => string
  profile: ProfileName
  /** null: nobody has said where the walk starts */
  fromLabel: string | null
  children?: ReactNode
}

const datumWords = { wgs84: 'WGS-84', gcj02: 'GCJ-02（已换算）', bd09: 'BD-09（已换算）' } as const

export function PlaceCard({ place, categoryName, profile, fromLabel, children }: PlaceCardProps) {
  const opening = openingWords(place.opening)
  return (
    <article className="place-card">
      <h1 className="place-card__name">{place.name}</h1>
      <p className="soft">{place.categoryIds.map(categoryName).join('、')}</p>
      <dl className="place-card__facts">
        <div>
          <dt>
            <Icon name="walk" />
            <span className="x-sr">步行</span>
          </dt>
          <dd>
            {fromLabel === null ? (
              <span className="soft">选好您在哪里，就能看到要走几分钟</span>
            ) : (
              <>
                <b className="place-card__walk">{walkWords(place.walkSeconds)}</b>
                <span className="soft small">
                  从{fromLabel}出发 · {speedWords(profile, place.speedMetresPerSecond)}
                </span>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>
            <Icon name="clock" />
            <span className="x-sr">营业</span>
          </dt>
          <dd>
            <span className="row">
              <Tag tone={opening.tone}>{opening.word}</Tag>
              {opening.next !== null && <span>{opening.next}</span>}
            </span>
            {place.opening.hours !== null && <span className="soft small">{place.opening.hours}</span>}
          </dd>
        </div>
        {(place.address !== null || place.communityName !== null) && (
          <div>
            <dt>
              <Icon name="pin" />
              <span className="x-sr">地址</span>
            </dt>
            <dd>
              {place.address ?? place.communityName}
              {place.address !== null && place.communityName !== null && (
                <span className="soft small">{place.communityName}</span>
              )}
            </dd>
          </div>
        )}
        {place.phone !== null && (
          <div>
            <dt>
              <Icon name="phone" />
              <span className="x-sr">电话</span>
            </dt>
            <dd>
              <a className="x-button x-button--plain" href={`tel:${place.phone}`}>
                打电话 {place.phone}
              </a>
            </dd>
          </div>
        )}
      </dl>
      {children}
      <p className="place-card__source soft small">
        来源：{sourceWords(place.source)} · 坐标 {datumWords[place.sourceDatum]} · {dayWords(place.updatedAt)}更新
      </p>
    </article>
  )
}
