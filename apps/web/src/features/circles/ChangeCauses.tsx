import type { CircleChanges } from '@xiayi/contract/circle-figures'

type ChangeCausesProps = {
  changes: Pick<CircleChanges, 'opened' | 'closed' | 'facts'>
  categoryName: (id: string) => string
}

/** What of the map and of the records is different: where a changed clause comes from. */
export function ChangeCauses({ changes, categoryName }: ChangeCausesProps) {
  const { opened, closed, facts } = changes
  return (
    <>
      <PlaceChanges title="没有了" places={closed} categoryName={categoryName} />
      <PlaceChanges title="新开" places={opened} categoryName={categoryName} />
      {facts.length > 0 && (
        <>
          <h4>登记的事实</h4>
          <ul>
            {facts.map(({ key, label, before, after }) => (
              <li key={key}>
                {label}：{before ?? '没有登记'} → <b>{after ?? '没有登记'}</b>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

type PlaceChangesProps = Pick<ChangeCausesProps, 'categoryName'> & { title: string; places: CircleChanges['opened'] }

function PlaceChanges({ title, places, categoryName }: PlaceChangesProps) {
  if (places.length === 0) return null
  return (
    <>
      <h4>
        {title} <span className="x-num">{places.length}</span> 处
      </h4>
      <ul className="changes__places">
        {places.map(({ placeId, name, categoryIds }) => (
          <li key={placeId}>
            {name} <span className="soft small">{categoryIds.map(categoryName).join('、')}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
