/** A household's registered bank card, put right by papers. */
export const bankCards = {
  act: '更正银行卡',
  title: '更正登记的银行卡',
  says: (userCode: string) => `更正用户 ${userCode} 登记的银行卡，以后的退款付到新卡。由另一人审批后执行。`,
  registered: '登记的银行卡',
  none: '没有登记',
  bankCard: '新卡号',
  paper: '证明材料存放处',
  paperHelp: '例如：银行卡变更申请 2026-17',
  propose: '提交审批',
  proposed: '已提交，等待他人审批',
}
