import { tableOf } from '../../../server/adapters/files/readTable'
import type { TableFault } from '../../../server/application/ports/system'
import { onEachEngine } from '../../support/engines'
import { type AfterSeasonStory, ENDED, openAfterSeason } from '../../support/heatSettlement'
import { done, refusedWith } from '../../support/season'

onEachEngine('heat meters are read', (newPlace) => {
  let story: AfterSeasonStory
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
    const of = { company: 'binzhou', billing: 'metered', estate: '滨商家园' } as const
    for (const userCode of ['37160001', '37160002', '37160003']) await story.home({ ...of, userCode })
    await story.home({ company: 'binzhou', userCode: '37160009', billing: 'area' })
    await story.open('binzhou', ENDED)
    story.clock.set('2026-05-20')
  })
  afterEach(() => story.remove())

  const take = async (text: string, { season = ENDED, company = 'binzhou' } = {}) => {
    const read = await tableOf(Buffer.from(text))
    if (read.outcome === 'wrong') throw new Error(JSON.stringify(read.faults))
    return story.after.importReadings({ company, season, table: read.table, actor: 'li', fileName: 'readings.csv' })
  }
  const faultsOf = async (text: string): Promise<TableFault[]> => {
    const outcome = done(await take(text))
    return outcome.outcome === 'wrong' ? outcome.faults : []
  }
  const readingOf = async (userCode: string) => {
    const dwelling = await story.database.read.households.byUserCode('binzhou', userCode)
    return (await story.database.read.readings.latest([dwelling?.id ?? ''], ENDED))[0]
  }

  test('C3: quantity, or readings at beginning and end, in kWh, MWh or GJ, by companies’ own names', async () => {
    const file =
      '卡号,起码,止码,用热量,单位,热表故障\n37160001,"12,000.5",22000.5,,kWh,\n37160002,,,36,吉焦,否\n37160003,,,,,是\n'
    expect(await take(file)).toEqual({
      outcome: 'imported',
      imported: 3,
      corrected: 0,
      unchanged: 0,
      otherCompanies: 0,
    })
    expect(await readingOf('37160001')).toMatchObject({
      startReading: '12000.5',
      endReading: '22000.5',
      quantity: '10000',
      unit: 'kWh',
    })
    expect(await readingOf('37160002')).toMatchObject({ quantity: '36', unit: 'GJ', line: 3, by: 'li', batch: 1 })
    expect(await readingOf('37160003')).toMatchObject({ faulty: true, quantity: '0' })
  })

  test('every fault is listed with its line, and nothing is half imported', async () => {
    const before = await story.everything()
    expect(
      await faultsOf(
        [
          'userCode,season,startReading,endReading,quantity,unit',
          '37160001,2025-2026,,,100,kWh',
          '37160001,,,,100,kWh',
          '3716,,,,100,kWh',
          '37160002,2024-2025,,,100,kWh',
          '37160002,,200,100,,kWh',
          '37160002,,,,-5,kWh',
          '37160002,,,,100,度',
          '37160002,,,,,kWh',
          '37160002,,100,,,kWh',
          '37160002,,100,200,300,kWh',
        ].join('\n'),
      ),
    ).toEqual([
      { line: 3, reason: '用户编码（userCode）：与第 2 行重复' },
      { line: 4, reason: '用户编码（userCode）：应为 8 位数字' },
      { line: 5, reason: '采暖季（season）：是 2024-2025，不是 2025-2026' },
      { line: 6, reason: '止码（endReading）：止码小于起码' },
      { line: 7, reason: '用热量（quantity）：应为不小于 0、最多三位小数的数' },
      { line: 8, reason: '单位（unit）：应为 kWh、MWh、GJ 之一' },
      { line: 9, reason: '用热量（quantity）：没有用热量' },
      { line: 10, reason: '止码（endReading）：起码和止码应同时填写' },
      { line: 11, reason: '用热量（quantity）：与止码减起码不符' },
    ])
    expect(
      await faultsOf('userCode,quantity,unit\n37160001,100,kWh\n37169999,1,kWh\n37160009,1,kWh\n37160002,10000,GJ\n'),
    ).toEqual([
      { line: 3, reason: '没有这个用户' },
      { line: 4, reason: '该用户不是热计量用户' },
      { line: 5, reason: '用热量与面积相比过大，请核对单位（kWh、MWh、GJ）' },
    ])
    expect((await faultsOf('userCode,heat,unit\n')).map(({ reason }) => reason)).toEqual([
      '不认识的标题“heat”（第 2 列）',
      '缺少标题 用热量（quantity），或 起码（startReading） 和 止码（endReading）',
    ])
    expect((await story.everything()) === before).toBe(true)
  })

  test('the same again changes nothing; another reading is a correction until the result is public', async () => {
    const file = (kWh: number) => `userCode,quantity,unit\n37160001,${kWh},kWh\n37160002,9000,kWh\n`
    done(await take(file(10_000)))
    expect(await take(file(10_000))).toMatchObject({ imported: 0, corrected: 0, unchanged: 2 })
    expect(await take(file(11_000))).toMatchObject({ imported: 0, corrected: 1, unchanged: 1 })
    expect(await readingOf('37160001')).toMatchObject({ sequence: 2, quantity: '11000' })
    expect(await story.settle('binzhou')).toMatchObject({ settled: 2 })

    // Corrected after it was settled: not made public until it is settled again.
    expect(await take(file(12_000))).toMatchObject({ corrected: 1 })
    story.clock.set('2026-05-21')
    expect(await story.publish('binzhou')).toMatchObject({
      estates: [{ published: 1 }],
      stale: [{ userCode: '37160001' }],
    })
    expect(await story.settle('binzhou')).toMatchObject({ settled: 1, alreadyPublished: 1 })
    expect(await story.publish('binzhou')).toMatchObject({ estates: [{ published: 1 }], stale: [] })

    const before = await story.everything()
    expect(await faultsOf(file(10_000))).toEqual([{ line: 2, reason: '该用户的结算结果已公示，不能再改读数' }])
    expect((await story.everything()) === before).toBe(true)
    expect(await take(file(12_000))).toMatchObject({ unchanged: 2 })
  })

  test('an unknown company or season, or a season that has not begun', async () => {
    const file = 'userCode,quantity,unit\n37160001,1,kWh\n'
    expect(refusedWith(await take(file, { company: 'nowhere' }))).toBe('not-found')
    expect(refusedWith(await take(file, { season: '2025-2027' }))).toBe('no-such-season')
    expect(refusedWith(await take(file, { season: '2026-2027' }))).toBe('season-not-over')
  })

  test('two imports at once: one is first, the other corrects it, and no reading is lost', async () => {
    const file = (kWh: number) => `userCode,quantity,unit\n37160001,${kWh},kWh\n`
    await Promise.all([take(file(1000)), take(file(2000)), take(file(3000))])
    expect((await readingOf('37160001'))?.sequence).toBe(3)
  })
})
