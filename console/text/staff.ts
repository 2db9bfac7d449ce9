import { formatYuan } from '../../contract/money'
import { ROLE_NAMES } from '../../contract/staffWords'
import { withSourcesNamed } from './common'
import { files } from './files'

/** The queue of proposals. */
export const approvals = {
  title: '申请',
  help: '经办人提交，由另一人审批；批准后立即执行。',
  deed: '事项',
  summary: '内容',
  maker: '经办人',
  madeAt: '提交时间',
  checker: '审批人',
  decidedAt: '处理时间',
  comment: '意见',
  own: '本人提交',
  statuses: { proposed: '待审批', approved: '已批准', rejected: '已驳回', executed: '已执行' },
  allStatuses: '全部状态',
  allActions: '全部事项',
  approve: '批准',
  reject: '驳回',
  withdraw: '撤回',
  approveTitle: '批准并执行',
  rejectTitle: '驳回申请',
  withdrawTitle: '撤回申请',
  approveOk: '批准并执行',
  willDo: '批准后将立即执行：',
  willReject: '驳回后不会执行：',
  willWithdraw: '撤回后不会执行：',
  amount: (amount: string) => `金额 ${amount}`,
  noAmount: '不涉及金额',
  commentOptional: '意见（可不填）',
  reason: '原因',
  approved: '已批准并执行',
  rejected: '已驳回',
  withdrawn: '已撤回',
  ownHint: '这是您自己提交的申请，需由他人审批。',
  asRecorded: '查看系统留存的原始内容和校验码',
  payload: '执行内容',
  hash: '内容校验码',
  empty: '没有等待审批的申请',
  detail: '申请详情',
  person: (name: string | null, number: string | null) => (name === null ? '无' : `${name}（工号 ${number ?? ''}）`),
}

/** Logging in, and what has to be done at the first login. */
export const login = {
  title: '登录',
  loginName: '登录名',
  password: '密码',
  enter: '登录',
  next: '下一步',
  codeTitle: '输入动态码',
  code: '6 位动态码',
  codeHelp: '打开手机上的验证器应用，输入「热缴通」当前显示的 6 位数字。',
  otherPerson: '换一个登录名',
  loginNameMissing: '请输入登录名',
  passwordMissing: '请输入密码',
  demoTitle: '演示账号',
  demoHelp: '点一个角色，即可填入演示账号、密码和动态码。',
  demoCode: (code: string) => `演示动态码：${code}`,
  choosePassword: '设置新密码',
  choosePasswordHelp: '您用的是一次性密码。请设置一个只有您知道的密码：至少 12 个字符，可以是一句话。',
  oldPassword: '现在的密码',
  newPassword: '新密码',
  repeatPassword: '再输一次新密码',
  passwordsDiffer: '两次输入的新密码不一致',
  save: '保存',
  enrolTitle: '绑定动态码',
  enrolHelp: '您的角色可以动用资金，登录时需要动态码。请用手机验证器应用扫描二维码，再输入它显示的 6 位数字。',
  enrolSecret: '不能扫码时，可手工输入密钥',
  qrCode: '动态码二维码',
  confirm: '确认绑定',
  freshTitle: '请再次输入动态码',
  freshHelp: '这一步涉及资金或权限，需要重新确认是您本人。',
  freshOk: '确认',
}

/** One’s own login, the staff, the audit log. */
export const settings = {
  title: '设置',
  own: '我的登录',
  staff: '员工',
  audit: '操作日志',
  security: '安全事件',
  kind: '事件',
  allKinds: '全部事件',
  times: '次数（一小时内）',
  from: '来源',
  firstAt: '最早',
  lastAt: '最近',
  alarm: '告警',
  allEvents: '全部',
  alarmsOnly: '只看告警',
  ofAll: '合计',
  secondFactorOn: '已绑定动态码',
  secondFactorOff: '未绑定动态码',
  enrol: '绑定动态码',
  enrolAgain: '换一台手机，重新绑定',
  changePassword: '修改密码',
  passwordChanged: '密码已修改，您在别处的登录已失效。',
  enrolled: '动态码已绑定。',
  role: '角色',
  displayName: '姓名',
  displayNameMissing: '请输入姓名',
  staffNumber: '工号',
  staffNumberMissing: '请输入工号',
  staffNumberHelp: '同一个人的多个登录用同一个工号，不能互相审批',
  setNumber: '更正工号',
  setNumberSays: (name: string, loginName: string, now: string) =>
    `更正 ${name}（${loginName}）的工号，现为 ${now}。提交后由主管审批，批准前不变。`,
  numberProposed: '已提交，等待另一人复核',
  states: { awaiting: '待审批', active: '在用', dismissed: '已停用' },
  secondFactor: '动态码',
  createdAt: '添加时间',
  add: '新增员工',
  addHelp: '提交后由主管审批，批准前不能登录。',
  loginNameHelp: '3 到 32 个小写字母、数字、点或连字符，以字母开头',
  submit: '提交审批',
  oneTimeTitle: '一次性密码',
  oneTimeHelp: '只显示这一次，请当面交给本人。审批通过后方可使用，首次登录须改为自己的密码。',
  dismiss: '停用',
  dismissTitle: '停用员工',
  dismissSentence: (name: string, loginName: string) =>
    `停用 ${name}（${loginName}）。其全部登录立即失效，不能再登录。`,
  dismissed: '已停用，其登录已全部失效。',
  reset: '重置登录',
  resetTitle: '重置登录',
  resetSentence: (name: string, loginName: string) =>
    `为 ${name}（${loginName}）生成新的一次性密码并解除动态码。需主管审批后生效，届时其现有登录全部失效。`,
  actor: '操作人',
  deed: '操作',
  subject: '对象',
  detail: '详情',
  sequence: '序号',
  allActions: '全部操作',
}

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

/** What an action was done to: `wechat trade 2026-11-20` as “微信支付 交易账单 2026-11-20”; numbers of records stay as they are. */
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
