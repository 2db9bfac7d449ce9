import { judgeStart } from './judgeStart'
import { BadSettings, readSettings } from './settings'

/**
 * Judges a start on the settings of the surroundings and writes nothing: run before a sandbox is begun on them, which would make
 * its keys. Exit code 1 with the reasons on standard error.
 */
judgeStart(readSettingsOrEnd(), 'command').catch(end)

function readSettingsOrEnd() {
  try {
    return readSettings()
  } catch (error) {
    return end(error)
  }
}

function end(error: unknown): never {
  process.stderr.write(
    `${error instanceof BadSettings ? error.message : error instanceof Error ? error.stack : error}\n`,
  )
  process.exit(1)
}
