import type { ApprovalSheet } from '../../../contract/consoleApprovals'
import type { EvidenceFact } from '../../../contract/consoleBooks'
import { type Approval, type ApprovalPayload, shownPayload } from '../../domain/approval/approval'
import { maskCard } from '../../domain/heatSettlement/refundApplication'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { Transfer } from '../../domain/ledger/transfer'
import type { SourceName } from '../../domain/payment/payment'
import { DIFFERENCE_KINDS } from '../../domain/reconciliation/mismatch'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Executors } from '../approvals/approvals'
import { previewOutcome } from '../common/allOrNothing'
import type { Refusal, RefusalCode } from '../common/refusal'
import { watchedLedger } from '../common/watchedLedger'
import { readEvidence } from '../desk/readEvidence'
import { householdRow, transferView } from '../desk/showHouseholds'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

const MAX_ENTRIES = 200

const MAX_PAYEES = 500

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  chart: ChartOfAccounts
  sourceName: SourceName
  executors: Executors<RefusalCode>
}

/** What was found of a proposal; `refused` is told in words by whoever shows it. */
export type Sheet = Omit<ApprovalSheet, 'obstacle'> & { refused: Refusal<RefusalCode> | null }

type Section = ApprovalSheet['sections'][number]

const text = (label: string, value: string | number | null | undefined): EvidenceFact[] =>
  value === null || value === undefined || value === '' ? [] : [{ label, value: String(value), as: 'text' }]
const fen = (label: string, value: number | null | undefined): EvidenceFact[] =>
  value === null || value === undefined ? [] : [{ label, value, as: 'fen' }]
const moment = (label: string, value: number | null | undefined): EvidenceFact[] =>
  value === null || value === undefined ? [] : [{ label, value, as: 'moment' }]

/** What the fields of proposals are called; what only the machine needs (ids, digests) is shown as the thing that it names. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  season: '采暖季',
  estates: '小区',
  households: '户数',
  count: '户数',
  reason: '原因',
  evidence: '银行确认',
  remindOn: '提醒日',
  on: '日期',
  place: '地点',
  receipt: '收据',
  startsOn: '开始日',
  endsOn: '结束日',
  agreedOn: '协议日期',
  number: '文号',
  name: '名称',
  paper: '依据',
  use: '用途',
  from: '原为',
  to: '改为',
  passed: '检测合格',
  outcome: '结论',
  loginName: '登录名',
  displayName: '姓名',
  staffNumber: '工号',
  role: '角色',
  bankCard: '银行卡',
  owner: '户名',
  route: '退回方式',
  userCode: '用户号',
  meanCelsius: '平均室温',
  account: '账户',
  sampleDay: '样本日期',
  headings: '文件表头',
  creditWords: '收入字样',
  debitWords: '支出字样',
  month: '月份',
  items: '未达账项（笔）',
}

const FEN_NAMES: Readonly<Record<string, string>> = {
  amountFen: '金额',
  refunds: '应退',
  topUps: '应补',
  adjustmentFen: '调整金额',
  feeFen: '检测费',
  decidedRefundFen: '已定退款',
  reductionFen: '减费',
  bookFen: '账面余额',
  bankFen: '银行余额',
  adjustedBookFen: '调节后余额',
}

/** What the maker wrote down, in words; what names another record by its id is shown as that record. */
function written(payload: ApprovalPayload): EvidenceFact[] {
  return Object.entries(shownPayload(payload)).flatMap(([name, value]): EvidenceFact[] => {
    if (value === null) return []
    if (typeof value === 'number' && Object.hasOwn(FEN_NAMES, name)) return fen(FEN_NAMES[name] ?? name, value)
    const label = FIELD_NAMES[name]
    if (Array.isArray(value)) {
      const words = value.filter((one) => typeof one === 'string')
      return label && words.length > 0 ? text(label, words.join('、')) : []
    }
    if (typeof value === 'object') return written(value)
    if (label === undefined) return []
    return text(label, typeof value === 'boolean' ? (value ? '是' : '否') : value)
  })
}

