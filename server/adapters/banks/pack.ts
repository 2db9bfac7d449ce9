import { contentOf, packingOf } from '../bills/content'
import { FileFault } from '../bills/fileFault'
import { withZip, type ZipEntry } from '../bills/zip'
import { compactDay, shortDay } from './day'
import type { BankTemplate } from './template'

/** The contents of a bank's file: its payments, and what a person has to look at, where the bank sends that beside them. */
export interface Contents {
  payments: AsyncIterable<Buffer>[]
  exceptions: AsyncIterable<Buffer>[]
}

/** `INN{yyMMdd}??ZM_*` as the names that fit it on a day: `*` is anything, `?` one character. */
function namesLike(pattern: string, date: string): RegExp {
  const day = pattern.replaceAll('{yyyyMMdd}', compactDay(date)).replaceAll('{yyMMdd}', shortDay(date))
  const escaped = day
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^(?:.*/)?${escaped}$`)
}

/** Opens a file, packed or not, and gives what is in it to the work. Throws FileFault where it is not packed as it should be. */
export async function withContents<T>(
  template: BankTemplate,
  file: string,
  date: string,
  work: (contents: Contents) => Promise<T>,
): Promise<T> {
  const { pack } = template
  if ((await packingOf(file)) !== 'zip') return work({ payments: [contentOf(file)], exceptions: [] })
  if (!pack) throw new FileFault('这家银行的文件不应是压缩包')
  const named = (entries: readonly ZipEntry[], pattern: string) =>
    entries.filter(({ name }) => namesLike(pattern, date).test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return withZip(file, (entries) => {
    const payments = named(entries, pack.entry)
    if (payments.length === 0) throw new FileFault(`压缩包里没有 ${pack.entry} 这样的文件`)
    const exceptions = pack.exceptions ? named(entries, pack.exceptions.entry) : []
    const content = (all: readonly ZipEntry[]) => all.map((entry) => entry.content())
    return work({ payments: content(payments), exceptions: content(exceptions) })
  })
}

/** A name that fits a pattern, as a bank would give it. */
export function nameLike(pattern: string, date: string): string {
  return pattern
    .replaceAll('{yyyyMMdd}', compactDay(date))
    .replaceAll('{yyMMdd}', shortDay(date))
    .replaceAll('*', '1')
    .replaceAll('?', '0')
}
