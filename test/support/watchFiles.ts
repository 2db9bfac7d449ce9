import { stringify } from 'yaml'
import { ALARMS, type AlarmRule, type Severity } from '../../server/domain/watch/alarms'
import { MEASURES } from '../../server/domain/watch/measures'

/** A rule of Prometheus, with what it must fire on and what it must be silent about: series at a steady pace a minute. */
interface PrometheusRule {
  name: string
  expr: string
  minutes: number
  severity: Severity
  says: string
  todo: string
  /** Labels that the alert carries. */
  labels: Record<string, string>
  fault: { series: string; values: string }
  well: { series: string; values: string }
}

const SOMEWHERE: Readonly<Record<string, string>> = {
  heatpay_job_overdue_seconds: 'kind="confirm-order"',
  heatpay_job_attempts: 'kind="give-refund"',
  heatpay_days_unclosed: 'company="lanzhou"',
  heatpay_refund_under_way_seconds: 'company="lanzhou"',
  heatpay_clock_off_seconds: 'channel="wechat"',
  heatpay_certificate_days_left: 'company="lanzhou",file="alipay-app.crt"',
  heatpay_breaker_open: 'company="lanzhou",channel="wechat",endpoint="order"',
  heatpay_access_tokens_forced: 'company="lanzhou"',
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))

const joined = (...labels: (string | undefined)[]) => labels.filter(Boolean).join(',')

function ofServer(rule: AlarmRule): PrometheusRule {
  const { measure, of, when, value } = rule
  const chosen = of ? `{${of.label}=~"${of.values.join('|')}"}` : ''
  const place = of ? `company="lanzhou",${of.label}="${of.values[0]}"` : (SOMEWHERE[measure] ?? '')
  const series = `${measure}{${joined(place, 'instance="a:8080"', 'job="heatpay"')}}`
  const beyond = when === 'above' ? value + 1 : value - 1
  return {
    ...rule,
    expr: `${when === 'above' ? 'max' : 'min'} without (instance, job) (${measure}${chosen}) ${when === 'above' ? '>' : '<'} ${value}`,
    labels: labelsOf(place),
    fault: { series, values: `${beyond}+0x600` },
    // Just what is allowed.
    well: { series, values: `${value}+0x600` },
  }
}

/** What only Prometheus can see: servers that are gone, and how something grows. */
const GROWING: readonly PrometheusRule[] = [
  {
    name: 'ServerGone',
    expr: 'up{job="heatpay"} == 0',
    ...{ minutes: 2, severity: 'critical', labels: { job: 'heatpay', instance: 'a:8080' } },
    says: '有一台服务没有应答',
    todo: '看服务的日志；systemctl status heatpay 或 kubectl describe pod',
    fault: { series: 'up{job="heatpay",instance="a:8080"}', values: '0+0x600' },
    well: { series: 'up{job="heatpay",instance="a:8080"}', values: '1+0x600' },
  },
  {
    name: 'ForeignMerchant',
    expr: 'sum(increase(heatpay_notifications_total{outcome="foreign-merchant"}[15m])) > 0',
    ...{ minutes: 0, severity: 'critical', labels: {} },
    says: '收到了别家商户号的支付通知',
    todo: '核对 merchant.json 的商户号，以及商户平台上登记的通知地址',
    fault: { series: 'heatpay_notifications_total{channel="wechat",outcome="foreign-merchant"}', values: '0+1x600' },
    well: { series: 'heatpay_notifications_total{channel="wechat",outcome="foreign-merchant"}', values: '7+0x600' },
  },
  {
    name: 'BadSignatures',
    expr: 'sum(increase(heatpay_notifications_total{outcome="bad-signature"}[15m])) > 20',
    ...{ minutes: 0, severity: 'warning', labels: {} },
    says: '15 分钟内有 20 条以上的支付通知验签不通过',
    todo: '看平台公钥、证书是否更换；没有更换则可能有人在试探',
    fault: { series: 'heatpay_notifications_total{channel="alipay",outcome="bad-signature"}', values: '0+3x600' },
    well: { series: 'heatpay_notifications_total{channel="alipay",outcome="bad-signature"}', values: '0+1x600' },
  },
  {
    name: 'NotificationsUnanswered',
    expr: 'sum(increase(heatpay_http_request_seconds_count{route=~"/notify/.*",status=~"5.."}[5m])) > 0',
    ...{ minutes: 1, severity: 'critical', labels: {} },
    says: '有支付通知没有收下（渠道会重发）',
    todo: '看日志和数据库；磁盘是否已满',
    fault: {
      series: 'heatpay_http_request_seconds_count{method="POST",route="/notify/wechat/:company",status="500"}',
      values: '0+1x600',
    },
    well: {
      series: 'heatpay_http_request_seconds_count{method="POST",route="/notify/wechat/:company",status="200"}',
      values: '0+9x600',
    },
  },
  {
    name: 'ChannelUnclear',
    expr: 'sum by (channel) (increase(heatpay_channel_call_seconds_count{outcome=~"unknown|held"}[10m])) > 10',
    ...{ minutes: 2, severity: 'warning', labels: { channel: 'wechat' } },
    says: '10 分钟内渠道有 10 次以上没有明确应答',
    todo: '看渠道的公告和本机到渠道的网络',
    fault: {
      series: 'heatpay_channel_call_seconds_count{channel="wechat",endpoint="order",outcome="unknown"}',
      values: '0+2x600',
    },
    well: {
      series: 'heatpay_channel_call_seconds_count{channel="wechat",endpoint="order",outcome="verified"}',
      values: '0+20x600',
    },
  },
]

