import { Link } from '@tanstack/react-router'

export function circlePageLink(id: string, label: string) {
  return (
    <Link to="/circles/$circleId" className="x-way" params={{ circleId: id }}>
      {label}
    </Link>
  )
}

export function factSheetLink(id: string, label: string, standard?: string) {
  return (
    <Link
      to="/office/facts/$circleId"
      className="x-way"
      params={{ circleId: id }}
      search={standard === undefined ? {} : { standard }}
    >
      {label}
    </Link>
  )
}
