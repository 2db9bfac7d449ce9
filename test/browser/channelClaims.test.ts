import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { isRefusal } from '../../server/application/common/refusal'
import { built, inChromium } from '../support/browser'
import { atDesk, faultsOf, heading, logIn } from '../support/browser/consoleDesk'
import { picture } from '../support/browser/miniprogramBrowser'
import { claimOf, movementOf } from '../support/channelClaims'
import { checker, desk } from '../support/desk'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { codeNow, hire, later } from '../support/staff'
import { startWorld, type World } from '../support/world'

const COMPANY = 'lanzhou'
const DAY = '2026-11-20'

inChromium('an accountant at what is claimed from a channel', () => {
  let place: EmptyPlace
  let world: World
  let id: string
  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-11-22T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place)
    await hire(world.base, 'sun', 'accountant', { displayName: '孙会计' })
    id = await world.base.database.transaction(async (store) => {
      await claimOf(store, world.base, { company: COMPANY, amountFen: 60_000, on: DAY })
      return movementOf(store, world.base, { company: COMPANY, amountFen: 45_000, on: DAY, key: 'FLOW1' })
    })
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  /** A code is good once: everybody logs in at a time of his own. */
  const opens = async (page: Page, address: string, title: string) => {
    await page.goto(`${world.url}/console/${address}`)
    await later(world, 60_000)
    await logIn(page, 'sun', codeNow(world.base))
    await heading(page, title)
  }

  test('proposes which claim the returned money ends, and sees what is still open', () =>
    atDesk(async (page) => {
      await opens(page, `differences/${id}?company=${COMPANY}`, '长款：渠道有，我方无 · 微信支付 · 2026-11-20')
      await page.getByRole('button', { name: '按建议提交审批' }).click()
      const dialog = page.getByRole('dialog', { name: '提交处理：渠道已退回追索款' })
      await dialog.getByRole('combobox', { name: '退回的是哪几笔' }).click()
      await page.getByText('多退的款项，未退回 600.00 元').click()
      await dialog.getByLabel('原因').fill('微信支付来函')
      await picture(page, 'claim-returned')
      expect(await faultsOf(page)).toEqual([])
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await page.getByText('已提交处理，等待另一人审批。').waitFor()

      const { base } = world
      const [waiting] = await base.database.read.differences.proposalsOf(id)
      const hash = waiting?.payloadHash ?? ''
      const done = await desk(base).approvals.approve(checker, waiting?.id ?? '', { payloadHash: hash })
      if (isRefusal(done)) throw new Error(done.refused)
      await page.goto(`${world.url}/console/money?company=${COMPANY}&tab=claims`)
      await page.getByText('未退回合计 150.00 元').waitFor()
      await page.getByText('已退回 450.00 元，还有 150.00 元 未退回').waitFor()
      await picture(page, 'channel-claims')
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('link', { name: 'RX1' }).click()
      await page.getByText('部分退回').waitFor()
    }))
})
