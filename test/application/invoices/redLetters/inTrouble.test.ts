import { createApprovals } from '../../../../server/application/approvals/approvals'
import { executors } from '../../../../server/application/approvedActions/executors'
import { createProposeRedLetter } from '../../../../server/application/invoices/redLetter'
import { createRetryInvoice } from '../../../../server/application/invoices/requestInvoice'
import { createListInvoices } from '../../../../server/application/invoices/showInvoices'
import { examine } from '../../../support/books'
import { checker, maker } from '../../../support/desk'
import { onEachEngine } from '../../../support/engines'
import { must, redLetterStory } from '../../../support/redLetters'

onEachEngine('red letters that do not come off, and those of nobody’s refund', (newPlace) => {
  const story = redLetterStory(newPlace)
  const { sql, request, mine, runJobs, runAllJobs, refund, soundly, states } = story

  test('a red letter that fails holds the money back; tried again from the desk it lets it go', async () => {
    must(await request())
    await runJobs()
    const working = story.provider
    story.provider = { ...working, reverse: async () => ({ outcome: 'failed', reason: '税务平台未受理红字确认单' }) }
    must(await refund(40_000))
    await runAllJobs()
    expect(story.refundedAtChannel).toEqual([])
    await soundly()
    const list = createListInvoices(story.ports)
    const failed = await list({ company: 'lanzhou', state: 'failed' }, 0, 20)
    expect(failed).toMatchObject({
      total: 1,
      counts: { asked: 0, issued: 1, failed: 1, reversed: 0 },
      rows: [
        {
          kind: 'red',
          canRetry: true,
          reason: '税务平台未受理红字确认单',
          titleName: '张**',
          household: { userCode: '6201000001' },
          reverses: { number: 'MN202600000001' },
        },
      ],
    })
    story.provider = working
    story.ports.clock.set('2026-11-22')
    const retry = createRetryInvoice(story.ports)
    const id = failed.rows[0]?.id ?? ''
    expect(await retry('baoji', maker, id)).toEqual({ refused: 'not-found' })
    must(await retry('lanzhou', maker, id))
    expect(await retry('lanzhou', maker, id)).toEqual({ refused: 'already-resolved' })
    await runAllJobs()
    expect(story.refundedAtChannel).toHaveLength(1)
    expect(await list({ company: 'lanzhou', q: '62010' }, 0, 20)).toMatchObject({ total: 3 })
    expect(await list({ company: 'lanzhou', q: 'MN2026' }, 0, 20)).toMatchObject({ total: 3 })
    expect(await list({ company: 'lanzhou', kind: 'blue', from: '2026-11-23' }, 0, 20)).toMatchObject({ total: 0 })
    await soundly()
  })

  test('a power cut between the red letter and its record: its number is kept, the money goes once', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000))
    const working = story.provider
    let cuts = 1
    story.provider = {
      ...working,
      async reverse(facts, blue) {
        const issued = await working.reverse(facts, blue)
        if (cuts-- > 0) throw new Error('power cut')
        return issued
      },
    }
    await runAllJobs()
    expect(await states()).toEqual(['red asked -111663', 'blue issued 111663'])
    await soundly()
    story.ports.clock.set('2026-11-22')
    await runAllJobs()
    expect((await mine()).map(({ number }) => number)).toEqual(['MN202600000003', 'MN202600000002', 'MN202600000001'])
    expect(story.refundedAtChannel).toHaveLength(1)
  })

  test('taken back for its own sake, by two: nothing anew until the payer asks, then what is left', async () => {
    const asked = must(await request())
    const propose = createProposeRedLetter(story.ports)
    const wish = { id: asked.id, reason: '渠道侧已退款' }
    expect(await propose('lanzhou', maker, wish)).toEqual({ refused: 'invoice-first' })
    await runJobs()
    expect(await propose('baoji', maker, wish)).toEqual({ refused: 'not-found' })
    const proposed = must(await propose('lanzhou', maker, wish))
    expect(proposed.summary).toBe('红冲发票 MN202600000001，金额 1,116.63 元，原因：渠道侧已退款')
    const approve = (who: typeof checker) =>
      createApprovals({ ...story.ports, executors }).approve(who, proposed.id, { payloadHash: proposed.payloadHash })
    expect(await approve(maker)).toEqual({ refused: 'maker-is-checker' })
    must(await approve(checker))
    await soundly()
    expect(await propose('lanzhou', maker, wish)).toEqual({ refused: 'invoice-first' })
    await runAllJobs()
    expect(await states()).toEqual(['red issued -111663', 'blue reversed 111663'])
    expect(story.refundedAtChannel).toEqual([])
    await soundly()
    // Nothing stands in the way of a refund now, and what is left can be invoiced.
    must(await refund(40_000))
    expect(must(await request())).toMatchObject({ kind: 'blue', state: 'asked', amountFen: 71_663 })
    await runAllJobs()
    expect(await states()).toEqual(['blue issued 71663', 'red issued -111663', 'blue reversed 111663'])
    await soundly()
  })

  describe('whoever breaks the order behind its back is found', () => {
    beforeEach(async () => {
      must(await request())
      await runJobs()
      must(await refund(40_000))
    })
    const broken = async () => (await examine(story.ports)).checks.flatMap(({ name, broken }) => (broken ? [name] : []))

    test('money that goes back before the red letter', async () => {
      await sql('UPDATE refunds SET called_at = 1')
      expect(await broken()).toEqual(['red-letter-first'])
    })

    test('an invoice called reversed without a red letter, and one that its red letter left standing', async () => {
      await sql("UPDATE invoices SET state = 'reversed' WHERE kind = 'blue'")
      expect(await broken()).toEqual(['invoiced-of-payment', 'red-letter'])
      await sql("UPDATE invoices SET state = 'issued' WHERE kind = 'blue'")
      await sql("UPDATE invoices SET state = 'issued', number = 'X', file_name = 'X' WHERE kind = 'red'")
      expect(await broken()).toEqual(['invoiced-within-paid', 'red-letter'])
    })

    test('a red letter of another amount', async () => {
      await sql("UPDATE invoices SET amount_fen = -1 WHERE kind = 'red'")
      expect(await broken()).toEqual(['red-letter'])
    })

    test('a red letter taken away: then more is invoiced than is left', async () => {
      await sql("DELETE FROM invoices WHERE kind = 'red'")
      expect(await broken()).toEqual(['invoiced-within-paid'])
    })

    test('a new invoice of more than is left', async () => {
      await runAllJobs()
      const [{ id }] = await sql("SELECT id FROM invoices WHERE kind = 'blue' AND nth = 2")
      for (const table of ['invoices', 'invoice_parts']) {
        const key = table === 'invoices' ? 'id' : 'invoice_id'
        await sql(`UPDATE ${table} SET amount_fen = 71664 WHERE ${key} = ?`, [id])
      }
      expect(await broken()).toEqual(['invoiced-within-paid', 'invoiced-of-payment'])
      const { checks } = await examine(story.ports)
      // The invoice itself is named, with what it may say at most.
      expect(checks.find(({ broken }) => broken)?.broken).toMatchObject({
        table: 'invoices',
        id,
        expected: 'at most 71663',
      })
    })
  })
})
