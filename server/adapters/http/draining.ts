import type { Context, Next } from 'koa'

/** Whether this server is about to end: it is asked by probes, and each answer then closes its connection. */
export interface Draining {
  begin(): void
  isOn(): boolean
  /** Tells the proxy with each answer that it must not use this connection again. */
  closeConnections(context: Context, next: Next): Promise<void>
}

/** A server that is not about to end. */
export function createDraining(): Draining {
  let on = false
  return {
    begin() {
      on = true
    },
    isOn: () => on,
    async closeConnections(context, next) {
      if (on) context.set('connection', 'close')
      await next()
      // It may have begun meanwhile.
      if (on && !context.headerSent) context.set('connection', 'close')
    },
  }
}
