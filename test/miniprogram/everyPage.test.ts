import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { inChromium } from '../support/browser'
import { openSeasonWorld, type SeasonWorld } from '../support/browser/afterSeason'
import { openBrowser } from '../support/browser/miniprogramBrowser'
import { faultsOf } from '../support/browser/miniprogramCheck'
import { BUILD_TIME, built } from '../support/miniprogram/built'
import { type Shot, shoot, writeSheet } from './phone/contactSheet'
import { IN_MAY, IN_NOVEMBER, type PictureOf } from './phone/everyPage'
import { type KnownResident, knownResident } from './phone/knownResident'
import { LOOKS, type Look, nameOf, phoneOf } from './phone/looks'
import { actionsOn, note, type Parity, writeTable } from './phone/parity'
import { openPhone, type Phone, packageOf, TARGETS, type Target } from './phone/phone'

/** Where contact sheets are written (`npm run sheets`); without it a share of all pictures is looked at, and none is kept. */
const SHEETS = process.env.SHEETS
/** For one who mends a page: only these pages, only these looks. */
const ONLY = process.env.SHEETS_PAGES?.split(',')
const ASKED = LOOKS.filter((look) => process.env.SHEETS_LOOKS?.split(',').includes(nameOf(look)) ?? true)

/** Each page once, each target in a look that is hard: large type on a small screen, by night. */
const SHARE: Record<Target, Look> = {
  weapp: { type: 'elder', colours: 'dark', width: 320 },
  alipay: { type: 'elder', colours: 'light', width: 320 },
  h5: { type: 'standard', colours: 'dark', width: 320 },
}

test('all pages of the program are among them', () => {
  const folder = path.resolve(__dirname, '..', '..', 'miniprogram', 'pages')
  const pages = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.tsx')))
  expect([...new Set([...IN_NOVEMBER, ...IN_MAY].map(({ page }) => page))].sort()).toEqual(pages.sort())
})

const look = SHEETS ? inChromium : describe.skip

look('every page on WeChat, Alipay and H5, in every size of type, colour and width', () => {
  let browser: Browser
  let world: SeasonWorld
  const residents = {} as Record<'wechat' | 'alipay', KnownResident>
  const parity: Parity = new Map()
  const shots = new Map<string, (Shot & { target: Target })[]>()
  beforeAll(async () => {
    await built('h5')
    for (const platform of ['weapp', 'alipay'] as const) await packageOf(platform)
    browser = await openBrowser()
    world = await openSeasonWorld()
    await world.setDay('2026-11-22')
    for (const channel of ['wechat', 'alipay'] as const) residents[channel] = await knownResident(world, channel)
  }, 3 * BUILD_TIME)
  afterAll(async () => {
    if (SHEETS && !ONLY) writeTable(parity)
    await browser?.close()
    await world?.stop()
  }, BUILD_TIME)

  /** Joins what was taken until now: one sheet a page, one row a target. */
  async function writeSheets() {
    if (SHEETS)
      for (const [name, taken] of shots) {
        const rows = TARGETS.map((target) => taken.filter((shot) => shot.target === target))
        await writeSheet(browser, path.join(SHEETS, `${name.replaceAll(' ', '-')}.jpg`), rows)
      }
  }

  const residentOf = (target: Target) => residents[target === 'alipay' ? 'alipay' : 'wechat']

  async function lookAt(phone: Phone, target: Target, look: Look, { name, page, company, query, sees }: PictureOf) {
    const where = `${name} · ${target} ${nameOf(look)}`
    await phone.opens(page, { company: company ?? 'lanzhou', ...query?.(residentOf(target)) })
    try {
      await phone.page.getByText(sees).filter({ visible: true }).first().waitFor({ timeout: 20_000 })
    } catch {
      const shown = await phone.page.locator('.page').last().innerText()
      return [`${where}: never said ${sees}, but: ${shown}`]
    }
    const faults = (await faultsOf(phone.page, true)).map((fault) => `${where}: ${fault}`)
    const actions = await actionsOn(phone.page)
    note(parity, name, target, actions)
    if (SHEETS) {
      const taken = shots.get(name) ?? []
      taken.push({ target, caption: `${target} ${nameOf(look)}`, png: await shoot(phone.page) })
      shots.set(name, taken)
    }
    return faults
  }

  /** Looks at pages on one phone, one after the other; gives what is wrong with them. */
  async function lookThrough(target: Target, look: Look, pages: readonly PictureOf[]) {
    const { person } = residentOf(target)
    const phone = await openPhone(target, browser, world, { company: 'lanzhou', person, ...phoneOf(target, look) })
    const faults: string[] = []
    try {
      for (const page of pages)
        if (!ONLY || ONLY.includes(page.page)) faults.push(...(await lookAt(phone, target, look, page)))
      await writeSheets()
      return [...faults, ...phone.errors]
    } finally {
      await phone.close()
    }
  }

  /** Here a third of the pages on each target, there all pages in all looks. */
  async function lookAtAll(pages: readonly PictureOf[]) {
    const faults: string[] = []
    for (const [place, target] of TARGETS.entries()) {
      const share = pages.filter((_page, at) => at % TARGETS.length === place)
      for (const look of SHEETS ? ASKED : [SHARE[target]])
        faults.push(...(await lookThrough(target, look, SHEETS ? pages : share)))
    }
    return faults
  }

  const time = SHEETS ? 30 * 60_000 : undefined

  test(
    'in the season they can be read and used by everybody',
    async () => {
      expect(await lookAtAll(IN_NOVEMBER)).toEqual([])
    },
    time,
  )

  test(
    'after the season too',
    async () => {
      await world.setDay('2027-05-21')
      await world.settleBinzhou({ '37160002': { kWh: '10000' }, '37160003': { kWh: '15000' } })
      expect(await lookAtAll(IN_MAY)).toEqual([])
    },
    time,
  )
})
