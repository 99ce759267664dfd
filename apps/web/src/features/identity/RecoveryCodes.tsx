import { Button } from '@xiayi/ui/Button.tsx'
import { inFours } from './identity-words.ts'

/** Shown once: whoever closes this without writing them down asks for others. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <section className="card stack" aria-labelledby="recovery-title">
      <h2 id="recovery-title" className="card__title">
        记下恢复码
      </h2>
      <p>设备丢了，就靠它们登录，每个只能用一次。只显示这一次：请抄下来或打印，放在只有您能拿到的地方。</p>
      <ol className="recovery__codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{inFours(code)}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button look="main" onClick={onDone}>
          记好了
        </Button>
        <Button onClick={() => window.print()}>打印</Button>
      </div>
    </section>
  )
}
