import { createInvoicesAgainstRefunds } from '../../../../server/application/invoices/againstRefunds'
import { createShowInvoice } from '../../../../server/application/invoices/showInvoices'
import { onEachEngine } from '../../../support/engines'
import { readPdf } from '../../../support/pdfText'
import { must, PAYER, redLetterStory } from '../../../support/redLetters'

onEachEngine('a refund of a payment that was invoiced', (newPlace) => {
  const story = redLetterStory(newPlace)
  const { files, request, mine, runJobs, runAllJobs, refund, soundly, states } = story

  test('the red letter first, then the money, then an invoice of what is left; the books hold', async () => {
    must(await request())
    await runJobs()
    expect(await refund(40_000)).toMatchObject({ status: 'executed' })

    // The red letter is asked for, and nothing has moved: the refund waits.
    expect(await states()).toEqual(['red asked -111663', 'blue issued 111663'])
    expect(story.refundedAtChannel).toEqual([])
    await soundly()

    await runJobs()
    expect(await states()).toEqual(['blue asked 71663', 'red issued -111663', 'blue reversed 111663'])
    await soundly()

    await runAllJobs()
    expect(story.refundedAtChannel).toHaveLength(1)
    expect((await mine()).map(({ number }) => number)).toEqual(['MN202600000003', 'MN202600000002', 'MN202600000001'])
    expect(await states()).toEqual(['blue issued 71663', 'red issued -111663', 'blue reversed 111663'])
    await soundly()
  })

  test('the red letter is negative throughout, names what it takes back; the old stays readable', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000))
    await runAllJobs()
    const [, red, blue] = await mine()
    const show = createShowInvoice({ database: story.ports.database, files: files() })
    const text = readPdf(must(await show.file(PAYER, red?.id ?? '')).bytes).texts.join('')
    for (const shown of ['红字', '-1116.63', '（负数）壹仟壹佰壹拾陆圆陆角叁分', '被红冲蓝字发票号码：MN202600000001'])
      expect(text).toContain(shown)
    expect(text).not.toContain('¥1116.63')
    expect(must(await show.file(PAYER, blue?.id ?? '')).fileName).toBe('MN202600000001.pdf')
  })

  test('all given back: the invoice is reversed, none is issued anew; asked again there is none', async () => {
    must(await request())
    await runJobs()
    must(await refund(111_663))
    await runAllJobs()
    expect(await states()).toEqual(['red issued -111663', 'blue reversed 111663'])
    expect(await request()).toMatchObject({ refused: 'order-not-paid' })
    await soundly()
  })

  test('kept for the next season the credit, too, waits for the red letter', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000, 'next-season'))
    expect((await story.ports.database.read.households.byId(story.home))?.creditFen).toBe(0)
    await soundly()
    await runAllJobs()
    expect((await story.ports.database.read.households.byId(story.home))?.creditFen).toBe(40_000)
    await soundly()
  })

  test('a second refund waits until the first one’s invoices are done; then takes the new one back', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000))
    expect(await refund(10_000)).toEqual({ refused: 'invoice-first' })
    await runAllJobs()
    must(await refund(10_000))
    story.ports.clock.set('2026-11-22')
    await runAllJobs()
    expect(await states()).toEqual([
      'blue issued 61663',
      'red issued -71663',
      'blue reversed 71663',
      'red issued -111663',
      'blue reversed 111663',
    ])
    expect(story.refundedAtChannel).toHaveLength(2)
    await soundly()
  })

  test('while the invoice is being issued a refund is refused, and nothing changes', async () => {
    must(await request())
    expect(await refund(1)).toEqual({ refused: 'invoice-first' })
    expect((await story.ports.database.read.payments.byOrder(story.orderNo))[0]?.refundedFen).toBe(0)
    await soundly()
  })

  test('M2: nothing that an invoice says can be taken from its payment without its red letter', async () => {
    must(await request())
    await runJobs()
    const { database } = story.ports
    const [payment] = await database.read.payments.byOrder(story.orderNo)
    const reserve = (amountFen: number, takenBackFen?: number) =>
      database.transaction((store) =>
        store.refunds.reserve(payment?.id ?? '', amountFen, 'payment-corrected', takenBackFen),
      )
    expect(payment?.invoicedFen).toBe(111_663)
    expect(await reserve(1)).toBe(false)
    expect(await reserve(1, 111_662)).toBe(true)
    expect(await reserve(1, 0)).toBe(false)
    expect(await reserve(111_663, 111_663)).toBe(false)
  })

  test('the desk sees each refund with its red letter, a missing one, and one of no refund', async () => {
    const { database } = story.ports
    const today = story.ports.clock.today()
    const check = async () =>
      (await createInvoicesAgainstRefunds({ database })('lanzhou', { from: today, to: '2026-12-31' })).rows.map(
        ({ what, event, result, amountFen, atMostFen }) => ({ what, event, result, amountFen, atMostFen }),
      )
    must(await request())
    await runJobs()
    expect(await check()).toEqual([])
    must(await refund(40_000))
    const row = { what: 'movement', event: 'refund-requested', amountFen: 40_000, atMostFen: null }
    expect(await check()).toEqual([{ ...row, result: 'waiting' }])
    await runAllJobs()
    expect(await check()).toEqual([{ ...row, result: 'issued' }])
    // Somebody wrote into the tables: the refund’s red letter is not there, and its invoice stands.
    await story.sql("UPDATE invoices SET refund_no = NULL WHERE kind = 'red'")
    await story.sql('UPDATE invoice_parts SET amount_fen = 71664 WHERE amount_fen = 71663')
    expect(await check()).toEqual([
      { ...row, result: 'missing', atMostFen: 71_663 },
      { what: 'red', event: null, result: 'unmatched', amountFen: -111_663, atMostFen: null },
    ])
  })

  test('M2: two refunds approved at once have one red letter', async () => {
    must(await request())
    await runJobs()
    const both = await Promise.allSettled([refund(60_000), refund(60_000)])
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect((await mine()).filter(({ kind }) => kind === 'red')).toHaveLength(1)
    await runAllJobs()
    expect(story.refundedAtChannel).toHaveLength(1)
    await soundly()
  })
})
