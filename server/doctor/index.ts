import { systemClock } from '../adapters/system/clock'
import { judgeStart } from '../judgeStart'
import { BadSettings, readSettings, type Settings } from '../settings'
import { examineChannels, examinePublicAddress } from './channels'
import { examineDatabase } from './database'
import { type Finding, fault, ok, reasonOf } from './finding'
import { examineBanks, examineCalling, examineDisk, examineKeys, examineProgram } from './machine'

/**
 * Looks at all that an installation needs and writes nothing: settings, what a start would refuse, the database, the channels' clocks,
 * keys and certificates, banks' folders, disks, the program itself, and who is called. `call` tries the robot. Never throws.
 */
export async function examine({ call }: { call: boolean }): Promise<Finding[]> {
  const settings = settingsOrFaults()
  if (Array.isArray(settings)) return settings
  const { now } = systemClock()
  const looked = await Promise.all([
    start(settings),
    examineDatabase(settings),
    examineChannels(settings, now),
    examinePublicAddress(settings, now),
    examineKeys(settings, now),
    examineBanks(settings),
    examineDisk(settings),
    examineProgram(settings),
    examineCalling(settings, call, now),
  ])
  return [ok('settings', `${settings.mode}, all within their range`), ...looked.flat()]
}

function settingsOrFaults(): Settings | Finding[] {
  try {
    return readSettings()
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    return error.lines.map((line) => fault('settings', line, 'docs/operations.md, Production in short'))
  }
}

/** What a server's start would say, which judges before it writes. */
async function start(settings: Settings): Promise<Finding[]> {
  try {
    await judgeStart(settings, 'server')
    return [
      ok('start', 'a server would start: configuration, rulebooks, secrets, merchants and the database fit together'),
    ]
  } catch (error) {
    const lines = error instanceof BadSettings ? error.lines : [reasonOf(error)]
    return lines.map((line) => fault('start', line, 'a server does not start before this is put right'))
  }
}
