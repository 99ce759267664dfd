/** Work of one process that nobody waits for. */
export interface Errands<T> {
  ask(errand: T): void
  stop(): void
}

/** Runs errands one at a time; one that is asked for again before it began is run once. After `stop` none begins. */
export function createErrands<T>(run: (errand: T) => Promise<void>, onError: (error: unknown) => void): Errands<T> {
  const due = new Set<T>()
  let isStopped = false
  let isRunning = false

  async function go(): Promise<void> {
    isRunning = true
    for (const errand of due) {
      due.delete(errand)
      await run(errand).catch((error: unknown) => {
        if (!isStopped) onError(error)
      })
      if (isStopped) return
    }
    isRunning = false
  }
  return {
    ask(errand) {
      if (isStopped) return
      due.add(errand)
      if (!isRunning) void go()
    },
    stop() {
      isStopped = true
    },
  }
}
