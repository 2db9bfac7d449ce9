import { onEachEngine } from '../support/engines'
import { cellsInLastColumn, ordinarySheet } from '../support/hostileFiles'
import { longestTurn, MAX_TURN_MS } from '../support/longestTurn'
import { ownWorld } from '../support/ownWorld'
import { clockIn, hire } from '../support/staff'
import { acknowledgementsDuring, handIn } from '../support/uploadsInFlight'
import type { World } from '../support/world'

onEachEngine('faults: files that staff upload', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  test('ten hostile workbooks at once: each refused with its reason, and no notification waits', async () => {
    await hire(world.base, 'zhao', 'accountant')
    const desk = await clockIn(world, 'zhao')
    const hostile = await cellsInLastColumn(20_000)
    await acknowledgementsDuring(world, 20)
    let answers: { status: number; text: string }[] = []
    let acknowledged: number[] = []
    const longest = await longestTurn(async () => {
      const uploads = Promise.all(Array.from({ length: 10 }, (_, at) => handIn(desk, world, hostile, `${at}.xlsx`)))
      acknowledged = await acknowledgementsDuring(world, uploads)
      answers = await uploads
    })
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(500)
      // Who waits longer than a minute for the others, on a busy machine, is told so.
      expect(text).toMatch(/超过 256 列|还没有读这一份/)
    }
    expect(answers.map(({ text }) => text).join()).toMatch(/超过 256 列/)
    expect(acknowledged.length).toBeGreaterThan(10)
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })

  test('an ordinary workbook of two megabytes is read while notifications are acknowledged', async () => {
    await hire(world.base, 'qian', 'accountant')
    const desk = await clockIn(world, 'qian')
    const ordinary = await ordinarySheet(20_000)
    let answer: { status: number; text: string } | undefined
    const longest = await longestTurn(async () => {
      const upload = handIn(desk, world, ordinary, 'readings.xlsx')
      expect((await acknowledgementsDuring(world, upload)).length).toBeGreaterThan(5)
      answer = await upload
    })
    expect(answer?.text).toMatch(/不认识的标题“标题A”/)
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })
})