/** Every text in a payload under one of these names, however deep. */
function named(payload: ApprovalPayload, names: readonly string[]): string[] {
  return Object.entries(payload).flatMap(([name, value]) => {
    if (typeof value === 'string') return names.includes(name) ? [value] : []
    if (Array.isArray(value)) {
      return value.flatMap((one) =>
        one !== null && typeof one === 'object' && !Array.isArray(one) ? named(one, names) : [],
      )
    }
    return value !== null && typeof value === 'object' ? named(value, names) : []
  })
}

/** What the second person sees before he signs: see ApprovalSheet. Entries and refusal are the executor's own, of which nothing is kept. */
export function createReadSheet(ports: Ports) {
  const { database, sourceName, chart, executors } = ports
  const { read } = database
  const view = transferView(chart, sourceName)

  async function evidence(company: string, kind: string, id: string, place: string | null = null): Promise<Section[]> {
    const found = await readEvidence(read, sourceName, { company, kind, id })
    return found ? [{ title: found.title, facts: found.facts, place }] : []
  }

  async function difference(company: string, id: string): Promise<{ sections: Section[]; paymentIds: string[] }> {
    const item = await read.differences.byId(id)
    if (!item || item.company !== company) return { sections: [], paymentIds: [] }
    const { seen, fileId } = item
    const file = fileId === null ? undefined : await read.channelFiles.byId(fileId)
    const facts = [
      ...text('差异', DIFFERENCE_KINDS[item.kind]),
      ...text('渠道', sourceName(item.channel)),
      ...text('日期', item.date),
      ...fen('我方金额', item.ourFen),
      ...fen('对方金额', item.theirFen),
      ...text('说明', item.reason),
    ]
    const theirs = seen?.theirs
    const row = theirs && [
      ...text('文件', file?.fileName),
      ...text('行号', theirs.line),
      ...text('渠道编号', theirs.channelNo ?? theirs.key),
      ...text('订单号', theirs.orderNo),
      ...fen('金额', theirs.amountFen),
      ...text('用户号', theirs.userCode),
      ...moment('时间', theirs.at),
    ]
    const ours = seen?.ours
    const own = ours && [
      ...text('编号', ours.key),
      ...text('订单号', ours.orderNo),
      ...fen('金额', ours.amountFen),
      ...text('用户号', ours.payerCode),
    ]
    const payments = await read.differences.paymentsOf(company, item.channel, [item.key])
    return {
      sections: [
        { title: '对账差异', facts, place: `/differences/${item.id}` },
        ...(row ? [{ title: '对方文件的一行', facts: row, place: null }] : []),
        ...(own ? [{ title: '我方账目的一笔', facts: own, place: null }] : []),
      ],
      paymentIds: [...payments.values()].map(({ id: paymentId }) => paymentId),
    }
  }

  /** All that a proposal names, as records, with the household of each. */
  async function records({
    company,
    deed,
    subject,
    payload,
  }: Approval): Promise<{ sections: Section[]; householdIds: string[] }> {
    const sections: Section[] = []
    const householdIds = named(payload, ['householdId', 'fromHouseholdId', 'toHouseholdId'])
    const paymentIds = named(payload, ['paymentId'])
    if (deed === 'resolve-difference') {
      const found = await difference(company, subject)
      sections.push(...found.sections)
      paymentIds.push(...found.paymentIds)
    }
    for (const id of named(payload, ['itemId'])) {
      const item = await read.suspense.byId(id)
      if (item) paymentIds.push(item.paymentId)
    }
    for (const id of named(payload, ['claimId'])) {
      const claim = await read.claims.byId(id)
      if (!claim) continue
      paymentIds.push(claim.paymentId)
      householdIds.push(claim.fromHouseholdId, claim.toHouseholdId)
      sections.push({
        title: '住户的申请',
        facts: [...text('原因', claim.reason), ...moment('申请时间', claim.askedAt)],
        place: null,
      })
    }
    for (const id of new Set(paymentIds)) {
      const payment = await read.payments.byId(id)
      if (payment?.householdId) householdIds.push(payment.householdId)
      sections.push(...(await evidence(company, 'payment', id)))
    }
    for (const no of named(payload, ['refundNo']).slice(0, 20))
      sections.push(...(await evidence(company, 'refund', no)))
    for (const id of named(payload, ['fileId', 'inForceId'])) {
      const file = await read.channelFiles.byId(id)
      if (!file || file.company !== company) continue
      const facts = [
        ...text('渠道', sourceName(file.channel)),
        ...text('日期', file.date),
        ...text('文件名', file.fileName),
        ...text('笔数', file.rowCount),
        ...fen('合计', file.totalFen),
        ...moment('收到时间', file.receivedAt),
      ]
      const title = file.status === 'imported' ? '现在采用的文件' : '改送的文件'
      sections.push({ title, facts, place: `/files?open=${file.id}` })
    }
    for (const id of named(payload, ['invoiceId'])) {
      const invoice = await read.invoices.byId(id)
      if (!invoice) continue
      householdIds.push(invoice.householdId)
      const facts = [
        ...text('发票号码', invoice.number),
        ...text('抬头', invoice.titleName),
        ...fen('金额', invoice.amountFen),
      ]
      sections.push({ title: '发票', facts, place: null })
    }
    for (const id of named(payload, ['applicationId', 'requestId'])) {
      const application = await read.applications.byId(id)
      if (application) householdIds.push(application.householdId)
    }
    return { sections, householdIds }
  }

  async function payees(payload: ApprovalPayload): Promise<Pick<ApprovalSheet, 'payees' | 'payeeCount'>> {
    const list = (name: string) =>
      Array.isArray(payload[name]) ? (payload[name] as { id?: string; refundNo?: string }[]) : []
    const applications = list('applications')
    const refunds = list('refunds')
    const ids = applications.flatMap(({ id }) => id ?? []).slice(0, MAX_PAYEES)
    const numbers = refunds.flatMap(({ refundNo }) => refundNo ?? []).slice(0, MAX_PAYEES - ids.length)
    const [found, cards] = [await read.refundApplications.byIds(ids), await read.refundCards.byNos(numbers)]
    return {
      payees: [...found, ...cards].map(({ owner, bankCard, amountFen }) => ({
        who: owner,
        card: maskCard(bankCard),
        amountFen,
      })),
      payeeCount: applications.length + refunds.length,
    }
  }

  /** Does it, sees what is booked, and takes everything back. */
  async function foresee(approval: Approval): Promise<{ posted: Transfer[]; refused: Refusal<RefusalCode> | null }> {
    const signed = { ...approval, status: 'approved' as const, decidedAt: ports.clock.now() }
    return previewOutcome(database, async (store) => {
      const { store: watching, posted } = watchedLedger(store)
      const done = await executors[approval.deed](watching, signed, ports)
      return { posted: [...posted], refused: done === 'done' ? null : done }
    })
  }

  return async function readSheet(approval: Approval): Promise<Sheet> {
    const { sections, householdIds } = await records(approval)
    const open = approval.status === 'proposed'
    const { posted, refused } = open ? await foresee(approval) : { posted: [], refused: null }
    const ids = [...new Set([...householdIds, ...posted.flatMap(({ householdId }) => householdId ?? [])])].slice(0, 50)
    const households = await read.households.byIds(ids)
    const facts = written(approval.payload)
    return {
      sections: [...(facts.length > 0 ? [{ title: '申请内容', facts, place: null }] : []), ...sections],
      households: households
        .filter(({ company }) => company === approval.company)
        .map((household) => householdRow(ports.rulebooks, household)),
      ...(await payees(approval.payload)),
      entries: posted.slice(0, MAX_ENTRIES).map(view),
      entryCount: posted.length,
      refused,
      later: open && ['accept-file', 'publish-settlements', 'carry-over', 'payout'].includes(approval.deed),
    }
  }
}
