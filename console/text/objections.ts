import { OBJECTION_STATE_NAMES } from '../../contract/settlementWords'

/** Objections to settlements, and the meter’s test. */
export const objections = {
  madeOn: '提出日期',
  adjustment: '结算结果（元）',
  states: OBJECTION_STATE_NAMES,
  agreementDueOn: '签订期限',
  signedOn: '签订日期',
  testedOn: '检测日期',
  act: '处理',
  waits: '等待审批',
  sign: '登记协议',
  signTitle: '登记热表检测协议',
  signSays: (userCode: string, dueOn: string) =>
    `用户 ${userCode} 已当面签订热表检测协议，热表送检。签订期限是 ${dueOn}。`,
  signed: '已登记，等待检测结果',
  paper: '协议编号或存放处',
  test: '登记检测结果',
  testTitle: '登记热表检测结果',
  result: '检测结果',
  results: { passed: '合格', failed: '不合格' },
  report: '检测报告编号或存放处',
  passedSays: (fee: string, now: string) =>
    `热表合格：结算结果不变（${now}），用户承担拆装费 ${fee}。由另一人审批后执行。`,
  failedSays: (mean: string, now: string) =>
    `热表不合格：不收拆装费，结算由“${now}”改为退 ${mean}（本单元平均退费）。由另一人审批后执行。`,
  decidedSays: (now: string) =>
    `热表不合格：不收拆装费。本单元没有其他已公示的计量用户，没有平均值，请填写核定的退费金额（原结果：${now}）。由另一人审批后执行。`,
  decided: '核定的退费金额（元）',
  decidedHelp: (most: string) => `0 到 ${most}`,
  now: (adjustment: 'refund' | 'top-up' | 'even', amount: string) =>
    ({ refund: `退 ${amount}`, 'top-up': `补 ${amount}`, even: '不退不补' })[adjustment],
  proposed: '已提交，等待他人审批',
}
