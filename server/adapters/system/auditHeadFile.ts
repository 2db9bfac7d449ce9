import { mkdir, open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { AuditHeadFile } from '../../application/ports/audit'
import { type ExportedHead, headLine, readHeadLine } from '../../domain/audit/chain'

const NEWLINE = 0x0a

/** Keeps exported heads as lines of a file, each on the disk before `append` returns. Nothing of it is ever rewritten. */
export function auditHeadFile(place: string): AuditHeadFile {
  return {
    async append(heads) {
      if (heads.length === 0) return
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      const file = await open(place, 'a+', 0o600)
      try {
        // A power cut may have left half a line: it stays as it is, and the next one begins again.
        const torn = await endsTorn(file)
        await file.appendFile(`${torn ? '\n' : ''}${heads.map(headLine).join('')}`)
        await file.sync()
      } finally {
        await file.close()
      }
      const folder = await open(path.dirname(place), 'r')
      await folder.sync().finally(() => folder.close())
    },

    size: () =>
      stat(place).then(
        ({ size }) => size,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return 0
          throw error
        },
      ),

    async read() {
      const text = await readFile(place, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      const heads: ExportedHead[] = []
      const lines = text.split('\n')
      let foreign: { line: number } | null = null
      lines.forEach((line, index) => {
        // Cut off by a power cut: it says nothing, and that nothing was lost shows in the heads around it.
        if (!line.endsWith('}')) return
        const head = readHeadLine(line)
        if (head) heads.push(head)
        else foreign ??= { line: index + 1 }
      })
      return { heads, foreign }
    },
  }
}

async function endsTorn(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== NEWLINE
}
