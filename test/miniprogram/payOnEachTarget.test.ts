import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser/miniprogramBrowser'
import { inChromium } from '../support/browser'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { startWorld, type World } from '../support/world'
import { BUILD_TIME, built } from './host/built'
import { type Hand, handOf } from './phone/hand'
import { openPhone, type Phone, packageOf, TARGETS, type Target } from './phone/phone'

const DAY = '2026-11-22T10:00:00+08:00'
const CODE = '用户编码'

/** Each target's resident, and what his household owes. */
const RESIDENTS = {
  weapp: { code: '6201000001', owner: '赵示范', masked: '赵**', owes: '2,233.25', half: '1116.63' },
  alipay: { code: '6201000002', owner: '刘示范', masked: '刘**', owes: '3,012.50', half: '1506.25' },
  h5: { code: '6201000004', owner: '杨示范', masked: '杨**', owes: '1,756.25', half: '878.13' },
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

  /** Opens the program and goes in; ends where the household is looked up. */
  async function toLookup(target: Target): Promise<{ phone: Phone; hand: Hand }> {
    const phone = await openPhone(target, browser, world, { company: 'lanzhou', person: RESIDENTS[target].owner })
    const hand = handOf(phone)
    if (target === 'alipay') await hand.tap('进入缴费')
    if (target === 'h5') await hand.tap('以微信用户身份')
    await hand.tap('查找我家')
    await hand.sees('在哪里找？')
    return { phone, hand }
  }

  test.each(['weapp', 'alipay'] as const)(
    'the compiler of glass-easel accepts every template of %s',
    async (platform) => {
      expect((await packageOf(platform)).complaints).toEqual([])
    },
  )

  test.each(TARGETS)('%s: pays the whole fee, with every key seen as it is typed', async (target) => {
    const { code, owner, masked, owes, half } = RESIDENTS[target]
    const { phone, hand } = await toLookup(target)
    try {
      await hand.types(CODE, code)
      await hand.tap('查找')
      await hand.sees(masked)
      await hand.types('户主姓名（选填）', owner)
      await hand.tap('是这一户，看账单')
      await hand.sees(owes)

      await hand.tap(/^先缴一部分/)
      expect(await hand.holds('金额（元）')).toBe(half)
      await hand.clears('金额（元）')
      await hand.types('金额（元）', '500.5')
      await hand.sees(/首次缴纳不能少于/)
      await phone.back()

      await hand.tap(`立即缴费 ${owes} 元`)
      await phone.pay()
      await hand.sees('已到账')
      expect(phone.errors).toEqual([])
      const household = await world.base.database.read.households.byUserCode('lanzhou', code)
      const [bill] = await world.base.database.read.bills.byHousehold(household?.id ?? '')
      expect(bill?.appliedFen).toBe(Number(owes.replace(/\D/g, '')))
    } finally {
      await phone.close()
    }
  })
})
