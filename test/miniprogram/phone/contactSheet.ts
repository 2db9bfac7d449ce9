import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'

/** One picture on a sheet, with what it shows below it. */
export interface Shot {
  caption: string
  png: Buffer
}

/** A picture of all that a page holds: the screen becomes as long as the page for a moment. */
export async function shoot(page: Page): Promise<Buffer> {
  const size = page.viewportSize() ?? { width: 390, height: 844 }
  const height = await page.evaluate(() => {
    const frames = [...document.querySelectorAll<HTMLElement>('.page')].filter(({ offsetParent }) => offsetParent)
    const last = frames.at(-1)
    return last ? last.scrollHeight + (document.getElementById('bar')?.offsetHeight ?? 0) : 0
  })
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) })
  const png = await page.screenshot()
  await page.setViewportSize(size)
  return png
}

/** Joins pictures into one, in rows, each as wide as asked. */
export async function writeSheet(browser: Browser, file: string, rows: readonly (readonly Shot[])[], width = 200) {
  mkdirSync(path.dirname(file), { recursive: true })
  const columns = Math.max(...rows.map((row) => row.length))
  const page = await browser.newPage({ viewport: { width: columns * (width + 8) + 8, height: 400 } })
  const figure = ({ caption, png }: Shot) =>
    `<figure><img src="data:image/png;base64,${png.toString('base64')}"><figcaption>${caption}</figcaption></figure>`
  await page.setContent(
    `<style>body{margin:8px;background:#888;font:12px sans-serif}section{display:flex;gap:8px;align-items:start}figure{margin:0 0 8px;width:${width}px}img{width:100%;display:block}</style>${rows
      .map((row) => `<section>${row.map(figure).join('')}</section>`)
      .join('')}`,
  )
  await page.screenshot({ path: file, fullPage: true, type: 'jpeg', quality: 80 })
  await page.close()
}
