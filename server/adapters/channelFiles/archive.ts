import { createReadStream, existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { ChannelFileArchive } from '../../application/ports/channelFiles'
import { type ChannelFileDay, nameThatFits } from '../../domain/reconciliation/channelFile'
import { writeWhole } from '../files/wholeFile'
import { newSuffix } from '../system/ids'
import { lineOf } from './columns'
import { digesting, newDigest } from './lines'
import { textDigestOf } from './textDigest'

/** Opened only when it is read, so that a file which is not there fails anyone who reads it. */
async function* contentOf(file: string): AsyncGenerator<Buffer> {
  yield* createReadStream(file)
}

/** Keeps files in DATA_DIR/bills/<company>/<channel>/<day>/, named by their digest; anyone who finds the name finds all of it. */
export function channelFileArchive(dataDir: string): ChannelFileArchive {
  const folderOf = ({ company, channel, date }: ChannelFileDay) =>
    join(dataDir, 'bills', company, channel.replaceAll(':', '-'), date)
  const incomingOf = (day: ChannelFileDay) => join(folderOf(day), 'incoming')

  return {
    // One for each: two that fetch the same day at once would write the same draft, and one take away what the other reads.
    incoming: async (day) => join(incomingOf(day), newSuffix()),
    async digestOf(file) {
      const digest = newDigest()
      for await (const _ of digesting(createReadStream(file), digest));
      return digest.digest('hex')
    },
    async keep(file, day, digest) {
      if (dirname(file) === folderOf(day)) return relative(dataDir, file)
      const kept = join(folderOf(day), `${digest.slice(0, 16)}-${nameThatFits(basename(file))}`)
      const cameIn = dirname(dirname(file)) === incomingOf(day)
      if (!existsSync(kept)) await writeWhole(kept, contentOf(file))
      // A file that a person gave stays where it is.
      if (cameIn) await rm(dirname(file), { recursive: true, force: true })
      return relative(dataDir, kept)
    },
    pathOf: (place) => join(dataDir, place),
    has: async (place) => existsSync(join(dataDir, place)),
    lineOf,
    textDigestOf,
  }
}
