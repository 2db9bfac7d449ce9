import { bankIn, type Channel, isChannel, sourcesPattern } from '../../contract/channelWords'
/** Words that more than one page uses. */
export const common = {
  product: '热缴通财务台',
  demo: '演示环境',
  skip: '跳到正文',
  menu: '主菜单',
  company: '公司',
  allCompanies: '全部公司',
  group: '集团',
  amount: '金额',
  status: '状态',
  time: '时间',
  days: '日期范围',
  search: '查询',
  columns: '显示列',
  choose: '选择',
  chooseAll: '选择本页全部',
  dropFile: '把文件拖到这里，或点击选择文件',
  sending: '上传进度',
  kilobytes: (count: number) => `${count} KB`,
  sum: '合计',
  asTable: '看数字',
  asChart: '看图',
  export: '导出 Excel',
  total: (count: number) => `共 ${count} 条`,
  loading: '正在读取…',
  failed: '没有读取成功',
  retry: '重试',
  missing: (what: string) => `请填写${what}`,
  tooShort: (what: string, characters: number) => `${what}至少 ${characters} 个字`,
  wrongAmount: '请填写大于 0 的金额，最多两位小数',
  nothing: '没有符合条件的记录',
  cancel: '取消',
  close: '关闭',
  back: '返回',
  yes: '是',
  no: '否',
  none: '—',
  user: '用户',
  season: '采暖季',
  logOut: '退出登录',
  offline: '没有连上服务器，请检查网络后再试一次。',
  system: '系统',
  copied: '已复制',
  copy: '复制',
}

const CHANNEL_NAMES: Record<Channel, string> = { wechat: '微信支付', alipay: '支付宝' }

let people: Readonly<Record<string, string>> = {}
/** Keeps what colleagues are called; it comes with the session, before any page is shown. */
export function rememberPeople(names: Readonly<Record<string, string>>): void {
  people = names
}

const NOBODY: Readonly<Record<string, string>> = { 'finance-desk': '财务台', system: '系统' }

/** A person by the login that a record has: wang → 王会计; whoever is not known here by the login itself. */
export const personName = (login: string): string => people[login] ?? NOBODY[login] ?? login

let bankNames: Readonly<Record<string, string>> = {}
/** Keeps what the server calls the banks; it comes with the session, before any page is shown. */
export function rememberBankNames(names: Readonly<Record<string, string>>): void {
  bankNames = names
}

/** wechat → 微信支付, bank:icbc → 工商银行; a bank that is not configured any more: 银行 icbc. */
export function sourceName(source: string): string {
  if (isChannel(source)) return CHANNEL_NAMES[source]
  const bank = bankIn(source)
  return bank === undefined ? source : (bankNames[bank] ?? `银行 ${bank}`)
}

const SOURCES = new RegExp(`(?<![\\w:])(${sourcesPattern('[a-z][a-z0-9-]*')})(?![\\w-])`, 'g')
/** What a record says, with its channels and banks named: `bank:icbc 2026-11-20` → `工商银行 2026-11-20`. */
export const withSourcesNamed = (said: string): string => said.replace(SOURCES, sourceName)
