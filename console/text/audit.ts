import { formatYuan } from '../../contract/money'
import { ROLE_NAMES } from '../../contract/staffWords'
import { withSourcesNamed } from './common'
import { files } from './files'

const NAMES: Readonly<Record<string, string>> = {
  amountFen: '金额',
  approval: '申请',
  batch: '批次',
  booked: '入账',
  channel: '渠道',
  date: '日期',
  decision: '结论',
  deed: '动作',
  differences: '差异',
  digest: '摘要',
  from: '从',
  granted: '同意',
  imported: '新增',
  kind: '类型',
  matched: '相符',
  of: '事项',
  on: '对象',
  orderNo: '订单号',
  ourTotalFen: '我方合计',
  payloadHash: '内容校验码',
  payments: '笔数',
  published: '公示户数',
  refund: '退款',
  refused: '不同意',
  role: '角色',
  rows: '行数',
  season: '采暖季',
  seed: '种子',
  settled: '结算户数',
  signedOn: '签订日',
  since: '锁定自',
  status: '结果',
  template: '格式',
  theirTotalFen: '对方合计',
  to: '至',
  totalFen: '合计',
  transfers: '分录数',
  unchanged: '未变',
  upTo: '至用户',
  vouchers: '凭证数',
}

const VALUES: Readonly<Record<string, string>> = {
  ...ROLE_NAMES,
  balanced: '已平',
  differences: '有差异',
  quarantined: '已隔离',
  true: '是',
  false: '否',
  null: '无',
}

/** What a deed was done to: `wechat trade 2026-11-20` as “微信支付 交易账单 2026-11-20”; numbers of records stay as they are. */
export function auditSubject(subject: string): string {
  return withSourcesNamed(subject)
    .split(' ')
    .map((word) => files.bills[word] ?? word)
    .join(' ')
}

/**
 * One detail of an audit entry in words: `ourTotalFen: 240000` as “我方合计 2,400.00 元”. What has no word is shown as the
 * chain keeps it; the Excel file shows all of it so.
 */
export function auditDetail(name: string, value: unknown): string {
  const said = name.endsWith('Fen') && typeof value === 'number' ? formatYuan(value) : String(value)
  return `${NAMES[name] ?? name} ${VALUES[said] ?? withSourcesNamed(said)}`
}
