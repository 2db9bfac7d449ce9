import { type Case, type MerchantView, MINUTE } from '../../../support/channels/contractRooms'

/** Who pays: named by the platform, for a code that is good once (M8; formats.md 3.4, 4.1). */
export function loginCases(test: Case, merchant: MerchantView): void {
  const { name, company } = merchant.mode
  const code = (person?: string) => merchant.market.loginCode(name, company, person)

  test('login knows the same person again, and tells two apart', async () => {
    const zhang = await merchant.someone('zhang')
    expect(await merchant.someone('zhang')).toEqual(zhang)
    expect(await merchant.someone('li')).not.toEqual(zhang)
    expect(zhang.kind).toBe(name === 'wechat' ? 'openid' : 'open_id')
  })

  test('login knows him by another name in another company’s app', async () => {
    const here = await merchant.someone('zhang')
    const there = await merchant.neighbour.exchangeLoginCode(await merchant.market.loginCode(name, 'baoji', 'zhang'))
    expect(there).toMatchObject({ outcome: 'identified' })
    expect(there).not.toMatchObject({ payer: { value: here.value } })
  })

  test('login takes a code once', async () => {
    const once = await code()
    expect(await merchant.room.exchangeLoginCode(once)).toMatchObject({ outcome: 'identified' })
    expect(await merchant.room.exchangeLoginCode(once)).toEqual({ outcome: 'bad-code' })
  })

  test('login takes a code of two phones at once for one of them', async () => {
    const once = await code()
    const both = await Promise.all([merchant.room.exchangeLoginCode(once), merchant.room.exchangeLoginCode(once)])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['bad-code', 'identified'])
  })

  test('login does not take a made-up code', async () => {
    expect(await merchant.room.exchangeLoginCode('made-up')).toEqual({ outcome: 'bad-code' })
  })

  test('login does not take another company’s code', async () => {
    const theirs = await merchant.market.loginCode(name, 'baoji')
    expect(await merchant.room.exchangeLoginCode(theirs)).toEqual({ outcome: 'bad-code' })
  })

  test('login does not take a code that has grown old', async () => {
    const old = await code()
    await merchant.market.pass(6 * MINUTE)
    expect(await merchant.room.exchangeLoginCode(old)).toEqual({ outcome: 'bad-code' })
  })

  test('login does not know what became of a code when the answer is lost', async () => {
    await merchant.market.faults({ timeoutAfterEffect: { api: 'login' } })
    expect(await merchant.room.exchangeLoginCode(await code())).toMatchObject({ outcome: 'unknown', code: 'TIMEOUT' })
  })

  for (const fault of ['timeoutBeforeEffect', 'error500'] as const) {
    test(`login under ${fault} is unknown, is not asked twice, and leaves the code good`, async () => {
      const good = await code()
      await merchant.market.faults({ [fault]: { api: 'login', count: 1 } })
      expect(await merchant.room.exchangeLoginCode(good)).toMatchObject({ outcome: 'unknown' })
      expect(await merchant.room.exchangeLoginCode(good)).toMatchObject({ outcome: 'identified' })
    })
  }
}
