import { Link } from '@tanstack/react-router'

export function circleLink(id: string, label: string) {
  return (
    <Link to="/circles/$circleId" params={{ circleId: id }} className="x-way">
      {label}
    </Link>
  )
}
