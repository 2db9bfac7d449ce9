import { allOrNothing } from '../../../server/application/common/allOrNothing'
import { isRefusal } from '../../../server/application/common/refusal'
import { executeResolution } from '../../../server/application/differences/execute'
import { REMIND_ON, SHEET, SHEET_COLUMNS } from '../../../server/application/differences/proposeSheet'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { BANK, CLEARING, COMPANY, DAY, LI, NUMBER, onEachBankMatchingStory, WANG } from '../../support/bankMatching'
import { checker, maker } from '../../support/desk'

onEachBankMatchingStory('money that was sent to us and does not come', (story) => {
  /** The bank's counters took 1,500.00, and the statement of T+2 does not show it. */
  async function missing() {
    const { file, statement, openOnStatement } = story()
    await file([LI, WANG])
    const [item, ...others] = await openOnStatement(await statement(2, []))
    expect([item?.kind, item?.ourFen, others]).toEqual(['ours-only', 150_000, []])
    return item?.id ?? ''
  }
  const possible = async (id: string) => {
    const shown = await story().resolving.differences.show({ company: '*' }, COMPANY, id)
    if (isRefusal(shown)) throw new Error(shown.refused)
    return shown.possible
  }
  const came = (after: number) => story().statement(after, [{ amountFen: 150_000, ourReference: NUMBER }])

  test('nobody can say that no money moved: by its detail, a sheet or an older proposal', async () => {
    const id = await missing()
    const { resolving, ports } = story()
    expect((await possible(id)).map(({ resolution }) => resolution)).toEqual([
      'await-arrival',
      'ask-bank',
      'claim-settlement',
    ])
    expect(await resolving.propose(id, 'acknowledge')).toEqual({ refused: 'resolution-does-not-fit' })
    const cells = SHEET_COLUMNS.map(({ heading }) => {
      if (heading === SHEET.id) return id
      if (heading === SHEET.ours) return '1500.00'
      if (heading === SHEET.resolution) return '确认，不涉及资金'
      return heading === SHEET.reason ? '已核对' : ''
    })
    const table = { headings: SHEET_COLUMNS.map(({ heading }) => heading), rows: [{ line: 2, cells }] }
    const answered = await resolving.differences.proposeSheet(COMPANY, maker, table, ({ refused }) => refused)
    expect(answered).toMatchObject({ refused: 1, rows: [{ why: 'resolution-does-not-fit' }] })

    const waits = await resolving.propose(id, 'ask-bank', undefined, addDays(ports.clock.today(), 3))
    if (isRefusal(waits)) throw new Error(waits.refused)
    const older = { ...waits, payload: { ...waits.payload, resolution: 'acknowledge' } }
    const done = await allOrNothing(ports.database, async (store) => {
      const outcome = await executeResolution(store, older, ports)
      return outcome === 'done' ? { done: outcome } : outcome
    })
    expect(done).toEqual({ refused: 'resolution-does-not-fit' })
  })

  test.each(['await-arrival', 'ask-bank'] as const)(
    '%s: it stays on its way, is missed again on the reminder’s day, and not before',
    async (resolution) => {
      const id = await missing()
      const { resolving, balances, openOnStatement, statement, ports } = story()
      const today = ports.clock.today()
      const remindOn = addDays(today, 3)
      for (const wrong of [undefined, today, addDays(today, 31)]) {
        expect(await resolving.propose(id, resolution, undefined, wrong)).toEqual({
          refused: 'remind-day-needed',
          facts: { until: addDays(today, 30) },
        })
      }
      await resolving.entries()
      const { summary } = await resolving.resolve(id, resolution, undefined, remindOn)
      expect(summary).toContain(`提醒日 ${remindOn}`)
      expect(await resolving.entries()).toEqual([])
      expect(await balances('bank', CLEARING)).toEqual([0, 150_000])
      // The same statement once more, and those of the days until then, do not miss it again.
      expect(await openOnStatement(await statement(2, []))).toEqual([])
      const before = addDays(remindOn, -2)
      for (let after = 3; addDays(DAY, after) <= before; after++) {
        expect(await openOnStatement(await statement(after, []))).toEqual([])
      }
      // The statement of the day before is looked at on the reminder's day.
      ports.clock.set(remindOn)
      const [again] = await openOnStatement(await statement(6, []))
      expect([again?.kind, again?.ourFen, again?.date]).toEqual(['ours-only', 150_000, addDays(remindOn, -1)])
      await came(7)
      expect(await balances('bank', CLEARING)).toEqual([150_000, 0])
      expect(await openOnStatement(addDays(DAY, 6))).toEqual([])
    },
  )

  test('a difference that was opened again while people wait still has no such exit', async () => {
    const id = await missing()
    const { resolving, ports } = story()
    await resolving.resolve(id, 'await-arrival', undefined, addDays(ports.clock.today(), 5))
    await resolving.differences.reopen(COMPANY, checker, id, '再核对')
    expect((await possible(id)).map(({ resolution }) => resolution)).not.toContain('acknowledge')
    await came(5)
  })

  test('claimed on the channel: it is on its way no more, and what comes after all ends the claim', async () => {
    const id = await missing()
    const { resolving, balances, openOnStatement, ports } = story()
    await resolving.entries()
    await resolving.resolve(id, 'claim-settlement')
    expect(await resolving.entries()).toEqual([`settlement-claimed channel-claims ${CLEARING} 150000`])
    expect(await balances('channel-claims', CLEARING)).toEqual([150_000, 0])
    const [claim] = await ports.database.read.channelClaims.open(COMPANY)
    expect(claim).toMatchObject({ channel: BANK, about: 'settlement', amountFen: 150_000 })
    const [entry] = await openOnStatement(await came(5))
    expect((await possible(entry?.id ?? ''))[0]?.resolution).toBe('claim-returned')
    await resolving.resolve(entry?.id ?? '', 'claim-returned')
    expect(await balances('channel-claims', CLEARING, 'bank')).toEqual([0, 0, 150_000])
    expect(await ports.database.read.channelClaims.open(COMPANY)).toEqual([])
  })

  test('money that came between proposal and approval is neither claimed nor waited for', async () => {
    const id = await missing()
    const { resolving, ports } = story()
    const claimed = await resolving.propose(id, 'claim-settlement')
    await came(3)
    expect(await resolving.approve(claimed)).toMatchObject({ refused: 'books-changed' })
    expect(await ports.database.read.channelClaims.open(COMPANY)).toEqual([])
  })

  test('a sheet may say the day, and must', async () => {
    const id = await missing()
    const { resolving, ports } = story()
    const headings = SHEET_COLUMNS.map(({ heading }) => heading)
    const given: Record<string, string> = {
      [SHEET.id]: id,
      [SHEET.ours]: '1500',
      [SHEET.resolution]: '未到账，继续等待',
      [SHEET.reason]: '银行称次日到账',
    }
    const send = (more: Record<string, string>) => {
      const cells = headings.map((heading) => ({ ...given, ...more })[heading] ?? '')
      const table = { headings, rows: [{ line: 2, cells }] }
      return resolving.differences.proposeSheet(COMPANY, maker, table, ({ refused }) => refused)
    }
    expect(await send({})).toMatchObject({ refused: 1, rows: [{ why: 'remind-day-needed' }] })
    expect(await send({ [REMIND_ON]: addDays(ports.clock.today(), 2) })).toMatchObject({ proposed: 1 })
  })
})
