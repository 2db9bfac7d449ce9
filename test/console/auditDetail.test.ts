import { auditDetail } from '../../console/text/audit'

test('an auditor reads the details of a deed in words, and money as money', () => {
  expect(auditDetail('status', 'balanced')).toBe('结果 已平')
  expect(auditDetail('ourTotalFen', 240_000)).toBe('我方合计 2,400.00 元')
  expect(auditDetail('amountFen', null)).toBe('金额 无')
  expect(auditDetail('refused', true)).toBe('不同意 是')
  expect(auditDetail('role', 'accountant')).toBe('角色 会计')
})

test('what has no word yet is shown as the chain keeps it', () => {
  expect(auditDetail('colour', 'blue')).toBe('colour blue')
})
