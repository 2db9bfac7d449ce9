/** How a bank says that its file is whole: by a companion file with this ending (formats.md 5.0); without one, by letting it be. */
export type Companion = 'ok' | 'flg' | 'md5'

/** A file as a folder shows it. */
export interface FileFacts {
  name: string
  size: number
  /** Epoch milliseconds. */
  modifiedAt: number
}

/** `take`: it is whole, as far as the folder can tell. `wait`: look again. */
export type Verdict = { verdict: 'take'; companion: string | null } | { verdict: 'wait'; reason: string }

/** Under which names a file's companion may lie: `day.txt.ok` or `day.ok`. */
function companionNames(name: string, companion: Companion): string[] {
  const stem = name.replace(/\.[^.]+$/, '')
  return [...new Set([`${name}.${companion}`, `${stem}.${companion}`])]
}

/**
 * Judges whether a file is still being written: where the bank sends a companion, until that is there; else until size and
 * time of change were the same at two looks. `before` is what the look before has seen.
 */
export function judgeFile(
  file: FileFacts,
  names: ReadonlySet<string>,
  before: FileFacts | undefined,
  companion: Companion | undefined,
): Verdict {
  if (companion !== undefined) {
    const found = companionNames(file.name, companion).find((name) => names.has(name))
    return found === undefined
      ? { verdict: 'wait', reason: `等待银行的 .${companion} 文件` }
      : { verdict: 'take', companion: found }
  }
  const same = before !== undefined && before.size === file.size && before.modifiedAt === file.modifiedAt
  return same ? { verdict: 'take', companion: null } : { verdict: 'wait', reason: '文件可能还在写入，下次再看' }
}

/** Whether an `.md5` file names this digest: 32 hexadecimal digits, whatever stands around them. */
export function md5Fits(text: string, md5: string): boolean {
  return /[0-9a-f]{32}/i.exec(text)?.[0].toLowerCase() === md5.toLowerCase()
}
