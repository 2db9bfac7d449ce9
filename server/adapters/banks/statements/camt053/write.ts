import { sumFen, yuanText } from '../../../../../contract/money'
import type { StatementRow } from '../../../../application/ports/bankMatching'
import { compactDay } from '../../day'
import { bankNumberOf, movedFen } from '../statement'

export const CAMT_VERSIONS = ['001.02', '001.04', '001.08', '001.13'] as const
export type CamtVersion = (typeof CAMT_VERSIONS)[number]

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const xml = (text: string) => text.replaceAll(/[&<>"]/g, (one) => ESCAPED[one] ?? one)
const amount = (fen: number) => `<Amt Ccy="CNY">${yuanText(Math.abs(fen))}</Amt>`
const sign = (fen: number) => `<CdtDbtInd>${fen < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`

const balance = (code: string, fen: number, date: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(fen)}${sign(fen)}<Dt><Dt>${date}</Dt></Dt></Bal>`

function entry(row: Omit<StatementRow, 'line'>, version: CamtVersion): string {
  const { bookedOn, amountFen, ourReference, remark, reversal } = row
  const number = xml(bankNumberOf(row))
  return [
    `<Ntry>${amount(amountFen)}${sign(movedFen(row))}`,
    reversal ? '<RvslInd>true</RvslInd>' : '',
    version === '001.02' || version === '001.04' ? '<Sts>BOOK</Sts>' : '<Sts><Cd>BOOK</Cd></Sts>',
    `<BookgDt><Dt>${bookedOn}</Dt></BookgDt><ValDt><Dt>${bookedOn}</Dt></ValDt>`,
    `<AcctSvcrRef>${number}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>`,
    `<NtryDtls><TxDtls><Refs><EndToEndId>${xml(ourReference ?? 'NOTPROVIDED')}</EndToEndId></Refs>`,
    remark === '' ? '' : `<RmtInf><Ustrd>${xml(remark)}</Ustrd></RmtInf>`,
    '</TxDtls></NtryDtls></Ntry>',
  ].join('')
}

function summary(rows: readonly Omit<StatementRow, 'line'>[]): string {
  const group = (name: string, own: readonly { amountFen: number }[]) =>
    `<${name}><NbOfNtries>${own.length}</NbOfNtries><Sum>${yuanText(sumFen(own.map(({ amountFen }) => amountFen)))}</Sum></${name}>`
  const of = (direction: StatementRow['direction']) => rows.filter((row) => row.direction === direction)
  return `<TxsSummry>${group('TtlCdtNtries', of('credit'))}${group('TtlDbtNtries', of('debit'))}</TxsSummry>`
}

/** Writes a day's statement as a camt.053 document of one page (formats.md 5.7). */
export function camt053Text(
  version: CamtVersion,
  {
    date,
    account,
    openingFen,
    rows,
  }: { date: string; account: string; openingFen: number; rows: readonly Omit<StatementRow, 'line'>[] },
): string {
  const closingFen = sumFen([openingFen, ...rows.map(movedFen)])
  const made = `<CreDtTm>${date}T23:59:59+08:00</CreDtTm>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.${version}"><BkToCstmrStmt>`,
    `<GrpHdr><MsgId>HEAT${compactDay(date)}</MsgId>${made}<MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>`,
    `<Stmt><Id>${compactDay(date)}</Id><ElctrncSeqNb>1</ElctrncSeqNb>${made}`,
    `<FrToDt><FrDtTm>${date}T00:00:00+08:00</FrDtTm><ToDtTm>${date}T23:59:59+08:00</ToDtTm></FrToDt>`,
    `<Acct><Id><Othr><Id>${xml(account)}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>`,
    balance('OPBD', openingFen, date),
    balance('CLBD', closingFen, date),
    summary(rows),
    ...rows.map((row) => entry(row, version)),
    '</Stmt></BkToCstmrStmt></Document>',
    '',
  ].join('\n')
}
