import { encode } from 'iconv-lite'
import { CHANNELS, type Channel } from '../../contract/channelWords'
import { sumFen, yuanText } from '../../contract/money'
import { remittanceOn as alipayRemittance } from '../alipay/dayFile'
import { dayEnd, dayOf, dayStart } from '../beijingTime'
import type { Account } from '../companies'
import { remittanceOn as wechatRemittance } from '../wechat/dayFile'
import type { Merchant, World } from '../world'
import type { BankFile } from './file'
import { BANK_LAYOUTS } from './layouts'

/** What came into a company's account on a day, in fen. */
interface Received {
  party: string
  fen: number
  reference: string
  remark: string
}

const REFERENCE = 16
const compact = (day: string) => day.replaceAll('-', '')

type Remittance = (world: World, merchant: Merchant, day: string) => { fen: number; flow: string }

/** What a channel sends on a day, and what the bank calls it. */
const REMITTERS: Readonly<Record<Channel, { remark: string; on: Remittance }>> = {
  wechat: { remark: '财付通支付科技有限公司', on: wechatRemittance },
  alipay: { remark: '支付宝（中国）网络技术有限公司', on: alipayRemittance },
}

/** What the channels sent this morning, and what the banks' counters took the day before. */
function receivedOn(world: World, merchant: Merchant, day: string): Received[] {
  const remitted = CHANNELS.map((party) => {
    const { remark, on } = REMITTERS[party]
    const { fen, flow: reference } = on(world, merchant, day)
    return { party, fen, reference, remark }
  })
  const dayBefore = dayOf(dayStart(day) - 1)
  const counters = Object.keys(BANK_LAYOUTS).map((bank) => {
    const signed = world.store.bankPayments
      .of(merchant.id, bank, dayBefore)
      .map(({ amountFen, reverses }) => (reverses === null ? amountFen : -amountFen))
    return { party: `bank:${bank}`, fen: sumFen(signed), reference: compact(dayBefore), remark: '代收热费' }
  })
  return [...remitted, ...counters].filter(({ fen }) => fen > 0)
}

/**
 * Takes a merchant, the template's name of one of its accounts and a civil day; gives the account's statement of the day as the
 * company's own bank writes it, MT940 or camt.053, or undefined while the day is not over, or where it has no such account.
 * What was in the account before the day is not the sandbox's to know: each statement begins with 1 000 000.00.
 */
export function statementFile(world: World, merchant: Merchant, statement: string, day: string): BankFile | undefined {
  const accounts = merchant.accounts ?? []
  const account = accounts.find((one) => one.statement === statement)
  if (!account || world.clock.now() < dayEnd(day)) return undefined
  const rows = receivedOn(world, merchant, day).filter(({ party }) => {
    const named = accounts.find(({ receives }) => receives.includes(party))
    return account === (named ?? accounts[0])
  })
  if (statement.includes('camt'))
    return { name: `CAMT053_${compact(day)}.xml`, bytes: Buffer.from(camt(account, day, rows)) }
  return { name: `MT940_${compact(day)}.txt`, bytes: encode(mt940(account, day, rows), 'gb18030') }
}

const OPENING_FEN = 100_000_000
const bankNumber = (day: string, n: number) => `SB${compact(day)}${String(n + 1).padStart(4, '0')}`

function mt940({ number }: Account, day: string, rows: readonly Received[]): string {
  const short = compact(day).slice(2)
  const comma = (fen: number) => yuanText(fen).replace('.', ',')
  const closing = sumFen([OPENING_FEN, ...rows.map(({ fen }) => fen)])
  const lines = rows.flatMap(({ fen, reference, remark }, n) => [
    `:61:${short}${short.slice(2)}C${comma(fen)}NTRF${reference.slice(0, REFERENCE)}//${bankNumber(day, n)}`,
    `:86:${remark}`,
  ])
  return [
    ...[`:20:SANDBOX${short}`, `:25:${number}`, ':28C:1/1', `:60F:C${short}CNY${comma(OPENING_FEN)}`],
    ...lines,
    ...[`:62F:C${short}CNY${comma(closing)}`, ''],
  ].join('\r\n')
}

function camt({ number }: Account, day: string, rows: readonly Received[]): string {
  const amount = (fen: number) => `<Amt Ccy="CNY">${yuanText(fen)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`
  const balance = (code: string, fen: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(fen)}<Dt><Dt>${day}</Dt></Dt></Bal>`
  const total = sumFen(rows.map(({ fen }) => fen))
  const entries = rows.map(
    ({ fen, reference, remark }, n) =>
      `<Ntry>${amount(fen)}<Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>` +
      `<AcctSvcrRef>${bankNumber(day, n)}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>` +
      `<NtryDtls><TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs><RmtInf><Ustrd>${remark}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  )
  return (
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>` +
    `<GrpHdr><MsgId>SANDBOX${compact(day)}</MsgId><CreDtTm>${day}T23:59:59+08:00</CreDtTm><MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>` +
    `<Stmt><Id>${compact(day)}</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>${day}T23:59:59+08:00</CreDtTm>` +
    `<FrToDt><FrDtTm>${day}T00:00:00+08:00</FrDtTm><ToDtTm>${day}T23:59:59+08:00</ToDtTm></FrToDt>` +
    `<Acct><Id><Othr><Id>${number}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>${balance('OPBD', OPENING_FEN)}${balance('CLBD', OPENING_FEN + total)}` +
    `<TxsSummry><TtlCdtNtries><NbOfNtries>${rows.length}</NbOfNtries><Sum>${yuanText(total)}</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>0</NbOfNtries><Sum>0.00</Sum></TtlDbtNtries></TxsSummry>` +
    `${entries.join('')}</Stmt></BkToCstmrStmt></Document>`
  )
}
