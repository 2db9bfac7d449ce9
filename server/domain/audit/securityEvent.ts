/** What happens that may be an attack, or the beginning of one (ASVS 5.0, V16): counted by the hour, never with personal data. */

interface Kind {
  /** As the console calls it. */
  name: string
  /** So many within an hour, of one company, are an alarm; null where each single one is. */
  alarmAt: number | null
}

export const SECURITY_KINDS = {
  'login-failed': { name: '登录失败', alarmAt: 30 },
  'login-blocked': { name: '登录被暂停', alarmAt: 20 },
  'second-factor-wrong': { name: '动态码错误', alarmAt: 20 },
  'second-factor-needed': { name: '缺少动态码', alarmAt: 100 },
  'not-allowed': { name: '无权限的操作', alarmAt: 20 },
  csrf: { name: '来源不明的请求', alarmAt: 10 },
  unauthorized: { name: '无效的登录凭证', alarmAt: 1000 },
  'maker-is-checker': { name: '审批自己的申请', alarmAt: 5 },
  'payload-changed': { name: '申请内容被改动', alarmAt: 3 },
  'too-many-requests': { name: '请求过于频繁', alarmAt: 500 },
  'looked-too-often': { name: '查询用户编码过多', alarmAt: 20 },
  'proof-first': { name: '查询受限，先验证', alarmAt: 200 },
  'proof-does-not-match': { name: '户主验证错误', alarmAt: 100 },
  'proved-too-often': { name: '户主验证次数过多', alarmAt: 10 },
  'identity-first': { name: '姓名验证已暂停', alarmAt: 20 },
  'details-differ': { name: '退费信息核对不符', alarmAt: 20 },
  'household-viewed': { name: '查看用户资料', alarmAt: 300 },
  exported: { name: '导出或下载', alarmAt: 60 },
  'looks-of-strangers': { name: '陌生人查询接近上限', alarmAt: null },
  'guessed-names': { name: '有人在猜户主姓名', alarmAt: null },
  'anchor-missing': { name: '链的存证缺失或变短', alarmAt: null },
} as const satisfies Record<string, Kind>

export type SecurityKind = keyof typeof SECURITY_KINDS

export const isSecurityKind = (text: string): text is SecurityKind => Object.hasOwn(SECURITY_KINDS, text)

/** One thing that happened. */
export interface SecurityHappening {
  /** INSTALLATION, where it is of no company. */
  company: string
  kind: SecurityKind
  /** Who or where from: a login, a resident's id, or the keyed name of an address. */
  subject: string
}

/** What happened within an hour, of one kind and one subject. `alarm`: the row is the alarm itself. */
export interface SecurityEvent extends SecurityHappening {
  id: string
  /** The beginning of the hour, in epoch milliseconds. */
  hour: number
  times: number
  firstAt: number
  lastAt: number
  alarm: boolean
}

const HOUR_MS = 3_600_000

/** The hour that a moment is in, by its beginning. */
export const hourOf = (at: number): number => at - (at % HOUR_MS)

/** Whether so many within an hour are an alarm. */
export const isAlarming = (kind: SecurityKind, times: number): boolean => {
  const { alarmAt } = SECURITY_KINDS[kind]
  return alarmAt === null || times >= alarmAt
}
