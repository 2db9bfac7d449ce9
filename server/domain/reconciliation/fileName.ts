const LONGEST = 100

/** Whether a name is just a name: nothing that leads out of a folder, and nothing that a terminal or a page would obey. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= LONGEST && !/[/\\\p{Cc}\p{Cf}]/u.test(name)
}

/** A name under which a file that somebody gave can be kept: its last part, with what is neither letter nor digit as `_`. */
export function plainNameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = [...last.replace(/[^\p{L}\p{N}._-]/gu, '_')].slice(-LONGEST).join('')
  return /^\.*$/.test(plain) ? 'file' : plain
}
