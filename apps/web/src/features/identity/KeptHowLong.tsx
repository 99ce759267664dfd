import { RETENTION } from '@xiayi/contract/privacy'

/** How long what stays, in one's own page: PIPL art. 17 asks to say it. */
export function KeptHowLong() {
  const rows = Object.entries(RETENTION).filter(([what]) => what !== 'challenges')
  return (
    <section className="card stack" aria-labelledby="kept-title">
      <h2 id="kept-title" className="card__title">
        保留多久
      </h2>
      <p>姓名和手机号留到您注销为止。下面这些到期自动删除：</p>
      <ul className="kept-list">
        {rows.map(([what, { title, days, why }]) => (
          <li key={what}>
            {title}：{days} 天（{why}）
          </li>
        ))}
      </ul>
      <p>谁看过、办过什么的审计记录一直保留；您注销后，里面不再有您的姓名和号码。</p>
    </section>
  )
}
