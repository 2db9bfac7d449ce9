import path from 'node:path'
import { invoiceFolder } from '../../../server/adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../../../server/adapters/invoices/local'
import { createInvoiceNumbers, createIssueInvoice } from '../../../server/application/invoices/issueInvoice'
import { createRequestInvoice } from '../../../server/application/invoices/requestInvoice'
import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { examine, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { type AfterSeasonStory, CARD, ENDED, openAfterSeason } from '../../support/heatSettlement'
import { clerk, done, refusedWith, second } from '../../support/season'

const AREA_FEE = 195_052

// 75.02 m² × 26.00
const METERED = 152_500

// 100.00 m² × 9.75 + 5000 kWh × 0.11
const REFUND = AREA_FEE - METERED

onEachEngine('TS4: a refund is given against the prepayment’s invoice', (newPlace) => {
  let story: AfterSeasonStory
  let home: Household
  let owner: Resident
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  const metered = { billing: 'metered', buildingArea: '100.00', usableArea: '75.02', bankCard: CARD } as const
  const invoices = async (of = owner) =>
    (await story.database.read.invoices.byResident(of.id)).map(
      ({ kind, state, amountFen }) => `${kind} ${state} ${amountFen}`,
    )
  const ask = (orderNo: string, of = owner) =>
    createRequestInvoice(story)(of, { orderNo, title: { kind: 'personal', name: '张演示' } })

  /** Issues all that is asked for, and what is asked for because of that. */
  async function issueAll(of = owner): Promise<void> {
    const provider = createLocalInvoices({
      numbers: createInvoiceNumbers(story.database, invoiceFolder(path.join(story.place.folder, 'invoices'))),
    })
    const files = invoiceFolder(path.join(story.place.folder, 'invoices'))
    const issue = createIssueInvoice({ ...story, provider, files })
    for (let round = 0; round < 2; round++) {
      for (const { id, state } of await story.database.read.invoices.byResident(of.id)) {
        if (state === 'asked') await issue(id)
        expect(await story.brokenCheck()).toBeUndefined()
      }
    }
  }

  /** A metered home whose season is billed, and somebody who owns it. */
  async function billed(company = 'tangshan', given: Partial<Household> = {}) {
    home = await story.home({ company, userCode: '1302000099', heatSource: 'district', ...metered, ...given })
    owner = await story.owner(home)
    await story.open(company, ENDED)
  }
  const paid = (amountFen: number) =>
    pay(story, { company: home.company, householdId: home.id, residentId: owner.id, season: ENDED, amountFen })

  /** 5000 kWh later the result is public. */
  async function settled(kWh = '5000'): Promise<void> {
    story.clock.set('2026-05-21')
    await story.read(home.company, [{ userCode: home.userCode, kWh }])
    await story.settle(home.company)
    await story.publish(home.company)
  }
  const takeIn = () =>
    story.after.refunds.takeIn(clerk, {
      company: home.company,
      userCode: home.userCode,
      owner: home.owner,
      identityNumber: home.identityNumber ?? '',
      bankCard: CARD,
      phone: home.phone ?? '',
      paper: '退费申请 2026-1，预缴热费发票已交回',
    })
  const propose = () => story.after.proposePayout(home.company, clerk, ENDED)
  const redLetter = async () =>
    (await story.after.lists.refunds({ company: home.company }, { offset: 0, limit: 5 })).rows[0]?.redLetter

  test('the invoice says more than remains: taken back, the refund paid, the rest invoiced anew', async () => {
    await billed()
    done(await ask(await paid(AREA_FEE)))
    await issueAll()
    await settled()
    expect(done(await takeIn())).toMatchObject({ status: 'checked', amountFen: REFUND })
    expect(await invoices()).toEqual([`red asked ${-AREA_FEE}`, `blue issued ${AREA_FEE}`])

    // The money waits: with nothing else to pay there is no batch.
    expect(await redLetter()).toBe('waiting')
    expect(refusedWith(await propose())).toBe('nothing-to-pay-out')
    // Anyone who puts it into a batch all the same is found out.
    const { writer } = story.database
    await writer.query("UPDATE refund_applications SET status = 'in-batch'")
    const { checks } = await examine(story)
    expect(checks.flatMap(({ name, broken }) => (broken ? [name] : []))).toContain('red-letter-before-payout')
    await writer.query("UPDATE refund_applications SET status = 'checked'")

    await issueAll()
    expect(await invoices()).toEqual([`blue issued ${METERED}`, `red issued ${-AREA_FEE}`, `blue reversed ${AREA_FEE}`])
    expect(await redLetter()).toBe('issued')
    const batch = done(await propose())
    expect(batch.amountFen).toBe(REFUND)
    done(await story.approvals.approve(second, batch.id, { payloadHash: batch.payloadHash }))
    expect((await story.database.read.refundApplications.list({ company: 'tangshan' }, 0, 5)).rows).toMatchObject([
      { status: 'in-batch' },
    ])
  })

  test('no invoice yet: nothing waits, and the one asked for later is over what remains', async () => {
    await billed()
    const orderNo = await paid(AREA_FEE)
    await settled()
    done(await takeIn())
    expect(await redLetter()).toBe('none')
    done(await propose())
    done(await ask(orderNo))
    await issueAll()
    expect(await invoices()).toEqual([`blue issued ${METERED}`])
  })

  test('of two payments one is invoiced, for less than remains: it stands; the other’s is the rest', async () => {
    await billed()
    const [first, second_] = [await paid(100_000), await paid(AREA_FEE - 100_000)]
    done(await ask(first))
    await issueAll()
    await settled()
    done(await takeIn())
    expect(await redLetter()).toBe('none')
    done(await propose())
    done(await ask(second_))
    await issueAll()
    expect(await invoices()).toEqual([`blue issued ${METERED - 100_000}`, 'blue issued 100000'])
  })

  test('both are invoiced: only the newer is taken back, as far as it must; a counter has none', async () => {
    await billed()
    await story.transfer(home, 20_000)
    const parts = [100_000, AREA_FEE - 120_000]
    for (const part of parts) {
      done(await ask(await paid(part)))
      await issueAll()
      story.clock.set('2025-10-09')
    }
    await settled()
    done(await takeIn())
    await issueAll()
    // 1,525.00 remain, of which 1,000.00 stand invoiced.
    expect((await invoices()).filter((one) => one.startsWith('blue issued')).sort()).toEqual([
      'blue issued 100000',
      `blue issued ${METERED - 100_000}`,
    ])
    expect(await redLetter()).toBe('issued')
  })

  test('while an invoice is being issued nobody knows what stands: refused, nothing changed', async () => {
    await billed()
    done(await ask(await paid(AREA_FEE)))
    await settled()
    const before = await story.everything()
    expect(refusedWith(await takeIn())).toBe('invoice-first')
    expect(await story.everything()).toBe(before)
    await issueAll()
    done(await takeIn())
    expect(await redLetter()).toBe('waiting')
  })

  test('an application that staff refuse meanwhile: invoiced anew is the whole payment again', async () => {
    await billed()
    done(await ask(await paid(AREA_FEE)))
    await issueAll()
    await settled()
    const { id } = done(await takeIn())
    done(await story.after.refunds.refuse(clerk, id, '材料不全'))
    await issueAll()
    expect((await invoices())[0]).toBe(`blue issued ${AREA_FEE}`)
    done(await takeIn())
    await issueAll()
    expect((await invoices())[0]).toBe(`blue issued ${METERED}`)
  })

  test('metered as much as the area fee: nothing to refund, and the invoice stands', async () => {
    await billed()
    done(await ask(await paid(AREA_FEE)))
    await issueAll()
    await settled('20000')
    expect(refusedWith(await takeIn())).toBe('nothing-to-refund')
    expect(await invoices()).toEqual([`blue issued ${AREA_FEE}`])
  })

  test('BZ3: so does a company whose notice says nothing of invoices: 140 of 2,200 go back', async () => {
    await billed('binzhou', { userCode: '37160099', heatSource: null })
    done(await ask(await paid(220_000)))
    await issueAll()
    await settled('10000')
    expect(done(await takeIn())).toMatchObject({ amountFen: 14_000 })
    expect(await redLetter()).toBe('waiting')
    expect(await invoices()).toEqual(['red asked -220000', 'blue issued 220000'])
    // Without its red letter the refund would leave an invoice of more than remains: it is named.
    const { writer } = story.database
    const [blue] = await story.database.read.invoices
      .byResident(owner.id)
      .then((all) => all.filter((one) => one.kind === 'blue'))
    const [{ application }] = await writer.query(
      'SELECT refund_application_id AS application FROM invoices WHERE kind = ?',
      ['red'],
    )
    await writer.query("UPDATE invoices SET refund_application_id = NULL WHERE kind = 'red'")
    const found = (await examine(story)).checks.filter(({ broken }) => broken)
    expect(found).toMatchObject([
      {
        name: 'invoiced-within-season',
        broken: { table: 'invoices', id: blue?.id, expected: 'at most 206000', found: '220000' },
      },
    ])
    await writer.query("UPDATE invoices SET refund_application_id = ? WHERE kind = 'red'", [application])
    await issueAll()
    expect(await redLetter()).toBe('issued')
    expect(await invoices()).toEqual(['blue issued 206000', 'red issued -220000', 'blue reversed 220000'])
  })
})
