import {
  type BankMatchingStory,
  CLEARING,
  COMPANY,
  LI,
  NUMBER,
  onEachBankMatchingStory,
  WANG,
} from '../../support/bankMatching'

onEachBankMatchingStory('money that quotes a bank’s number and is of another amount than the bank took', (story) => {
  /** Of 1,500.00 this came, a day later; gives its difference. */
  async function came(amountFen: number, { file, statement, openOnStatement }: BankMatchingStory) {
    await file([LI, WANG])
    const date = await statement(1, [{ amountFen, ourReference: NUMBER }])
    const [item, ...others] = await openOnStatement(date)
    if (!item) throw new Error('no difference')
    expect([item.kind, item.ourFen, item.theirFen, others]).toEqual(['amount', 150_000, amountFen, []])
    return { id: item.id, date }
  }
  const suggested = async ({ resolving }: BankMatchingStory, id: string) => {
    const shown = await resolving.differences.show({ company: '*' }, COMPANY, id)
    return 'refused' in shown ? [] : shown.possible.map(({ resolution }) => resolution)
  }

  test('a little less: the bank kept it as its fee; nothing is left on its clearing account', async () => {
    const all = story()
    const { resolving, balances, openOnStatement } = all
    const { id, date } = await came(148_500, all)
    expect(await balances('bank', CLEARING)).toEqual([0, 150_000])
    expect(await suggested(all, id)).toEqual(['accept-fee', 'await-rest'])
    const { summary } = await resolving.resolve(id, 'accept-fee')
    expect(summary).toContain('按实到 1,485.00 元 入账，少到的 15.00 元 记为渠道手续费')
    expect(await balances('bank', CLEARING, 'channel-fees')).toEqual([148_500, 0, 1_500])
    expect(await openOnStatement(date)).toEqual([])
  })

  test('much less is no fee: what came is booked, the rest is on its way, missed at T+2, then ends', async () => {
    const all = story()
    const { resolving, balances, statement, openOnStatement, file } = all
    const { id } = await came(100_000, all)
    expect(await suggested(all, id)).toEqual(['await-rest'])
    expect(await resolving.propose(id, 'accept-fee')).toEqual({ refused: 'resolution-does-not-fit' })
    await resolving.resolve(id, 'await-rest')
    expect(await balances('bank', CLEARING)).toEqual([100_000, 50_000])
    // The file told again is the file told before.
    expect(await file([LI, WANG])).toMatchObject({ status: 'balanced' })
    const missedOn = await statement(2, [])
    expect(await openOnStatement(missedOn)).toMatchObject([
      { kind: 'ours-only', ourFen: 50_000, owner: 'finance-desk' },
    ])
    await statement(3, [{ amountFen: 50_000, ourReference: NUMBER }])
    expect(await openOnStatement(missedOn)).toEqual([])
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
  })

  test('left open, it closes itself when the rest comes under the same number, however late', async () => {
    const all = story()
    const { balances, statement, openOnStatement, resolving } = all
    const { id, date } = await came(100_000, all)
    const proposed = await resolving.propose(id, 'await-rest')
    expect(await balances('bank', CLEARING)).toEqual([0, 150_000])
    const late = await statement(4, [{ amountFen: 50_000, ourReference: NUMBER }])
    expect([await openOnStatement(date), await openOnStatement(late)]).toEqual([[], []])
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
    expect(await resolving.approve(proposed)).toEqual({ refused: 'books-changed' })
    expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
  })

  test('more than was sent: all is booked, and what is beyond waits in suspense, a work item (M7)', async () => {
    const all = story()
    const { resolving, balances, ports, file } = all
    const { id } = await came(151_000, all)
    expect(await suggested(all, id)).toEqual(['to-suspense'])
    await resolving.resolve(id, 'to-suspense')
    expect(await balances('bank', CLEARING, 'suspense')).toEqual([151_000, 0, -1_000])
    expect(await ports.database.read.suspense.open(COMPANY)).toMatchObject([
      { reason: 'settled-beyond', amountFen: 1_000, owner: 'finance-desk' },
    ])
    expect(await file([LI, WANG])).toMatchObject({ status: 'balanced', differences: [] })
  })

  test.each([149_999, 150_001])(
    'a fen too little or too much, %i, is written off, and the clearing account is right',
    async (amountFen) => {
      const all = story()
      const { resolving, balances, file } = all
      const { id } = await came(amountFen, all)
      expect(await suggested(all, id)).toContain('write-off')
      await resolving.resolve(id, 'write-off')
      expect(await balances('bank', CLEARING, 'cash-differences')).toEqual([amountFen, 0, 150_000 - amountFen])
      expect(await file([LI, WANG])).toMatchObject({ status: 'balanced', differences: [] })
    },
  )

  test('of two who approve at once one books it (M2)', async () => {
    const all = story()
    const { resolving, balances } = all
    const { id } = await came(148_500, all)
    const proposed = await resolving.propose(id, 'accept-fee')
    const outcomes = await Promise.all([resolving.approve(proposed), resolving.approve(proposed)])
    expect(outcomes.filter((outcome) => 'refused' in outcome)).toHaveLength(1)
    expect(await balances('bank', CLEARING, 'channel-fees')).toEqual([148_500, 0, 1_500])
  })
})
