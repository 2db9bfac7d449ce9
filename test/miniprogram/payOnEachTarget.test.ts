import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { inChromium } from '../support/browser'
import { openBrowser } from '../support/browser/miniprogramBrowser'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { BUILD_TIME, built } from '../support/miniprogram/built'
import { startWorld, type World } from '../support/world'
import { type Hand, handOf } from './phone/hand'
import { openPhone, type Phone, packageOf, TARGETS, type Target } from './phone/phone'

const DAY = '2026-11-22T10:00:00+08:00'
const CODE = '用户编码'
const AMOUNT = '金额（元）'
const REASON = '怎么缴错的'
const HEAT = '一季的用热量'
/** The code that the company's page offers for trying. */
const EXAMPLE = '6201000001'
/** The household that was meant when another was paid for. */
const ANOTHER = '6201000019'

/** Each target's resident, and what his household owes. */
const RESIDENTS = {
  weapp: { code: '6201000001', owner: '赵示范', masked: '***', owes: '2,233.25', half: '1116.63' },
  alipay: { code: '6201000002', owner: '刘示范', masked: '***', owes: '3,012.50', half: '1506.25' },
  h5: { code: '6201000004', owner: '杨示范', masked: '***', owes: '1,756.25', half: '878.13' },
} as const

/** Households whose fee is paid in parts. */
const PAY_IN_PARTS = {
  weapp: { code: '6201000003', owner: '陈示范', masked: '***' },
  alipay: { code: '6201000007', owner: '演示设计院', masked: '***' },
  h5: { code: '6201000008', owner: '样例医院', masked: '***' },
} as const

inChromium('a resident types and pays, on the built programs of WeChat and Alipay and on H5', () => {
  let place: EmptyPlace
  let world: World
  let browser: Browser
  beforeAll(async () => {
    await built('h5')
    for (const platform of ['weapp', 'alipay'] as const) await packageOf(platform)
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse(DAY) - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place, { DEMO_DATA: 'on' })
    browser = await openBrowser()
  }, 3 * BUILD_TIME)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
    await place?.remove()
  })

  /** What of a household's bill is paid, in fen. */
  async function appliedFen(userCode: string): Promise<number | undefined> {
    const household = await world.base.database.read.households.byUserCode('lanzhou', userCode)
    const [bill] = await world.base.database.read.bills.byHousehold(household?.id ?? '')
    return bill?.appliedFen
  }

  /** Opens the program in a person's hands and goes in, to where a household is looked up. */
  async function atLookup(target: Target, person: string, story: (hand: Hand, phone: Phone) => Promise<void>) {
    const phone = await openPhone(target, browser, world, { company: 'lanzhou', person })
    try {
      const hand = handOf(phone)
      if (target === 'alipay') await hand.tap('进入缴费')
      if (target === 'h5') await hand.tap('以微信用户身份')
      await hand.tap('查找我家')
      await hand.sees('在哪里找？')
      await story(hand, phone)
      expect(phone.errors).toEqual([])
    } finally {
      await phone.close()
    }
  }

  test.each(['weapp', 'alipay'] as const)('the compiler accepts every template of %s', async (platform) => {
    expect((await packageOf(platform)).complaints).toEqual([])
  })

  test.each(TARGETS)('%s: pays the whole fee, with every key seen as it is typed', async (target) => {
    const { code, owner, masked, owes, half } = RESIDENTS[target]
    await atLookup(target, owner, async (hand, phone) => {
      await hand.types(CODE, code)
      await hand.tap('查找')
      await hand.sees(masked)
      await hand.types('户主姓名（选填）', owner)
      await hand.tap('是这一户，看账单')
      await hand.sees(owes)

      await hand.tap(/^先缴一部分/)
      await hand.shows(AMOUNT, half)
      await hand.clears(AMOUNT)
      await hand.types(AMOUNT, '500.5')
      await hand.sees(/首次缴纳不能少于/)
      await phone.back()

      await hand.tap(`立即缴费 ${owes} 元`)
      await phone.pay()
      await hand.sees('已到账')
      expect(await appliedFen(code)).toBe(Number(owes.replace(/\D/g, '')))

      await hand.tap('回到首页')
      await hand.tap('缴费记录')
      await hand.tap(new RegExp(owes))
      await hand.tap('缴错户了？申请转到另一户')
      await hand.types(CODE, ANOTHER)
      await hand.types(REASON, '给爸妈缴费时选成了自己家。')
      await hand.deletes(REASON, 4)
      await hand.types(REASON, '我家。')
      await hand.tap('提交申请')
      await hand.sees('给爸妈缴费时选成了我家。')
    })
  })

  test.each(TARGETS)('%s: pays a part of his own choosing', async (target) => {
    const { code, owner, masked } = PAY_IN_PARTS[target]
    await atLookup(target, `pays a part in ${target}`, async (hand, phone) => {
      await hand.typesFast(CODE, code)
      await hand.tap('查找')
      await hand.sees(masked)
      await hand.types('户主姓名（选填）', owner)
      await hand.tap('是这一户，看账单')
      await hand.tap(/^先缴一部分/)
      await hand.clears(AMOUNT)
      await hand.types(AMOUNT, '2100.05')
      await hand.tap('立即缴费 2,100.05 元')
      await phone.pay()
      await hand.sees('已到账')
      expect(await appliedFen(code)).toBe(210_005)
    })
  })

  test.each(TARGETS)('%s: mends a code, pastes one with blanks, types faster than is heard', async (target) => {
    const { code, masked } = RESIDENTS[target]
    await atLookup(target, `mends a code in ${target}`, async (hand) => {
      await hand.types(CODE, '62100')
      await hand.deletes(CODE, 3)
      await hand.types(CODE, '1000001')
      await hand.goesLeft(7)
      await hand.insertsHere(CODE, '0')
      await hand.insertsHere(CODE, '9')
      expect(await hand.holds(CODE)).toBe('62091000001')

      await hand.clears(CODE)
      await hand.typesFast(CODE, code)
      expect(await hand.holds(CODE)).toBe(code)

      await hand.clears(CODE)
      await hand.pastes(CODE, `${code.slice(0, 4)} ${code.slice(4, 8)} ${code.slice(8)} `)
      await hand.tap('查找')
      await hand.sees(masked)
    })
  })

  test.each(TARGETS)('%s: without a network it says so, and keeps what was typed', async (target) => {
    const { code, masked } = RESIDENTS[target]
    await atLookup(target, `has no network in ${target}`, async (hand, phone) => {
      await hand.typesFast(CODE, code)
      await phone.setOffline(true)
      await hand.tap('查找')
      await hand.sees('请看看手机有没有网络，再试一次。')
      await hand.shows(CODE, code)
      await phone.setOffline(false)
      await hand.tap('查找')
      await hand.sees(masked)
    })
  })

  test.each(TARGETS)('%s: a field that went and came back shows what will be sent', async (target) => {
    await atLookup(target, `comes back in ${target}`, async (hand, phone) => {
      await hand.tap('填入演示编码')
      await hand.shows(CODE, EXAMPLE)
      await hand.types(CODE, '99')
      await hand.tap('填入演示编码')
      await hand.shows(CODE, EXAMPLE)

      await phone.back()
      await hand.tap('热费试算')
      await hand.choose('按热表')
      await hand.types(HEAT, '1200')
      await hand.choose('按面积')
      await hand.choose('按热表')
      await hand.shows(HEAT, '1200')
    })
  })
})
