import { BUILD_TIME, built } from '../support/miniprogram/built'
import { stopAll } from '../support/miniprogram/miniProgram'
import { problem, scriptedApi } from '../support/miniprogram/scriptedApi'
import { USER_CODE } from '../support/miniprogram/scriptedBooks'
import {
  findHousehold,
  goIn,
  PLATFORMS,
  type Platform,
  type ScriptedProgram,
} from '../support/miniprogram/scriptedProgram'

afterEach(stopAll)

/** From a household that anybody may pay for to one that is proved to be his; ends on the list of services. */
async function proveHousehold(story: ScriptedProgram) {
  const { screen } = story
  await findHousehold(story)
  await screen.tap('办理服务')
  await screen.at('services')
  await screen.says('先核实户主')
  await screen.tap('去核实户主')
  await screen.at('confirm')
  await screen.type('户主姓名（选填）', '王秀英')
  await screen.tap('是这一户，看账单')
  await screen.at('services')
  await screen.says('您要办理什么？')
}

describe.each<Platform>(['weapp', 'alipay'])('Applying in the built program for %s', (platform) => {
  let folder: string
  beforeAll(async () => {
    folder = await built(platform)
  }, BUILD_TIME)

  test('the heat is stopped: proof first, only what applies is offered, followed and withdrawn', async () => {
    const story = await goIn(platform, { folder })
    const { screen, api } = story
    await proveHousehold(story)
    expect(screen.words()).not.toContain('室温不达标报修')
    expect(screen.words()).not.toContain('申报燃气表读数')
    expect(screen.words()).not.toContain('申请分次缴纳')

    await screen.tap('申请停热')
    await screen.at('service')
    await screen.says('11月1日 至 11月30日')
    await screen.says('由您自己施工，完工后公司上门验收')
    await screen.says('669.98')
    await screen.type('补充说明（选填）', '全家外出')
    await screen.tap('提交停热申请')
    await screen.at('application')
    await screen.says('等待办理')
    await screen.says('请您自己安排施工')
    expect(api.requests(/suspensions$/).at(-1)?.body).toEqual({ acceptCharged: false, words: '全家外出' })

    api.season.inspect('A1')
    story.stack.reLaunch('/pages/applications/index')
    await screen.says('停热申请')
    await screen.says('验收合格')
    await screen.tap('停热申请')
    await screen.at('application')
    await screen.says('11月22日 · 供热公司')
    await screen.tap('撤回申请')
    await screen.says('撤回这份申请？')
    api.next(/withdraw$/, problem(409, 'wrong-status', '申请正在办理，现在不能撤回。'))
    await screen.tap('撤回')
    await screen.says('申请正在办理，现在不能撤回。')
    await screen.until('the sheet to close', () => !screen.has('先不撤回'))
    await screen.tap('撤回申请')
    await screen.says('撤回这份申请？')
    await screen.tap('撤回')
    await screen.says('申请已撤回')
    expect(api.season.applications.map(({ status }) => status)).toEqual(['withdrawn'])
    expect(screen.has('撤回申请')).toBe(false)
  })

  test('a result with its formula leads to the refund: agreement, details told apart, two photos', async () => {
    const story = await goIn(platform, { folder })
    const { screen, api } = story
    await proveHousehold(story)
    await screen.says('应退 140.00 元')
    await screen.tap('热计量结算结果')
    await screen.at('settlement')
    await screen.says('2,060.00 元 − 2,200.00 元 = −140.00 元')
    await screen.tap('计量热费')
    await screen.says('10000 kWh × 0.14 元/kWh')
    await screen.tap('申请退费 140.00 元')
    await screen.at('refund')

    await screen.tap('下一步')
    await screen.says('请先勾选“我同意结果”。')
    await screen.tap('我同意结果，没有异议')
    await screen.says('✓我同意结果')
    await screen.tap('下一步')
    await screen.says('退到哪张银行卡？')
    await screen.tap('下一步')
    await screen.says('请填写户主银行卡号。')
    await screen.type('户主姓名', '王秀英')
    await screen.type('户主身份证号', '37230119600101003x')
    await screen.type('户主银行卡号', '6217 0000 0000 0012')
    await screen.type('登记的手机号', '138 0000 0000')
    await screen.tap('下一步')
    await screen.says('拍两张照片')
    await screen.tap('提交退费申请 140.00 元')
    await screen.says('还差这张照片。')
    await screen.tap('拍摄或选取身份证照片')
    await screen.says('照片已选好')
    await screen.tap('拍摄或选取银行卡照片')
    await screen.until('both photos', () => api.season.photos.length === 2)
    await screen.until('the last answer', () => !screen.has('拍摄或选取银行卡照片'))

    await screen.tap('提交退费申请 140.00 元')
    await screen.says('与登记的不一样，请核对。')
    expect(await screen.holds('户主身份证号')).toBe('37230119600101003x')
    await screen.type('户主身份证号', '37230119600101002x')
    await screen.tap('下一步')
    await screen.tap('提交退费申请 140.00 元')
    await screen.at('settlement')
    await screen.says('正在核对银行卡')
    await screen.says('6217****0012')
    expect(api.requests(/refund-applications$/).at(-1)?.body).toEqual({
      season: '2025-2026',
      noObjection: true,
      owner: '王秀英',
      identityNumber: '37230119600101002X',
      bankCard: '6217000000000012',
      phone: '13800000000',
      photoIds: ['P1', 'P2'],
    })
    expect(screen.has('申请退费')).toBe(false)

    story.stack.reLaunch('/pages/applications/index')
    await screen.says('热计量退费申请')
  })

  test('LZ2: where staff decide, a consent is asked for with a reason, given, the first part paid', async () => {
    const api = scriptedApi()
    api.books.state.consent = 'not-asked'
    const { sheet, paid } = PLATFORMS[platform]
    const story = await goIn(platform, { folder, api, sheetSays: () => paid })
    const { screen } = story
    await proveHousehold(story)
    await screen.tap('申请分次缴纳')
    await screen.at('consent')
    await screen.says('首次至少缴 1,116.63 元，余款1月1日前缴清。')
    await screen.tap('提交申请')
    await screen.says('请写明原因。')
    expect(api.requests(/^POST .*instalment-consents$/)).toEqual([])
    await screen.type('原因', '工资月底才发')
    await screen.tap('提交申请')
    await screen.at('application')
    await screen.says('等待办理')
    expect(api.requests(/^POST .*instalment-consents$/).map(({ body }) => body)).toEqual([{ words: '工资月底才发' }])

    // Until it is given, the bill takes the whole only.
    story.stack.reLaunch('/pages/part/index?household=H1')
    await screen.at('part')
    await screen.says('需要供热公司先同意')
    expect(screen.has('立即缴费 1,116.63 元')).toBe(false)

    api.season.grant('A1')
    story.stack.reLaunch('/pages/application/index?id=A1')
    await screen.says('已同意')
    await screen.tap('去账单缴费')
    await screen.at('bill')
    await screen.tap('先缴一部分')
    await screen.at('part')
    await screen.tap('立即缴费 1,116.63 元')
    await screen.at('result')
    expect(story.callsOf(sheet)).toHaveLength(1)
    expect(api.requests(/^POST \/api\/orders$/).map(({ body }) => body)).toEqual([
      { kind: 'part', householdId: 'H1', partFen: 111_663 },
    ])
    api.books.book('HP26112100000001')
    await screen.says('已到账')
    await screen.says('余款 1,116.62 元，请在1月1日前缴清。')
  })

  test('an objection needs the acknowledgement and nothing else', async () => {
    const story = await goIn(platform, { folder })
    const { screen, api } = story
    await proveHousehold(story)
    await screen.tap('热计量结算结果')
    await screen.tap('对结果有异议')
    await screen.at('objection')
    await screen.says('当面签热表检测协议')
    await screen.tap('提交异议')
    await screen.says('请先勾选“我已经看清”。')
    expect(api.requests(/settlement-objections$/)).toEqual([])
    await screen.tap('我已经看清，要提出异议')
    await screen.says('✓我已经看清')
    await screen.tap('提交异议')
    await screen.at('settlement')
    await screen.says('请在6月1日前到供热公司签订热表检测协议')
    expect(screen.has('申请退费')).toBe(false)
  })

  test('money for the wrong household is claimed from the payment itself', async () => {
    const story = await goIn(platform, { folder, sheetSays: () => PLATFORMS[platform].paid })
    const { screen, api } = story
    await findHousehold(story)
    await screen.tap('立即缴费')
    await screen.at('result')
    const no = [...api.books.orders.keys()][0] ?? ''
    api.books.book(no)
    story.stack.reLaunch(`/pages/order/index?no=${no}`)
    await screen.tap('缴错户了？申请转到另一户')
    await screen.at('claim')
    await screen.tap('提交申请')
    await screen.says('请简单写明怎么缴错的。')
    await screen.type('用户编码', USER_CODE.replace(/1$/, '2'))
    await screen.type('怎么缴错的', '选错了户')
    await screen.tap('提交申请')
    await screen.at('application')
    await screen.says('钱还在原来那一户，没有动')
    await screen.says('101000000002 张* 幸福里***2单元')
    expect(api.requests(/claim$/)[0]?.body).toEqual({ userCode: '101000000002', reason: '选错了户' })
  })
})