/** All rules: those by which the server itself calls somebody, and those that need a memory. */
export const RULES: readonly PrometheusRule[] = [...ALARMS.map(ofServer), ...GROWING]

const HEAD =
  '# Written by test/adapters/watch/prometheus.test.ts (GOLDEN=write) from server/domain/watch/alarms.ts: change it there.\n'

const annotations = ({ says, todo }: PrometheusRule) => ({ summary: says, todo })

/** deploy/prometheus/heatpay.rules.yaml */
export function rulesFile(): string {
  const rules = RULES.map((rule) => ({
    alert: rule.name,
    expr: rule.expr,
    for: `${rule.minutes}m`,
    labels: { severity: rule.severity },
    annotations: annotations(rule),
  }))
  return HEAD + stringify({ groups: [{ name: 'heatpay', rules }] }, { lineWidth: 0 })
}

/** What `promtool test rules` is given: each rule fires on its fault, not before its time, and is silent about what is allowed. */
export function rulesTests(rules: string): string {
  const tests = RULES.flatMap((rule) => {
    const fired = [
      {
        exp_labels: { severity: rule.severity, ...rule.labels },
        exp_annotations: annotations(rule),
      },
    ]
    const look = (minutes: number, alerts: object[]) => ({
      eval_time: `${minutes}m`,
      alertname: rule.name,
      exp_alerts: alerts,
    })
    const at = 20 + rule.minutes
    return [
      {
        name: `${rule.name} fires`,
        interval: '1m',
        input_series: [rule.fault],
        alert_rule_test: [look(at, fired), ...(rule.minutes > 1 ? [look(rule.minutes - 1, [])] : [])],
      },
      {
        name: `${rule.name} is silent`,
        interval: '1m',
        input_series: [rule.well],
        alert_rule_test: [look(at, [])],
      },
    ]
  })
  return stringify({ rule_files: [rules], evaluation_interval: '1m', tests })
}

const panelOf = (title: string, description: string, expr: string, legend: string) => ({
  title,
  description,
  expr,
  legend,
})

const WORDS: Readonly<Record<string, string>> = {
  heatpay_database_up: '数据库是否在线',
  heatpay_job_overdue_seconds: '后台任务积压（秒）',
  heatpay_job_attempts: '后台任务失败次数',
  heatpay_inbox_waiting: '待入账的支付通知',
  heatpay_inbox_oldest_seconds: '最早一条通知等了多久（秒）',
  heatpay_open_items: '未了结事项（件）',
  heatpay_open_fen: '未了结金额（分）',
  heatpay_open_oldest_days: '未了结事项的天数',
  heatpay_days_unclosed: '未关账的天数',
  heatpay_refund_under_way_seconds: '退款在途（秒）',
  heatpay_unlinked_transfers: '未接入账务链的分录',
  heatpay_clock_off_seconds: '与渠道的时钟差（秒）',
  heatpay_certificate_days_left: '证书剩余天数',
  heatpay_breaker_open: '渠道接口熔断',
  heatpay_access_tokens_forced: '一天内强制刷新令牌次数',
  heatpay_disk_free_megabytes: '数据盘剩余（MB）',
}

/** deploy/grafana/heatpay.json: one panel a measure, and what comes and goes over HTTP. */
export function dashboard(): object {
  const panels = [
    panelOf('每秒请求', 'by status', 'sum by (status) (rate(heatpay_http_request_seconds_count[5m]))', '{{status}}'),
    panelOf(
      '应答时间（95%）',
      'by route',
      'histogram_quantile(0.95, sum by (le, route) (rate(heatpay_http_request_seconds_bucket[5m])))',
      '{{route}}',
    ),
    panelOf(
      '支付通知',
      'by channel and outcome',
      'sum by (channel, outcome) (rate(heatpay_notifications_total[5m]))',
      '{{channel}} {{outcome}}',
    ),
    panelOf(
      '调用渠道',
      'by channel and outcome',
      'sum by (channel, outcome) (rate(heatpay_channel_call_seconds_count[5m]))',
      '{{channel}} {{outcome}}',
    ),
    ...Object.entries(MEASURES).map(([name, help]) =>
      panelOf(
        WORDS[name] ?? name,
        help,
        `max without (instance, job) (${name})`,
        '{{company}} {{channel}} {{what}} {{kind}} {{file}} {{endpoint}}',
      ),
    ),
  ]
  return {
    uid: 'heatpay',
    title: '热缴通',
    timezone: 'Asia/Shanghai',
    schemaVersion: 38,
    refresh: '30s',
    time: { from: 'now-24h', to: 'now' },
    templating: { list: [{ name: 'source', type: 'datasource', query: 'prometheus', label: '数据源' }] },
    panels: panels.map(({ title, description, expr, legend }, place) => ({
      id: place + 1,
      type: 'timeseries',
      title,
      description,
      datasource: { type: 'prometheus', uid: '$source' },
      gridPos: { h: 8, w: 8, x: (place % 3) * 8, y: Math.floor(place / 3) * 8 },
      targets: [{ refId: 'A', expr, legendFormat: legend }],
    })),
  }
}
