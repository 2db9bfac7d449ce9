import { createAccountBook } from '../../../server/application/accountBook'
import { isRefusal } from '../../../server/application/common/refusal'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { ACCOUNT, COMPANY, DAY, LI, NUMBER, onEachBankMatchingStory, STATEMENT, WANG } from '../../support/bankMatching'
import { checker, maker } from '../../support/desk'

const MONTH = '2026-11'
const OPENING = 100_000

onEachBankMatchingStory('the book of our account at a bank', (story) => {
  const book = () => createAccountBook(story().ports)
  const month = async () => {
    const told = await book().reconciliation({ company: COMPANY, account: ACCOUNT, month: MONTH })
    if (isRefusal(told)) throw new Error(told.refused)
    return told
  }
  const lines = async (asked: { q?: string; state?: 'all' | 'open' | 'matched' } = {}) => {
    const told = await book().lines({ company: COMPANY, account: ACCOUNT, state: 'all', ...asked }, 0, 50)
    if (isRefusal(told)) throw new Error(told.refused)
    return told
  }
  const items = (list: readonly { fen: number }[]) => list.map(({ fen }) => fen)

  /** What the bank has collected comes; so do a charge and somebody's deposit that nobody knows. */
  async function oneDay() {
    const { file, statement } = story()
    await file([LI, WANG])
    await statement(
      1,
      [
        { amountFen: 150_000, ourReference: NUMBER, remark: '代收采暖费' },
        { amountFen: 2_000, direction: 'debit', remark: '账户管理费' },
        { amountFen: 88_812, remark: '张*伟 采暖费' },
      ],
      OPENING,
    )
  }

  test('both balances come to the same, and what the bank alone has stands in its list', async () => {
    const { resolving, openOnStatement } = story()
    await oneDay()
    const { sheet } = await month()
    expect(sheet).toMatchObject({ bookFen: OPENING + 150_000, bankFen: OPENING + 150_000 - 2_000 + 88_812 })
    expect([items(sheet.bankReceived), items(sheet.bankPaid)]).toEqual([[88_812], [2_000]])
    expect([sheet.bookReceived, sheet.bookPaid, sheet.gaps]).toEqual([[], [], []])
    expect([sheet.adjustedBookFen, sheet.adjustedBankFen, sheet.differenceFen]).toEqual([336_812, 336_812, 0])

    const [charge, deposit] = (await openOnStatement(addDays(DAY, 1))).sort(
      (a, b) => (a.theirFen ?? 0) - (b.theirFen ?? 0),
    )
    await resolving.entries()
    await resolving.resolve(charge?.id ?? '', 'book-bank-charge')
    expect(await resolving.entries()).toEqual(['bank-charge bank-charges bank 2000'])
    await resolving.resolve(deposit?.id ?? '', 'book-own-movement')
    expect(await resolving.entries()).toEqual(['own-movement bank general-ledger 88812'])
    const after = (await month()).sheet
    expect(after).toMatchObject({
      bookFen: 336_812,
      bankFen: 336_812,
      bankReceived: [],
      bankPaid: [],
      differenceFen: 0,
    })
  })

  test('a statement that is missing is the difference, and the day where it shows is named', async () => {
    await oneDay()
    const closing = OPENING + 150_000 - 2_000 + 88_812
    await story().statement(3, [{ amountFen: 500, direction: 'debit' }], closing + 30_000)
    const { sheet, signable } = await month()
    expect(sheet.differenceFen).toBe(-30_000)
    expect(sheet.gaps).toEqual([{ date: addDays(DAY, 3), byFen: 30_000 }])
    expect(signable).toBe(false)
  })

  test('each line stands beside what it is, and is found by a part of amount or name', async () => {
    await oneDay()
    const { rows } = await lines()
    const collected = rows.find(({ fen }) => fen === 150_000)
    expect(collected?.match).toMatchObject({ party: '合作银行', feeFen: 0, parts: [{ fen: 150_000, number: NUMBER }] })
    expect(rows.filter(({ match }) => match === null).map(({ fen, difference }) => [fen, difference?.status])).toEqual([
      [88_812, 'open'],
      [-2_000, 'open'],
    ])
    const found = async (q: string) => (await lines({ q })).rows.map(({ fen }) => fen)
    expect(await found('888')).toEqual([88_812])
    expect(await found('888.1')).toEqual([88_812])
    expect(await found('张伟')).toEqual([88_812])
    expect(await found('伟张')).toEqual([])
    expect(await found('采暖 1500')).toEqual([150_000])
    expect(await lines({ q: '890' })).toMatchObject({ nearest: true, rows: [{ fen: 88_812 }] })
    expect(await lines({ q: '900' })).toMatchObject({ nearest: false, rows: [] })
    expect((await lines({ state: 'open' })).total).toBe(2)
  })

  test('one transfer pays for two households, each gets its part, and the line shows both', async () => {
    const { resolving, openOnStatement, balances } = story()
    const [first, second] = ['6201000001', '6201000002']
    const date = await story().statement(1, [{ amountFen: 300_000, remark: '物业代缴' }], OPENING)
    const [item] = await openOnStatement(date)
    const id = item?.id ?? ''
    const split = (shares: { userCode: string; amountFen: number }[]) =>
      resolving.differences.propose(COMPANY, maker, { id, resolution: 'split-deposit', reason: '物业来函', shares })
    expect(await split([{ userCode: first, amountFen: 300_000 }])).toMatchObject({ refused: 'shares-needed' })
    const parts = (amountFen: number, other: number) => [
      { userCode: first, amountFen },
      { userCode: second, amountFen: other },
    ]
    expect(await split(parts(100_000, 199_999))).toMatchObject({ refused: 'shares-needed' })
    expect(await split([...parts(100_000, 100_000), { userCode: 'X', amountFen: 100_000 }])).toMatchObject({
      refused: 'no-such-user-code',
    })
    const proposed = await split(parts(120_000, 180_000))
    expect(proposed).toMatchObject({ summary: expect.stringContaining('用户 6201000002 王演示 1,800.00 元') })
    await resolving.entries()
    expect(await resolving.approve(proposed)).toMatchObject({ status: 'executed' })
    expect(await resolving.entries()).toEqual([
      `channel-settled bank clearing:${STATEMENT} 300000`,
      `payment-applied clearing:${STATEMENT} receivable 120000`,
      `payment-applied clearing:${STATEMENT} receivable 180000`,
    ])
    expect(await balances('bank', `clearing:${STATEMENT}`)).toEqual([300_000, 0])
    const [line] = (await lines()).rows
    expect(line?.match?.parts.map(({ what, fen }) => [what, fen])).toEqual([
      ['用户 6201000001 张演示', 120_000],
      ['用户 6201000002 王演示', 180_000],
    ])
    // The statement again changes nothing, and a further version that tells otherwise is not followed by itself.
    expect(await openOnStatement(date)).toEqual([])
    expect((await month()).sheet).toMatchObject({ bankReceived: [], differenceFen: 0 })
  })

  test('money that is on its way is told by its age', async () => {
    const { ports, file } = story()
    await file([LI, WANG])
    const { ages, rows } = await book().onTheWay(COMPANY)
    expect(rows).toMatchObject([{ party: '合作银行', fen: 150_000, sentOn: DAY, ageDays: 4, late: true }])
    expect(ages.map(({ count, inFen }) => [count, inFen])).toEqual([
      [0, 0],
      [1, 150_000],
      [0, 0],
      [0, 0],
      [0, 0],
    ])
    ports.clock.set(addDays(DAY, 40))
    expect((await book().onTheWay(COMPANY)).ages.at(-1)).toMatchObject({ from: 31, to: null, count: 1 })
  })

  test('one prepares the month, another reviews it; what was booked since needs two again', async () => {
    const { ports, resolving, openOnStatement } = story()
    await oneDay()
    const sign = async (digest: string) =>
      book().sign(maker, { company: COMPANY, account: ACCOUNT, month: MONTH, digest })
    const first = await month()
    expect(await sign(first.digest)).toEqual({ refused: 'month-not-over' })
    ports.clock.set('2026-12-01')
    expect((await month()).signable).toBe(true)
    expect(await sign('0'.repeat(64))).toEqual({ refused: 'amounts-changed' })
    const proposed = await sign(first.digest)
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    expect(proposed.summary).toContain('未达账项 2 笔，调节后均为 3,368.12 元')
    expect((await month()).waiting?.prepared.number).toBe(maker.id)
    const { id, payloadHash } = proposed
    expect(await resolving.approvals.approve(maker, id, { payloadHash })).toEqual({ refused: 'maker-is-checker' })
    expect(await resolving.approvals.approve(checker, id, { payloadHash })).toMatchObject({ status: 'executed' })
    const signed = await month()
    expect(signed.signed).toMatchObject({ prepared: { number: maker.id }, reviewed: { number: checker.id } })
    expect(await sign(signed.digest)).toEqual({ refused: 'signed-already' })

    const item = (await openOnStatement(addDays(DAY, 1))).find(({ theirFen }) => theirFen === -2_000)
    await resolving.resolve(item?.id ?? '', 'book-bank-charge')
    const changed = await month()
    expect(changed).toMatchObject({ signed: null, changedSince: expect.any(Number), signable: true })
    // What the second person would sign must be what the first has signed.
    const again = await sign(changed.digest)
    if (isRefusal(again)) throw new Error(again.refused)
    const deposit = (await openOnStatement(addDays(DAY, 1)))[0]
    await resolving.resolve(deposit?.id ?? '', 'to-suspense')
    expect(await resolving.approvals.approve(checker, again.id, { payloadHash: again.payloadHash })).toEqual({
      refused: 'amounts-changed',
    })
  })
})
