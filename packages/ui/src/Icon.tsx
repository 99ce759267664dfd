import type { ReactNode } from 'react'

/** Line drawings on a 24 grid, 1.7 wide, round ends. Drawn for this project; decoration only, never the sole label. */
const drawings = {
  home: <path d="M4 11.2 12 4.5l8 6.7M6.2 9.8V19h11.6V9.8M10 19v-4.6h4V19" />,
  map: <path d="m3.8 6.4 5.4-2.2 5.6 2.2 5.4-2.2v13.4l-5.4 2.2-5.6-2.2-5.4 2.2zM9.2 4.2v13.4M14.8 6.4v13.4" />,
  search: <path d="M10.8 17.2a6.4 6.4 0 1 0 0-12.8 6.4 6.4 0 0 0 0 12.8zM15.6 15.6l4.6 4.6" />,
  pin: (
    <path d="M12 21s6.6-6 6.6-11.1a6.6 6.6 0 1 0-13.2 0C5.4 15 12 21 12 21zM12 12.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z" />
  ),
  aim: <path d="M12 17.4a5.4 5.4 0 1 0 0-10.8 5.4 5.4 0 0 0 0 10.8zM12 3v3.6M12 17.4V21M3 12h3.6M17.4 12H21" />,
  walk: (
    <path d="M13 5.6a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM9 12.6l1.2-4 3-.9 1.6 3.4 2.7 1.1M12.3 12.4l2.5 3.3.6 5M10.4 14.6 9.7 17.6 7 20.8" />
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  next: <path d="m9.5 5.5 6.5 6.5-6.5 6.5" />,
  back: <path d="M14.5 5.5 8 12l6.5 6.5" />,
  down: <path d="m5.5 9.5 6.5 6.5 6.5-6.5" />,
  layers: <path d="m12 3.8 8.4 4.4L12 12.6 3.6 8.2zM3.6 12.2l8.4 4.4 8.4-4.4M3.6 16l8.4 4.4 8.4-4.4" />,
  office: (
    <path d="M5 20.2V6.2l7-2.4 7 2.4v14M3 20.2h18M9 9.2h1.6M13.4 9.2H15M9 12.8h1.6M13.4 12.8H15M10.4 20.2v-3.6h3.2v3.6" />
  ),
  clock: <path d="M12 20.4a8.4 8.4 0 1 0 0-16.8 8.4 8.4 0 0 0 0 16.8zM12 7.6V12l3.2 2" />,
  phone: (
    <path d="M6.2 3.8h3l1.5 4-2 1.6a11 11 0 0 0 5.9 5.9l1.6-2 4 1.5v3c0 .8-.7 1.5-1.5 1.4C11.4 18.6 5.4 12.6 4.8 5.3c-.1-.8.6-1.5 1.4-1.5z" />
  ),
  speak: <path d="M4.4 9.6v4.8h3.2l4.4 3.8V5.8L7.6 9.6zM15.2 9a4.2 4.2 0 0 1 0 6M17.6 6.4a7.9 7.9 0 0 1 0 11.2" />,
  basket: <path d="M4 9.6h16l-1.6 9.8H5.6zM8.2 9.6l3-5.6M15.8 9.6l-3-5.6M9.6 12.8v3.4M14.4 12.8v3.4" />,
  bowl: (
    <path d="M3.8 11.6h16.4a8.2 8.2 0 0 1-5 7.5v1.3H8.8v-1.3a8.2 8.2 0 0 1-5-7.5zM9 8.6c-1-1.4 1-2.2 0-3.8M13 8.6c-1-1.4 1-2.2 0-3.8" />
  ),
  health: <path d="M9.4 4.2h5.2v5.2h5.2v5.2h-5.2v5.2H9.4v-5.2H4.2V9.4h5.2z" />,
  elder: (
    <path d="M10.4 6.8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM10 9.2c-2.2.6-3.2 3-3.2 5.6h2.4l.6 6M10 9.2c2 0 3 2 4.6 3.4M10.6 14.4l2.2 2.8v3.6M17 12.4c1.2-.8 2-.2 2 .8v7.6" />
  ),
  school: <path d="m2.8 9.2 9.2-4.4 9.2 4.4-9.2 4.4zM6.6 11.2v5c3 2.6 7.8 2.6 10.8 0v-5M21.2 9.2v5.4" />,
  park: (
    <path d="M12 20.4v-6.6M12 13.8c-3.6 0-5.8-2-5.8-4.6 0-2 1.4-3.6 3.2-3.9.5-1 1.5-1.7 2.6-1.7s2.1.7 2.6 1.7c1.8.3 3.2 1.9 3.2 3.9 0 2.6-2.2 4.6-5.8 4.6zM6 20.4h12" />
  ),
  parcel: <path d="m12 3.6 7.6 3.8v9.2L12 20.4l-7.6-3.8V7.4zM4.4 7.4 12 11.2l7.6-3.8M12 11.2v9.2M8 5.6l7.6 3.8" />,
  recycle: (
    <path d="m9.6 6.2 2.4-2.6 3.4 5.8M17.4 5.4l-2 4-4.2-.6M19.4 12.2l1.8 3.8-2.6 3.4h-5M16.2 22l-2.6-2.6 2.6-3M4.8 12.4 2.8 16l2.6 3.4h4M3.4 12.8l3.8-.8 1.2 4" />
  ),
  bus: <path d="M5.4 4.6h13.2v12.8H5.4zM5.4 11.8h13.2M8 17.4v2.4M16 17.4v2.4M8.4 14.6h.1M15.6 14.6h.1" />,
  service: <path d="M12 12.2a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.4 20.4c.6-4 3.7-6 7.6-6s7 2 7.6 6" />,
  more: <path d="M6 12h.1M12 12h.1M18 12h.1" strokeWidth={3} />,
  upload: <path d="M12 15.6V4.4M7.6 8.6 12 4.2l4.4 4.4M4.6 15.6v4h14.8v-4" />,
  book: (
    <path d="M5 4.4h9.6a2.4 2.4 0 0 1 2.4 2.4v12.8H7.4A2.4 2.4 0 0 1 5 17.2zM5 17.2a2.4 2.4 0 0 1 2.4-2.4H17M8.4 8h5" />
  ),
  chart: <path d="M4.4 4v15.6H20M8 16v-4M12 16V7.6M16 16v-6" />,
  table: <path d="M4 5.4h16v13.2H4zM4 9.8h16M4 14.2h16M10 9.8v8.8" />,
  swipe: <path d="M12 3.6v16.8M8.6 8.4 5 12l3.6 3.6M15.4 8.4 19 12l-3.6 3.6" />,
  download: <path d="M12 4.2v11.2M7.6 11 12 15.4l4.4-4.4M4.6 16v3.6h14.8V16" />,
  tick: <path d="m5 12.6 4.6 4.6L19 7.4" />,
  question: <path d="M8.8 9.2a3.2 3.2 0 1 1 4.6 2.9c-.9.5-1.4 1-1.4 2.1M12 17.6h.1" />,
  pen: <path d="M4.4 19.6l.9-4.2L15.6 5a2 2 0 0 1 2.8 0l.6.6a2 2 0 0 1 0 2.8L8.6 18.7zM13.6 7l3.4 3.4" />,
  dash: <path d="M6 12h12" />,
  offline: (
    <path d="M3.6 9a13 13 0 0 1 4-2.6M20.4 9A13 13 0 0 0 11 5.6M6.6 12.6a8.4 8.4 0 0 1 3-1.8M17.4 12.6a8 8 0 0 0-1.8-1.2M9.8 16a3.6 3.6 0 0 1 4.4 0M12 19h.1M4 4l16 16" />
  ),
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      {drawings[name]}
    </svg>
  )
}
