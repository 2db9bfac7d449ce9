import type { Locator } from 'playwright-core'
import { eventually } from '../../support/world'
import type { Phone } from './phone'

/** Longer than a key takes to the program and the program's answer back (runtime/crossing.ts). */
const THERE_AND_BACK = 60

/**
 * What a person does with a phone: he touches what he sees and types on the phone's keyboard. Everything is found by its
 * words or by what a screen reader calls it, on all targets alike.
 */
export function handOf({ page }: Phone) {
  const shown = (found: Locator) => found.filter({ visible: true }).last()
  const button = (name: string | RegExp) => shown(page.getByRole('button', { name, exact: typeof name === 'string' }))
  const field = (label: string) => shown(page.getByLabel(label, { exact: true }))
  /** A character that no key has, as Chinese has none, comes from an input method. */
  const press = (key: string) => (/^[\x20-\x7e]$/.test(key) ? page.keyboard.press(key) : page.keyboard.insertText(key))

  const cursor = (label: string) => field(label).evaluate((input: HTMLInputElement) => input.selectionStart ?? 0)

  return {
    tap: (name: string | RegExp) => button(name).tap(),
    choose: (name: string) => shown(page.getByText(name, { exact: true })).tap(),
    sees: (words: string | RegExp) => shown(page.getByText(words)).waitFor(),
    /** What stands in an input. */
    holds: (label: string) => field(label).inputValue(),
    /** Waits until an input shows a text. */
    shows: (label: string, text: string) =>
      eventually(
        () => field(label).inputValue(),
        (seen) => seen === text,
      ),

    /** Types into an input key by key, after what it holds; fails when after a key it shows anything else. */
    async types(label: string, text: string) {
      await field(label).tap()
      await page.keyboard.press('End')
      let shows = await field(label).inputValue()
      for (const key of text) {
        await press(key)
        shows += key
        await page.waitForTimeout(THERE_AND_BACK)
        expect(await field(label).inputValue()).toBe(shows)
      }
    },
    /** Types as fast as keys can follow one another. */
    async typesFast(label: string, text: string) {
      await field(label).tap()
      for (const key of text) await press(key)
      await page.waitForTimeout(THERE_AND_BACK)
    },
    /** Deletes what stands before the cursor, key by key. */
    async deletes(label: string, count: number) {
      for (let left = count; left > 0; left--) {
        const before = await field(label).inputValue()
        await page.keyboard.press('Backspace')
        await page.waitForTimeout(THERE_AND_BACK)
        expect((await field(label).inputValue()).length).toBe(before.length - 1)
      }
    },
    /** Empties an input, as one does before pasting. */
    async clears(label: string) {
      await field(label).tap()
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Backspace')
      await page.waitForTimeout(THERE_AND_BACK)
      expect(await field(label).inputValue()).toBe('')
    },
    /** Puts a whole text in at once, as pasting does. */
    async pastes(label: string, text: string) {
      await field(label).tap()
      await page.keyboard.insertText(text)
      await page.waitForTimeout(THERE_AND_BACK)
      expect(await field(label).inputValue()).toBe(text)
    },
    /** Types one key where the cursor stands; fails when the cursor then stands elsewhere than after it. */
    async insertsHere(label: string, key: string) {
      const at = await cursor(label)
      await press(key)
      await page.waitForTimeout(THERE_AND_BACK)
      expect(await cursor(label)).toBe(at + 1)
    },
    /** Moves the cursor to the left by as many characters. */
    async goesLeft(count: number) {
      for (let left = count; left > 0; left--) await page.keyboard.press('ArrowLeft')
    },
  }
}
export type Hand = ReturnType<typeof handOf>
