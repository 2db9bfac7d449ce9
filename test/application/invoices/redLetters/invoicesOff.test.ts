import path from 'node:path'
import { invoiceFolder } from '../../../../server/adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../../../../server/adapters/invoices/local'
import { createNoInvoices } from '../../../../server/adapters/invoices/off'
import { createInvoiceNumbers } from '../../../../server/application/invoices/issueInvoice'
import { createRequestInvoice, createRetryInvoice } from '../../../../server/application/invoices/requestInvoice'
import { createListInvoices } from '../../../../server/application/invoices/showInvoices'
import { INVOICES_OFF_FOR_STAFF } from '../../../../server/domain/invoice/invoice'
import { maker } from '../../../support/desk'
import { onEachEngine } from '../../../support/engines'
import { must, PAYER, redLetterStory } from '../../../support/redLetters'

const INSTEAD = '暂不能在线开票，请携带缴费凭证到营业厅开具发票。'

onEachEngine('where nobody issues invoices', (newPlace) => {
  const story = redLetterStory(newPlace)
  const { sql, request, mine, runJobs, runAllJobs, refund, soundly, states } = story
  const off = () => {
    const simulated = createLocalInvoices({
      numbers: createInvoiceNumbers(
        story.ports.database,
        invoiceFolder(path.join(story.ports.place.folder, 'invoices')),
      ),
    })
    story.provider = createNoInvoices({ rulebooks: story.ports.rulebooks, simulated })
  }

  test('one cannot be asked for, and the refusal says what to do instead', async () => {
    const ask = createRequestInvoice({ ...story.ports, invoicesOn: false })
    const title = { kind: 'personal', name: '张演示' } as const
    expect(await ask(PAYER, { orderNo: story.orderNo, title })).toEqual({
      refused: 'invoices-off',
      facts: { instead: INSTEAD },
    })
    expect(await mine()).toEqual([])
  })

  test('one asked for before fails with what to do instead, and the desk cannot try it again', async () => {
    must(await request())
    off()
    await runJobs()
    const [failed] = await mine()
    expect(failed).toMatchObject({ state: 'failed', reason: INSTEAD, number: null })
    const ports = { ...story.ports, invoicesOn: false }
    const list = await createListInvoices(ports)({ company: 'lanzhou' }, 0, 20)
    expect(list).toMatchObject({ off: INVOICES_OFF_FOR_STAFF, rows: [{ canRetry: false }] })
    expect(await createRetryInvoice(ports)('lanzhou', maker, failed?.id ?? '')).toMatchObject({
      refused: 'invoices-off',
    })
  })

  test('a refund against a simulated invoice goes all the same; the remainder is not invoiced', async () => {
    must(await request())
    await runJobs()
    off()
    must(await refund(40_000))
    await runAllJobs()
    expect(story.refundedAtChannel).toHaveLength(1)
    expect((await states()).sort()).toEqual(['blue failed 71663', 'blue reversed 111663', 'red issued -111663'])
    await soundly()
  })

  test('a refund against a provider’s invoice waits for that provider, with its reason', async () => {
    must(await request())
    await runJobs()
    await sql("UPDATE invoices SET number = '26112000000012345678'")
    off()
    must(await refund(40_000))
    await runAllJobs()
    expect(story.refundedAtChannel).toEqual([])
    expect(await mine()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'red', state: 'failed', reason: expect.stringContaining('没有启用开票服务') }),
      ]),
    )
    await soundly()
  })
})
