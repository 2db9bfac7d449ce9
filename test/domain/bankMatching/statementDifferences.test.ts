import type { BankEntry } from '../../../server/domain/bankMatching/bankEntry'
import { statementDifferences } from '../../../server/domain/bankMatching/statementDifferences'
import type { Transit } from '../../../server/domain/bankMatching/transit'
import type { PaymentSource } from '../../../server/domain/payment/payment'

const DAY = '2026-11-20'

/** A number as a channel writes it: banks quote its first 16 signs, which two channels may have in common. */
const numberOf = (last: string) => `4299000000000000${last}`

const transit = (party: PaymentSource, reference: string): Transit => ({
  ...{ id: reference, company: 'lanzhou', party, direction: 'credit', reference, otherReference: '', bundle: '' },
  ...{ amountFen: 79_162, netFen: 79_162, sentOn: DAY, evidenceId: 'F1', arrivalId: null, overdueOn: null },
  missedIn: null,
})

const entry = (remark: string): BankEntry => ({
  ...{ id: 'E1', company: 'lanzhou', statement: 'bank:statement-mt940', account: '1', statedOn: DAY, bookedOn: DAY },
  ...{ direction: 'credit', amountFen: 53_390, reversal: false, bankReference: 'BK1', line: 7, fileId: 'F2' },
  ...{ ourReference: numberOf(''), remark, arrivalId: null },
})

const told = (remark: string) => {
  const onTheWay = [transit('alipay', numberOf('0456')), transit('wechat', numberOf('0457'))]
  return statementDifferences([entry(remark)], [], onTheWay, [], (source) => source)
}

test.each([
  ['财付通', 'wechat'],
  ['支付宝', 'alipay'],
])('a movement of another amount whose remark names %s is held against what %s sent', (remark, party) => {
  const [difference] = told(remark)
  expect(difference).toMatchObject({ kind: 'amount', ourFen: 79_162, theirFen: 53_390 })
  expect(difference?.reason).toContain(`附言为${party} `)
})

test('one whose remark names nobody is held against the first that has its number', () => {
  expect(told('货款')[0]?.reason).toContain('附言为alipay ')
})
