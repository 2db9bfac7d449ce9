import type { Log } from '../../../server/application/ports/system'

/** A log that remembers what it was told. */
export function listeningLog() {
  const lines: { level: string; message: string; [field: string]: unknown }[] = []
  const note = (level: string) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ ...fields, level, message })
  }
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') }
  return { log, lines }
}
