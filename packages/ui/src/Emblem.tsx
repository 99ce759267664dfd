/** The mark of the service: a chestnut inside its quarter-hour ring. 夏邑 was 栗城, the chestnut town. */
export function Emblem({ size = 34 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 40 40" style={{ flex: 'none' }}>
      <circle cx="20" cy="20" r="17.6" fill="none" stroke="var(--line-strong)" strokeWidth="2.2" />
      <path
        d="M20 2.4a17.6 17.6 0 0 1 17.6 17.6"
        fill="none"
        stroke="var(--lake)"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
      <path
        d="M20 9.2c1.4 2.2 9.6 4.6 9.6 12.2 0 5.2-4.2 8.4-9.6 8.4s-9.6-3.2-9.6-8.4c0-7.6 8.2-10 9.6-12.2z"
        fill="var(--chestnut)"
      />
      <path d="M12 24.6c2.2-1.8 5-2.6 8-2.6s5.8.8 8 2.6c-1.2 3.2-4.4 5.2-8 5.2s-6.8-2-8-5.2z" fill="#e9c9a4" />
    </svg>
  )
}
