import path from 'node:path'
import { photoFolder } from '../adapters/files/folders'
import { dropOldFiles } from '../adapters/files/oldFiles'
import { systemClock } from '../adapters/system/clock'
import { createRobot } from '../adapters/watch/robot'
import type { MachineFacts } from '../application/ports/watch'
import { createForgetOld } from '../application/retention/forgetOld'
import { createMeasure } from '../application/watch/measure'
import { createRaiseAlarms } from '../application/watch/raiseAlarms'
import type { Base } from './base'

/** What is measured is as fresh as this for all who ask: several Prometheus cost the database no more than one. */
const FRESH_MS = 5000

/** Who watches the installation: what is measured, and who is called. */
export function composeWatch(base: Base, machine: MachineFacts) {
  const { alarmWebhook, alarmWebhookSecret, mode } = base.settings
  const measure = createMeasure({ ...base, machine, answers: base.database.answers })
  const call =
    alarmWebhook === undefined
      ? undefined
      : createRobot({ url: alarmWebhook, secret: alarmWebhookSecret, now: systemClock().now })
  let last: { from: number; measures: ReturnType<typeof measure> } | undefined
  return {
    measures() {
      const now = performance.now()
      if (!last || now - last.from > FRESH_MS) last = { from: now, measures: measure() }
      return last.measures
    },
    raiseAlarms: createRaiseAlarms({ ...base, measure, call }),
    /** A sandbox of one's own desk calls nobody unless it is told whom. */
    isOn: mode === 'production' || call !== undefined,
  }
}

/** What is kept for a time only, by the settings. */
export function composeRetention({ database, clock, settings }: Base) {
  const { dataDir, retention } = settings
  return createForgetOld({
    ...{ database, clock, retention },
    photos: photoFolder(path.join(dataDir, 'photos')),
    dropGasPhotos: (before) => dropOldFiles(path.join(dataDir, 'gas-photos'), before),
  })
}
