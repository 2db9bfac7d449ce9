import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { applyToHousehold } from '../../../server/application/booking/applyPayment'
import { createImportReadings } from '../../../server/application/heatSettlement/importReadings'
import { createPublishSettlements } from '../../../server/application/heatSettlement/publishSettlements'
import { createSettleSeason } from '../../../server/application/heatSettlement/settleSeason'
import type { Household } from '../../../server/domain/household/household'
import { built } from '../browser'
import { type EmptyPlace, emptyPlace } from '../engines'
import { CARD, ENDED } from '../heatSettlement'
import { withBill } from '../households'
import { done } from '../season'
import { codeNow, hire, later } from '../staff'
import { startWorld, type World } from '../world'
import { atDesk, faultsOf, heading, logIn } from './consoleDesk'
import { picture } from './miniprogramBrowser'

const HOME = { company: 'binzhou', estate: '滨商家园', billing: 'metered', buildingArea: '100.00' } as const

/** Three metered households whose season ended with a refund of 140.00 yuan each, published; an accountant and a manager. */
export function refundDesk() {
  let place: EmptyPlace
  let world: World
  let homes: Household[]
  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-05-22T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place)
    const { base } = world
    await hire(base, 'sun', 'accountant', { displayName: '孙会计' })
    await hire(base, 'qian', 'manager', { displayName: '钱主管' })
    homes = []
    for (const [index, userCode] of ['37160101', '37160102', '37160103'].entries()) {
      const of = { ...HOME, userCode, room: `10${index + 1}`, bankCard: CARD }
      const home = await withBill(base, of, ENDED, '2025-11-15')
      homes.push(home)
      await base.database.transaction((store) =>
        applyToHousehold(
          store,
          {
            ...{ company: HOME.company, source: 'bank:partner', transactionId: `T${userCode}`, orderNo: null },
            ...{ householdId: home.id, amountFen: 220_000, paidAt: base.clock.now(), paidOn: '2025-11-01' },
          },
          base,
        ),
      )
    }
    const of = { company: HOME.company, season: ENDED, actor: 'li' }
    const headings = ['卡号', '用热量', '单位']
    const rows = homes.map(({ userCode }, index) => ({ line: index + 2, cells: [userCode, '10000', 'kWh'] }))
    done(await createImportReadings(base)({ ...of, table: { headings, rows }, fileName: 'readings.csv' }))
    done(await createSettleSeason(base)(of))
    done(await createPublishSettlements(base)(of))
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  /** Opens a page of the console as somebody; a code is good once: everybody logs in at a time of his own. */
  const opens = async (page: Page, loginName: string, address: string, title: string) => {
    await page.goto(`${world.url}/console/${address}`)
    await later(world, 60_000)
    await logIn(page, loginName, codeNow(world.base))
    await heading(page, title)
  }
  const fits = async (page: Page, name: string) => {
    await picture(page, `payout-${name}`)
    expect(await faultsOf(page)).toEqual([])
  }
  const approve = (summary: RegExp) =>
    atDesk(async (page) => {
      await opens(page, 'qian', 'approvals?company=binzhou', '申请')
      await page.getByRole('row', { name: summary }).click()
      await page.getByRole('button', { name: '批准', exact: true }).click()
      await page.getByRole('dialog', { name: '批准并执行' }).getByRole('button', { name: '批准并执行' }).click()
      await page.getByText('已批准并执行').waitFor()
    })

  return {
    opens,
    fits,
    approve,
    get world() {
      return world
    },
    get homes() {
      return homes
    },
  }
}
