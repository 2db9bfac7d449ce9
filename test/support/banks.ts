import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { readBankFile } from '../../server/adapters/banks/readBankFile'
import type { BankTemplate } from '../../server/adapters/banks/template'
import { PROJECT } from './ports'
import { bankTemplates } from './reconciliation'

export const BANK_COMPANY = 'XX热力有限公司'
export const BANK_DAY = '2026-11-01'

/** Each layout of formats.md 5 that reports payments, with a bank that uses it and its golden input. */
export const LAYOUTS: [source: string, layout: string, bank: string, input: string][] = [
  ['formats.md 5.1', 'heating', 'partner', 'heating.txt'],
  ['formats.md 5.2', 'water', 'psbc', 'water.txt'],
  ['formats.md 5.3 b', 'debit-result', 'hxb', 'debit-result.txt'],
  ['formats.md 5.3 c', 'electricity', 'icbc', 'electricity.txt'],
  ['formats.md 5.3 d, fixed widths', 'fixed-width', 'boc', 'fixed-width.txt'],
  ['formats.md 5.3 d, head 5 10 15', 'telecom', 'spdb', 'telecom.txt'],
  ['formats.md 5.3 d, sealed head', 'sealed', 'cib', 'sealed.txt'],
  ['formats.md 5.3 d, head 8 8 13', 'short-head', 'ceb', 'short-head.txt'],
  ['formats.md 5.4, insurer', 'insurer', 'abc', 'insurer.txt'],
  ['formats.md 5.4, flag file and fees', 'flagged', 'ccb', 'flagged.txt'],
  ['formats.md 5.4, POS', 'pos', 'cmb', 'pos.txt'],
  ['formats.md 5.4, e-receipt', 'receipt', 'bocom', 'receipt.txt'],
  ['formats.md 5.4, acquirer', 'acquirer', 'acquirer', 'acquirer.zip'],
  ['formats.md 5.4, core dump', 'core-dump', 'cmbc', 'core-dump.txt'],
  ['formats.md 5.0, totals last', 'totals-last', 'citic', 'totals-last.txt'],
  ['formats.md 5.6', 'unionpay', 'unionpay', 'unionpay.zip'],
]

const FIXTURES = path.join(PROJECT, 'test', 'fixtures', 'banks', 'layouts')
export const layoutFixture = (name: string): string => path.join(FIXTURES, name)
/** A golden input as text. */
export const layoutText = (name: string, encoding = 'gb18030'): string =>
  iconv.decode(readFileSync(layoutFixture(name)), encoding)

export function bankTemplateOf(id: string): BankTemplate {
  const found = bankTemplates().get(id)
  if (!found) throw new Error(`no template ${id}`)
  return found
}

/** Reads bytes, or text as GBK, as a day's file of a bank. */
export async function readAs(
  id: string,
  file: string,
  content: Buffer | string,
  of = { company: BANK_COMPANY, date: BANK_DAY },
) {
  writeFileSync(file, typeof content === 'string' ? iconv.encode(content, 'gb18030') : content)
  return readBankFile(bankTemplateOf(id), file, of)
}
