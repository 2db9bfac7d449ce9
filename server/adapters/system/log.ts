import pino, { type Logger } from 'pino'

/** JSON lines on standard error (standard output is for answers). Personal data never reaches a log (architecture.md). */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['owner', 'identityNumber', 'phone', 'bankCard', 'address', 'token', '*.authorization'],
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
