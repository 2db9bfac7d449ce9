import { auditDetail, auditSubject } from '../../console/text/staff'

test('an auditor reads the details of a deed in words, and money as money', () => {
  expect(auditDetail('status', 'balanced')).toBe('结果 已平')
  expect(auditDetail('ourTotalFen', 240_000)).toBe('我方合计 2,400.00 元')
  expect(auditDetail('amountFen', null)).toBe('金额 无')
  expect(auditDetail('refused', true)).toBe('不同意 是')
  expect(auditDetail('role', 'accountant')).toBe('角色 会计')
})

test('an auditor reads what a deed was done to in words', () => {
  expect(auditSubject('wechat trade 2026-11-20')).toBe('微信支付 交易账单 2026-11-20')
  expect(auditSubject('01M8139QM6BS267627S3MXBFVN')).toBe('01M8139QM6BS267627S3MXBFVN')
})

test('what has no word yet is shown as the chain keeps it', () => {
  expect(auditDetail('colour', 'blue')).toBe('colour blue')
})
