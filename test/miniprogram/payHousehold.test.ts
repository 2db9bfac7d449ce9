import { BUILD_TIME, built } from '../support/miniprogram/built'
import { stopAll } from '../support/miniprogram/miniProgram'
import { findHousehold, goIn, PLATFORMS, type Platform } from '../support/miniprogram/scriptedProgram'

afterEach(stopAll)

describe.each<Platform>(['weapp', 'alipay'])('The built program for %s', (platform) => {
  const { login, sheet, paid, cancelled } = PLATFORMS[platform]
  let folder: string
  beforeAll(async () => {
    folder = await built(platform)
  }, BUILD_TIME)

  test('goes from the user code to half the fee paid, booked, and an invoice asked for', async () => {
    const story = await goIn(platform, { folder })
    const { screen, api, callsOf } = story
    await screen.says('还没有添加住户')
    expect(callsOf(login)).toHaveLength(1)
    await findHousehold(story)

    await screen.tap('居民热费（燃煤）')
    await screen.says('89.33 m² × 5.00 元/(月·m²) × 5 月 = 2,233.25 元')
    await screen.tap('先缴一部分')
    await screen.at('part')
    await screen.says('余款 1,116.62 元')
    expect(await screen.holds('金额（元）')).toBe('1116.63')

    await screen.tap('立即缴费 1,116.63 元')
    await screen.at('result')
    const [opened] = callsOf(sheet)
    const no = [...api.books.orders.keys()][0] ?? ''
    if (platform === 'weapp') {
      expect(opened?.options).toMatchObject({
        timeStamp: '1795233600',
        nonceStr: 'n0nce',
        package: `prepay_id=wx${no}`,
        signType: 'RSA',
        paySign: 'c2ln',
      })
    } else {
      expect(opened?.options).toMatchObject({ tradeNO: `20261121220014${no.slice(-14)}` })
    }

    await screen.says('正在核实')
    expect(screen.words()).not.toContain('已到账')
    expect(screen.words()).toContain(no)
    api.books.book(no)
    await screen.says('已到账')
    await screen.says('余款 1,116.62 元，请在1月1日前缴清。')

    await screen.tap('开发票')
    await screen.at('invoiceRequest')
    await screen.type('姓名', '王秀英')
    await screen.tap('申请 1,116.63 元的发票')
    await screen.at('invoice')
    await screen.says('正在开具')
    api.books.issueInvoice('I1')
    await screen.says('26112000000000000001')
    await screen.tap('打开发票')
    await screen.until('the PDF', () => callsOf('openDocument').length === 1)
    expect(callsOf('downloadFile')[0]?.options.header).toEqual({ Authorization: 'Bearer token-1' })
  })

  test('the whole fee is ordered without naming an amount, and then listed in the history', async () => {
    const story = await goIn(platform, { folder, sheetSays: () => paid })
    await findHousehold(story)
    await story.screen.tap('立即缴费 2,233.25 元')
    await story.screen.at('result')
    const [ordered] = story.api.requests(/^POST \/api\/orders$/)
    expect(ordered?.body).toEqual({ kind: 'whole', householdId: 'H1' })
    story.api.books.book('HP26112100000001')
    await story.screen.says('已到账')
    await story.screen.tap('回到首页')
    await story.screen.says('采暖费已缴清，谢谢您')
    await story.screen.tap('缴费记录')
    await story.screen.at('history')
    await story.screen.says('已到账')
  })

  test('a sheet that was closed proves nothing, and another try goes on with the same order', async () => {
    let said: string = cancelled
    const story = await goIn(platform, { folder, sheetSays: () => said })
    await findHousehold(story)
    await story.screen.tap('立即缴费')
    await story.screen.says('有没有扣款正在核实')
    said = paid
    await story.screen.tap('继续支付')
    await story.screen.says('付款已提交')
    expect(story.api.books.orders.size).toBe(1)
    expect(story.callsOf(sheet)).toHaveLength(2)
  })

  test('back to the bill after a closed sheet, paying again goes on with the same order too', async () => {
    const story = await goIn(platform, { folder, sheetSays: () => cancelled })
    await findHousehold(story)
    await story.screen.tap('立即缴费')
    await story.screen.says('正在核实')
    await story.screen.tap('回到首页')
    await story.screen.tap('查看账单')
    await story.screen.at('bill')
    await story.screen.tap('立即缴费')
    await story.screen.at('result')
    expect(story.api.books.orders.size).toBe(1)
    expect(story.api.requests(/pay-parameters$/)).toHaveLength(1)
  })

  test('an order whose answer was lost is repeated with the same key, and stays one order', async () => {
    const story = await goIn(platform, { folder, sheetSays: () => paid })
    await findHousehold(story)
    story.api.next(/^POST \/api\/orders$/, 'lost-answer')
    await story.screen.tap('立即缴费')
    await story.screen.says('请再试一次。不会因此多扣款。')
    await story.screen.tap('立即缴费')
    await story.screen.says('正在核实')
    const keys = story.api.requests(/^POST \/api\/orders$/).map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(story.api.books.orders.size).toBe(1)
  })

  test('two quick taps make one order', async () => {
    const story = await goIn(platform, { folder, sheetSays: () => paid })
    await findHousehold(story)
    await Promise.all([story.screen.tap('立即缴费'), story.screen.tap('立即缴费')])
    await story.screen.at('result')
    expect(story.api.requests(/^POST \/api\/orders$/)).toHaveLength(1)
    expect(story.callsOf(sheet)).toHaveLength(1)
  })

  test('arrears can be cleared alone, where that opens paying in parts', async () => {
    const story = await goIn(platform, { folder })
    story.api.books.state.arrearsFen = 86_400
    await findHousehold(story)
    await story.screen.says('缴清以后，本季热费可以分次缴纳')
    expect(story.screen.words()).toContain('立即缴费 3,097.25 元')
    expect(story.screen.words()).not.toContain('先缴一部分')
    await story.screen.tap('先缴往季欠费 864.00 元')
    await story.screen.at('result')
    expect([...story.api.books.orders.values()].map(({ amountFen }) => amountFen)).toEqual([86_400])
    expect(story.callsOf(sheet)).toHaveLength(1)
  })

  test('a session that has run out is renewed without a word', async () => {
    const story = await goIn(platform, { folder })
    await findHousehold(story)
    story.api.forgetTokens()
    await story.screen.tap('先缴一部分')
    await story.screen.says('余款 1,116.62 元')
    expect(story.callsOf(login)).toHaveLength(2)
  })

  test('the server’s refusal is shown in its own words, and nothing is paid', async () => {
    const story = await goIn(platform, { folder })
    await story.screen.tap('查找我家')
    await story.screen.type('用户编码', '999999999999')
    await story.screen.tap('查找')
    await story.screen.says('没有找到这个用户编码。请核对合同或往年发票上的 12 位数字，或拨打 8119000。')
    await story.screen.type('用户编码', '123')
    await story.screen.tap('查找')
    await story.screen.says('用户编码应为 12 位数字')
    expect(story.api.requests(/lookup$/)).toHaveLength(1)
  })
})
