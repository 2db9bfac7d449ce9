import { formatYuan } from '../../../contract/money'
import type { SEASON_REFUSALS } from '../../application/common/refusal'
import type { Facts, Sentence } from './sentence'

const yuan = (value: string | number | undefined) => formatYuan(Number(value ?? 0))

const CONSENT: Record<string, string> = {
  'not-asked': '请先申请分次缴纳，经供热公司同意后再分次缴。',
  asked: '您的申请正在审核，同意后就可以分次缴。',
  refused: '供热公司没有同意分次缴纳，请一次缴清；情况有变化可以再次申请。',
}

const STATUS: Record<string, string> = {
  inspected: '已验收',
  effective: '已办结',
  granted: '已同意',
  accepted: '已通过',
  confirmed: '用户已确认',
  reduced: '已减费',
  refused: '未通过',
  withdrawn: '已撤回',
  asked: '等待办理',
  // Refunds after the season.
  applied: '等待审核',
  checked: '已通过审核',
  'in-batch': '已交银行代发',
  paid: '已退款',
  returned: '银行退回',
  // Objections to a settlement.
  made: '已提出',
  'agreement-signed': '已签检定协议',
  'test-passed': '热表检定合格',
  'test-failed': '热表检定不合格',
}

const outsideWindow = ({ dates }: Facts): string =>
  dates ? `现在不在办理时间内，办理时间为 ${dates}。` : '现在不在办理时间内，请留意供热公司的通知。'

