import type { Measure, MeasureName } from './measures'

/** `critical`: money or service stands still, at any hour. `warning`: somebody looks at it on the same working day. */
export type Severity = 'critical' | 'warning'

/** When a measure is an alarm. Prometheus’ rules (deploy/prometheus) are written from these; a test keeps them the same. */
export interface AlarmRule {
  name: string
  measure: MeasureName
  /** Only of measures with one of these values of a label. */
  of?: { label: string; values: readonly string[] }
  /** Beyond which value, and for how many minutes on end. */
  when: 'above' | 'below'
  value: number
  minutes: number
  severity: Severity
  /** What is so, in the words of who is called. */
  says: string
  /** What to do first. */
  todo: string
}

/** Every alarm that this server raises by itself. */
export const ALARMS: readonly AlarmRule[] = [
  {
    name: 'DatabaseAway',
    ...{ measure: 'heatpay_database_up', when: 'below', value: 1, minutes: 1, severity: 'critical' },
    says: '数据库连不上，住户暂时不能缴费',
    todo: '检查数据库；服务不用重启，恢复后自动继续',
  },
  {
    name: 'JobsOverdue',
    ...{ measure: 'heatpay_job_overdue_seconds', when: 'above', value: 900, minutes: 5, severity: 'warning' },
    says: '后台任务积压超过 15 分钟',
    todo: '看日志里的 job failed；确认至少有一台服务在运行',
  },
  {
    name: 'JobKeepsFailing',
    ...{ measure: 'heatpay_job_attempts', when: 'above', value: 9, minutes: 5, severity: 'warning' },
    says: '有后台任务已失败 10 次以上',
    todo: '看日志里的 job failed 和它的原因',
  },
  {
    name: 'InboxStuck',
    ...{ measure: 'heatpay_inbox_oldest_seconds', when: 'above', value: 300, minutes: 2, severity: 'critical' },
    says: '已应答的支付通知超过 5 分钟没有入账',
    todo: '看日志里的 notification not processed；款项没有丢，入账恢复后自动补上',
  },
  {
    name: 'InboxDeep',
    ...{ measure: 'heatpay_inbox_waiting', when: 'above', value: 5000, minutes: 5, severity: 'warning' },
    says: '待入账的支付通知超过 5000 条',
    todo: '看数据库是否变慢；必要时增加一台服务',
  },
  {
    name: 'SuspenseOld',
    measure: 'heatpay_open_oldest_days',
    of: { label: 'what', values: ['suspense'] },
    ...{ when: 'above', value: 3, minutes: 30, severity: 'warning' },
    says: '有待查款项超过 3 天没有处理',
    todo: '控制台「资金 · 待查款项」：入账、退回或转下季',
  },
  {
    name: 'SuspenseLarge',
    measure: 'heatpay_open_fen',
    of: { label: 'what', values: ['suspense'] },
    ...{ when: 'above', value: 5_000_000, minutes: 30, severity: 'warning' },
    says: '待查款项超过 5 万元',
    todo: '控制台「资金 · 待查款项」：先看金额最大的',
  },
  {
    name: 'DifferencesOld',
    measure: 'heatpay_open_oldest_days',
    of: { label: 'what', values: ['open-differences', 'not-reconciled', 'quarantined'] },
    ...{ when: 'above', value: 3, minutes: 30, severity: 'warning' },
    says: '有对账差异或未对账、被隔离的文件超过 3 天',
    todo: '控制台「差异」「文件」：逐项提出处理，由另一人批准',
  },
  {
    name: 'FilesMissing',
    measure: 'heatpay_open_oldest_days',
    of: { label: 'what', values: ['no-trade-bill', 'no-fund-flow', 'no-statement'] },
    ...{ when: 'above', value: 2, minutes: 30, severity: 'warning' },
    says: '渠道或银行的对账文件超过 2 天没有到',
    todo: '控制台「文件」：取文件，或向渠道、银行索取后上传；微信、支付宝的账单只保留三个月',
  },
  {
    name: 'DaysUnclosed',
    ...{ measure: 'heatpay_days_unclosed', when: 'above', value: 5, minutes: 30, severity: 'warning' },
    says: '有营业日超过 5 天没有关账',
    todo: '控制台「今日」：看那一天还有什么没有了结',
  },
  {
    name: 'RefundsFailed',
    measure: 'heatpay_open_oldest_days',
    of: { label: 'what', values: ['failed-refunds', 'stray-refunds'] },
    ...{ when: 'above', value: 2, minutes: 30, severity: 'warning' },
    says: '有失败的或渠道侧的退款超过 2 天没有处理',
    todo: '控制台「资金 · 退款」：换一种方式退，或核实后关闭',
  },
  {
    name: 'RefundStuck',
    ...{
      measure: 'heatpay_refund_under_way_seconds',
      when: 'above',
      value: 3 * 86_400,
      minutes: 30,
      severity: 'warning',
    },
    says: '有退款超过 3 天没有结果',
    todo: '在渠道的商户平台查这笔退款；控制台「资金 · 退款」',
  },
  {
    name: 'LedgerChainBehind',
    ...{ measure: 'heatpay_unlinked_transfers', when: 'above', value: 0, minutes: 10, severity: 'warning' },
    says: '账务链有分录超过 10 分钟没有接上',
    todo: '确认至少有一台服务在运行；运行 heatpay verify-ledger',
  },
  {
    name: 'ClockOff',
    ...{ measure: 'heatpay_clock_off_seconds', when: 'above', value: 60, minutes: 2, severity: 'critical' },
    says: '服务器时钟与渠道相差超过 1 分钟；到 5 分钟时支付通知会全部被拒',
    todo: '检查 NTP，把时钟对准',
  },
  {
    name: 'CertificateEnds',
    ...{ measure: 'heatpay_certificate_days_left', when: 'below', value: 30, minutes: 30, severity: 'warning' },
    says: '商户证书 30 天内到期',
    todo: '在渠道的商户平台换证书，放进 MERCHANTS_DIR；不用重启',
  },
  {
    name: 'CertificateEndsSoon',
    ...{ measure: 'heatpay_certificate_days_left', when: 'below', value: 7, minutes: 30, severity: 'critical' },
    says: '商户证书 7 天内到期',
    todo: '今天就换：到期后不能收款',
  },
  {
    name: 'ChannelLetAlone',
    ...{ measure: 'heatpay_breaker_open', when: 'above', value: 0, minutes: 2, severity: 'critical' },
    says: '支付渠道的接口连续没有明确应答',
    todo: '看渠道的公告和本机到渠道的网络；已付的款稍后自动查询入账',
  },
  {
    name: 'TokensNearlyUsedUp',
    ...{ measure: 'heatpay_access_tokens_forced', when: 'above', value: 10, minutes: 1, severity: 'warning' },
    says: '一天内强制刷新微信接口令牌超过 10 次（上限 20 次）',
    todo: '找出是否有别的程序在用同一个 AppID 取令牌',
  },
  {
    name: 'DiskNearlyFull',
    ...{ measure: 'heatpay_disk_free_megabytes', when: 'below', value: 2048, minutes: 5, severity: 'warning' },
    says: '数据盘剩余不到 2 GB',
    todo: '清理或扩容 DATA_DIR 所在的磁盘',
  },
]

/** A rule that a measure breaks. */
export interface Raised {
  rule: AlarmRule
  measure: Measure
}

const isBeyond = ({ when, value }: AlarmRule, found: number) => (when === 'above' ? found > value : found < value)

const isOf = ({ of }: AlarmRule, { labels }: Measure) => !of || of.values.includes(labels[of.label] ?? '')

/** All that is beyond what a rule allows at this moment, however long it has been so. */
export function raisedBy(measures: readonly Measure[]): Raised[] {
  return ALARMS.flatMap((rule) =>
    measures
      .filter((measure) => measure.name === rule.measure && isOf(rule, measure) && isBeyond(rule, measure.value))
      .map((measure) => ({ rule, measure })),
  )
}
