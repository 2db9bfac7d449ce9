import { z } from 'zod'
import { bankCardRequest, refundRequest } from '../../../contract/claims'
import { pageQuery } from '../../../contract/console'
import { estimateRequest } from '../../../contract/estimates'
import { readAs } from '../../../server/adapters/http/respond'

const DETAILS = { company: 'binzhou', userCode: '37160001', bankCard: '6217000000000000012', paper: '17 号' }

/** The refusal of something malformed. */
function refusal(shape: z.ZodType, given: unknown) {
  const read = readAs(shape, given)
  if (!('problem' in read)) throw new Error('that fits')
  const { status, code, path, detail } = read.problem.problem
  return { status, code, path, detail }
}

const said = (shape: z.ZodType, given: unknown) => refusal(shape, given).detail

describe('what is malformed is refused in Chinese, with the field as people and as programs know it', () => {
  test('a field that is missing, empty, too short, too long, of another kind, or not asked for', () => {
    const { paper: _, ...missing } = DETAILS
    expect(refusal(bankCardRequest, missing)).toEqual({
      status: 400,
      code: 'invalid-request',
      path: 'paper',
      detail: '材料存放处：不能为空',
    })
    expect(said(bankCardRequest, { ...DETAILS, paper: ' ' })).toBe('材料存放处：请写明材料名称和编号，不能写“无”')
    expect(said(bankCardRequest, { ...DETAILS, bankCard: '6217' })).toBe('银行卡号：至少 12 个字')
    expect(said(bankCardRequest, { ...DETAILS, paper: 'x'.repeat(101) })).toBe('材料存放处：最多 100 个字')
    expect(said(bankCardRequest, { ...DETAILS, userCode: 37160001 })).toBe('用户编码：应为文字')
    expect(refusal(bankCardRequest, { ...DETAILS, colour: 'red' })).toMatchObject({
      path: 'colour',
      detail: 'colour：没有这一项',
    })
    expect(said(bankCardRequest, [])).toBe('应为对象')
  })

  test('numbers, choices, and what lies deeper; a shape’s own sentence stays as it is', () => {
    const refund = { company: 'lanzhou', paymentId: 'p', amountFen: 100, route: 'original', reason: '重复缴费' }
    expect(said(refundRequest, { ...refund, amountFen: 0 })).toBe('金额：应大于 0')
    expect(said(refundRequest, { ...refund, amountFen: 1.5 })).toBe('金额：应为整数')
    expect(said(refundRequest, { ...refund, route: 'cash' })).toBe(
      '退款方式：应为以下之一：original、next-season、bank-card',
    )
    const card = { from: 'application', owner: '张', bankCard: DETAILS.bankCard, paper: '1' }
    expect(refusal(refundRequest, { ...refund, card })).toMatchObject({
      path: 'card.owner',
      detail: '户主姓名：至少 2 个字',
    })
    expect(said(pageQuery, { page: 'two' })).toBe('page：应为数字')
    expect(said(pageQuery, { size: '500' })).toBe('size：不能大于 200')
    expect(said(estimateRequest, { company: 'tangshan', season: '2025' })).toBe('采暖季应写作 "2025-2026"')
  })

  test('operators still read zod’s English of settings and files', () => {
    said(pageQuery, { page: 'two' })
    expect(z.string().safeParse(1).error?.issues[0]?.message).toMatch(/expected string/)
  })

  test.each([
    [z.array(z.string()).min(2), ['one'], '至少 2 项'],
    [z.array(z.string()).max(1), ['one', 'two'], '最多 1 项'],
    [z.literal(true), false, '应为 true'],
    [z.email(), 'nobody', '不是有效的邮箱地址'],
    [z.string().regex(/^x/), 'y', '格式不正确'],
    [z.number().lt(3), 3, '应小于 3'],
    [z.number().min(3), 2, '不能小于 3'],
    [z.number().multipleOf(5), 7, '应为 5 的倍数'],
    [z.union([z.string(), z.literal(3)]), 5, '内容不符合要求'],
  ])('%#: a sentence without a word of English', (shape, given, sentence) => {
    expect(said(shape, given)).toBe(sentence)
  })
})