/** How refusals of a season's life are told: what happened, that nothing was changed, and the next step (ui.md, Copy). */
export const SEASON_SENTENCES: Record<(typeof SEASON_REFUSALS)[number], Sentence> = {
  'bind-first': {
    status: 403,
    title: '请先绑定这一户',
    detail: '只有绑定并核实过的用户才能办理。请先在“添加用户”里核实户主信息，再来办理。',
  },
  'not-offered': {
    status: 422,
    title: '不办理这项业务',
    detail: ({ reason }) => `${reason}，请拨打供热公司热线咨询。`,
  },
  'outside-window': { status: 409, title: '不在办理时间内', detail: outsideWindow },
  'charged-as-normal': {
    status: 409,
    title: '本季仍按正常收费',
    detail: ({ dates }) => `已过办理时间（${dates}）：现在办理，本采暖季仍按正常用热收费。仍要办理请先确认。`,
  },
  'already-asked': { status: 409, title: '已经申请过', detail: '这一户已有同样的申请，请在“我的申请”里查看进度。' },
  'already-suspended': { status: 409, title: '已经停热', detail: '这一户现在是停热状态，没有更改。' },
  'not-suspended': { status: 409, title: '没有停热', detail: '这一户现在正常用热，不需要复热。' },
  'moved-out': {
    status: 409,
    title: '已登记搬迁',
    detail: ({ agreedOn }) => `这一户已登记 ${agreedOn} 搬迁，不能办理。登记有误请到服务大厅更正。`,
  },
  'consent-needed': {
    status: 409,
    title: '分次缴纳需要同意',
    detail: ({ state }) => `${CONSENT[String(state)] ?? CONSENT['not-asked']}`,
  },
  'consent-not-needed': { status: 409, title: '不需要申请', detail: '这一户可以直接分次缴纳，不需要申请。' },
  'wrong-status': {
    status: 409,
    title: '状态不对',
    detail: ({ state }) =>
      state === undefined
        ? '这份申请刚刚有了变化，没有更改。请刷新后再看。'
        : `这份申请现在是“${STATUS[String(state)] ?? '其他状态'}”，不能这样办理，没有更改。`,
  },
  'not-inspected': { status: 409, title: '还没有验收', detail: '用户自行施工的停、复热要先验收合格，才能办结。' },
  'no-inspection-needed': { status: 409, title: '不需要验收', detail: '这份申请由公司施工，不需要验收。' },
  'date-out-of-range': {
    status: 422,
    title: '日期或采暖季不对',
    detail: ({ from, to }) => `应在 ${from} 至 ${to} 之间，没有更改。`,
  },
  'only-early-or-late': {
    status: 422,
    title: '只能提前开始或推迟结束',
    detail: ({ startsOn, endsOn }) => `规定的采暖季是 ${startsOn} 至 ${endsOn}，只能比它提前开始、推迟结束。`,
  },
  'nothing-changed': { status: 409, title: '没有变化', detail: '与已登记的相同，没有更改。' },
  'already-decided': { status: 409, title: '已经办过', detail: '这一户的这件事已有结果，没有更改。请刷新查看。' },
  'paper-not-dated-yet': {
    status: 422,
    title: '材料日期有误',
    detail: '材料的日期不能晚于今天，没有提交。请核对材料。',
  },
  'amounts-changed': {
    status: 409,
    title: '金额已变化',
    detail: '提交之后这一户的账单或预存款有变化，结果与申请所写不同，没有执行。请驳回，由经办人重新提交。',
  },
  'no-review-needed': { status: 422, title: '不需要审核', detail: '这一户登记的用热性质不需要低保审核。' },
  'not-heated': {
    status: 409,
    title: '现在不在供热期',
    detail: ({ from, to }) => `供热期为 ${from} 至 ${to}，供热期内室温不达标才能报修测温。`,
  },
  'measured-already': {
    status: 409,
    title: '已经测过',
    detail: ({ on, room }) => `${on} 的${room}已有测温记录，没有重复登记。`,
  },
  'absurd-temperature': {
    status: 422,
    title: '室温不合理',
    detail: ({ from, to }) => `室温应在 ${from} 到 ${to} ℃之间，请核对后再填。`,
  },
  'too-few-measurements': {
    status: 409,
    title: '测温次数不够',
    detail: ({ needed }) => `这个月至少要测 ${needed} 次，才能确认平均室温。`,
  },
  'warm-enough': {
    status: 409,
    title: '室温达标',
    detail: ({ meanCelsius, belowCelsius }) => `这个月平均室温 ${meanCelsius}℃，不低于 ${belowCelsius}℃，不能减费。`,
  },
  'mean-differs': {
    status: 409,
    title: '平均室温有变化',
    detail: ({ meanCelsius }) => `又有新的测温，现在的平均室温是 ${meanCelsius}℃。请重新看过再确认。`,
  },
  'not-confirmed': { status: 409, title: '用户还没有确认', detail: '平均室温要经用户确认，才能减费。' },
  'already-reduced': { status: 409, title: '这个月已减费', detail: ({ month }) => `${month} 已经减过费，没有重复减。` },
  'more-than-billed': {
    status: 422,
    title: '超过账单金额',
    detail: ({ billedFen }) => `减费不能超过账单金额 ${yuan(billedFen)}。`,
  },
  'reported-twice': {
    status: 409,
    title: '已经申报过',
    detail: '这一次的燃气表读数已经申报过，请在“我的申请”里查看。',
  },
  'below-earlier': {
    status: 422,
    title: '读数不对',
    detail: ({ earlierCubicMetres }) => `读数不能倒退：另一次申报是 ${earlierCubicMetres} m³。请核对后再填。`,
  },
  'other-meter': {
    status: 422,
    title: '燃气表号不一致',
    detail: '与本采暖季另一次申报的燃气表号不同。请核对；换过表请到燃气服务网点办理。',
  },
  'meter-of-another': {
    status: 409,
    title: '这块表已被申报',
    detail: '这块燃气表本次已由另一户申报，请核对表号，或拨打供热公司热线。',
  },
  'no-gas-home': { status: 422, title: '不是自采暖用户', detail: '这一户登记的不是燃气自采暖，不能申报燃气补贴。' },
  'bad-photo': {
    status: 422,
    title: '照片不能使用',
    detail: '照片应为 5 MB 以内的 JPEG、PNG 或 WebP 图片，请重新拍摄后再传。',
  },
  'absurd-reading': {
    status: 422,
    title: '读数不合理',
    detail: ({ used, most }) =>
      `与采暖前相比用了 ${used} m³，一户一季不会超过 ${most} m³。请核对小数点：红色数字是小数，不用填。`,
  },
  'no-subsidy-rate': {
    status: 422,
    title: '补贴标准未公布',
    detail: '规则书里没有燃气补贴标准，不能发放。标准公布后再办理。',
  },
  'readings-missing': {
    status: 409,
    title: '读数不全',
    detail: '采暖前、采暖后两次申报都通过审核，才能发放补贴。',
  },
  'nothing-used': { status: 422, title: '没有补贴金额', detail: '两次读数之间没有用气，没有可发放的补贴。' },
  'already-granted': {
    status: 409,
    title: '补贴已发放',
    detail: ({ amountFen, on }) => `本采暖季补贴 ${yuan(amountFen)} 已于 ${on} 入账，没有重复发放。`,
  },
  'subsidy-changed': {
    status: 409,
    title: '补贴金额有变化',
    detail: '读数或补贴标准与提交时不同，没有发放。请重新提交。',
  },
  'not-granted': { status: 409, title: '补贴还没有发放', detail: '补贴入账以后，才能登记柜台领取。' },
  'already-collected': {
    status: 409,
    title: '已经领取',
    detail: ({ on }) => `这笔补贴已于 ${on} 在柜台领取，没有重复登记。`,
  },
  'credit-spent': {
    status: 409,
    title: '补贴已经抵缴热费',
    detail: ({ creditFen }) => `这一户的预存款只剩 ${yuan(creditFen)}，不够领取这笔补贴，没有更改。`,
  },
}
