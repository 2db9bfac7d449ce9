import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { HouseholdCard } from '../../../contract/resident'
import { isRefusal } from '../../../server/application/common/refusal'
import { createImportReadings } from '../../../server/application/heatSettlement/importReadings'
import { createPublishSettlements } from '../../../server/application/heatSettlement/publishSettlements'
import { createSettleSeason } from '../../../server/application/heatSettlement/settleSeason'
import { emptyPlace } from '../engines'
import { enter, eventually, startWorld } from '../world'
import { openPhone, picture } from './miniprogramBrowser'
import { faultsOf } from './miniprogramCheck'

/** The season that the demo households are billed for on the day on which the story begins. */
export const SEASON = '2026-2027'

/** A picture as a phone takes it, by its first bytes. */
export const PHOTO = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** A whole installation with its demo households, on Oct 20 before the season; its clock goes where the story wants it. */
export async function openSeasonWorld() {
  const place = await emptyPlace('sqlite')
  const offsetMs = Date.parse('2026-10-20T10:00:00+08:00') - Date.now()
  mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
  writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
  const world = await startWorld(place, { DEMO_DATA: 'on' })
  const { base } = world

  return {
    ...world,

    async setDay(day: string) {
      await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T10:00:00` })
      await eventually(
        async () => base.clock.today(),
        (today) => today === day,
      )
      // The server looks at the clock file at most every 50 ms.
      await new Promise((resolve) => setTimeout(resolve, 60))
    },

    /** Somebody with a demo household on his list, who has proved that it is his. */
    async owner(company: string, userCode: string) {
      const person = `owner-${userCode}`
      const household = await base.database.read.households.byUserCode(company, userCode)
      const resident = await enter(world, company, 'wechat', person)
      const proof = company === 'binzhou' ? household?.identityNumber : household?.owner
      const { status, text, body } = await world.call<HouseholdCard>('POST', '/api/households', {
        body: { userCode, relation: 'own', proof },
        headers: resident.headers,
      })
      if (status !== 200) throw new Error(text)
      const { id } = body
      return {
        ...resident,
        person,
        company,
        id,
        household: household as NonNullable<typeof household>,
        post: <T>(at: string, given: unknown) =>
          world.call<T>('POST', `/api/households/${id}/${at}`, { body: given, headers: resident.headers }),
        /** Pays all that is owed in the sandbox; gives the order's number. */
        async payAll(): Promise<string> {
          const { orderNo } = (await resident.order({ kind: 'whole', householdId: id })).body.order
          await resident.pay(orderNo)
          await resident.clientSays(orderNo, 'paid')
          await eventually(
            () => resident.show(orderNo),
            (seen) => seen.body.state === 'paid',
          )
          return orderNo
        },
      }
    },

    /** Reads the meters of Binzhou's demo households, settles the season, and makes the results public. */
    async settleBinzhou(readings: Record<string, { kWh?: string; faulty?: boolean }>) {
      const of = { company: 'binzhou', season: SEASON, actor: 'li' }
      const rows = Object.entries(readings).map(([userCode, { kWh = '', faulty = false }], index) => ({
        line: index + 2,
        cells: [
          userCode,
          kWh === '' ? '' : '3200',
          kWh === '' ? '' : String(3200 + Number(kWh)),
          kWh,
          'kWh',
          faulty ? '是' : '否',
        ],
      }))
      const headings = ['卡号', '期初读数', '期末读数', '用热量', '单位', '热表故障']
      const read = await createImportReadings(base)({ ...of, table: { headings, rows }, fileName: 'readings.csv' })
      if (isRefusal(read) || read.outcome !== 'imported') throw new Error(JSON.stringify(read))
      await createSettleSeason(base)(of)
      await createPublishSettlements(base)(of)
    },

    async stop() {
      await world.stop()
      await place.remove()
    },
  }
}

export type SeasonWorld = Awaited<ReturnType<typeof openSeasonWorld>>

export type Owner = Awaited<ReturnType<SeasonWorld['owner']>>

/** A phone on which this person is known already, and how he looks at a page. */
async function phoneOf(
  browser: Browser,
  { url }: { url: string },
  { person, company }: Pick<Owner, 'person' | 'company'>,
) {
  const phone = await openPhone(browser, url)
  const { page } = phone
  await page.addInitScript(
    ([who, where]) => {
      localStorage.setItem('heatpay.person', who ?? '')
      localStorage.setItem('heatpay.company', JSON.stringify({ data: where }))
      localStorage.setItem('heatpay.channel', JSON.stringify({ data: 'wechat' }))
    },
    [person, company],
  )
  return {
    ...phone,
    tap: (words: string | RegExp) => page.getByRole('button', { name: words }).filter({ visible: true }).last().click(),
    /** Waits until the page that is shown says something; pages below it stay in the document, hidden. */
    sees: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    async opens(name: string, query: Record<string, string> = {}) {
      await page.goto('about:blank')
      await page.goto(`${url}/#/pages/${name}/index?${new URLSearchParams(query)}`)
    },
    /** Chooses a picture where the page asks for one. */
    async photographs(words: string | RegExp) {
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: words }).filter({ visible: true }).last().click()
      await (await chooser).setFiles(PHOTO)
    },
  }
}

/**
 * Looks at the page that is shown in both sizes of type and both sets of colours, without reloading it: what was typed
 * stays. Gives what is wrong with it, each with the page's name.
 */
async function looksAt(page: Page, name: string): Promise<string[]> {
  const faults: string[] = []
  for (const colours of ['light', 'dark'] as const) {
    for (const type of ['normal', 'large'] as const) {
      await page.emulateMedia({ colorScheme: colours })
      await page.evaluate((large) => {
        for (const frame of document.querySelectorAll<HTMLElement>('.page')) {
          frame.classList.toggle('large', large)
        }
      }, type === 'large')
      await picture(page, `${name}-${type}-${colours}`)
      faults.push(...(await faultsOf(page)).map((fault) => `${name} ${type} ${colours}: ${fault}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll<HTMLElement>('.page')) frame.classList.remove('large')
  })
  return faults
}

/** Phones of one story: each is put away after its test, and what `look` found wrong with a page is told then. */
export function phonesOf(given: () => { browser: Browser; world: SeasonWorld }) {
  const open: (() => Promise<unknown>)[] = []
  const faults: string[] = []
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
    expect(faults.splice(0)).toEqual([])
  })

  /** At another place than the world's, `stop` puts that away too. */
  return async function phone(
    owner: Pick<Owner, 'person' | 'company'>,
    at?: { url: string; stop: () => Promise<unknown> },
  ) {
    const { browser, world } = given()
    if (at) open.push(at.stop)
    const held = await phoneOf(browser, at ?? world, owner)
    open.unshift(held.close)
    const look = async (name: string) => void faults.push(...(await looksAt(held.page, name)))
    const field = (label: string) => held.page.getByLabel(label, { exact: true }).filter({ visible: true })
    return { ...held, look, field }
  }
}
