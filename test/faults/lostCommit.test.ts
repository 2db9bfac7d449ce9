import { type OpenDatabase, openDatabase } from '../../server/adapters/db/database'
import { databaseLocationOf } from '../../server/adapters/db/dataSource'
import { createApprovals, type Executors, propose } from '../../server/application/approvals/approvals'
import { executors } from '../../server/application/approvedActions/executors'
import { isRefusal, type RefusalCode } from '../../server/application/common/refusal'
import { createStartPayment } from '../../server/application/payments/startPayment'
import type { PaymentChannel } from '../../server/application/ports/channels'
import { examine, oneBill, openThreeBills, pay } from '../support/books'
import { onEachEngine, testSealing } from '../support/engines'
import { type Loss, openLossyLine } from '../support/lossyLine'
import { openPorts, type StoryPorts } from '../support/ports'

onEachEngine(
  'faults: the connection is lost at COMMIT',
  (newPlace) => {
    let ports: StoryPorts
    beforeAll(async () => {
      ports = await openPorts(newPlace)
    })
    afterAll(() => ports.remove())

    test.each<[string, Loss]>([
      ['the COMMIT arrived, its answer did not', 'answer'],
      ['the COMMIT never arrived', 'commit'],
    ])('M4: %s → the payment is booked once', async (_, loss) => {
      const { first, second } = await openThreeBills(ports)
      const householdId = loss === 'answer' ? first : second
      const line = await openLossyLine(ports.place.databaseUrl)
      const database = await openDatabase(databaseLocationOf(line.url), testSealing)
      try {
        const cut = line.cutNext(loss)
        const orderNo = await pay({ ...ports, database }, { householdId, amountFen: 100_000 })
        await cut
        const payments = await ports.database.read.payments.byOrder(orderNo)
        expect(payments.map(({ amountFen, outcome }) => [amountFen, outcome])).toEqual([[100_000, 'applied']])
        const [bill] = await ports.database.read.bills.byHousehold(householdId)
        expect(bill?.appliedFen).toBe(100_000)
        const entries = (await ports.database.read.ledger.ofHousehold(householdId)).filter(
          ({ event }) => event === 'payment-applied',
        )
        expect(entries.map(({ amountFen }) => amountFen)).toEqual([100_000])
        const { outcome, checks } = await examine(ports)
        expect([outcome, checks.filter(({ broken }) => broken)]).toEqual(['sound', []])
      } finally {
        await database.close()
        await line.close()
      }
    })

    /** Does something on a line whose next COMMIT is lost; the work runs through before its fate is known. */
    async function onALossyLine<T>(loss: Loss, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
      const line = await openLossyLine(ports.place.databaseUrl)
      const database = await openDatabase(databaseLocationOf(line.url), testSealing)
      try {
        const cut = line.cutNext(loss)
        const done = await work(database)
        await cut
        return done
      } finally {
        await database.close()
        await line.close()
      }
    }

    const LOSSES: Loss[] = ['answer', 'commit']

    test.each(LOSSES)('M4: lost %s → what takes a number takes one', async (loss) => {
      const space = `space ${loss}`
      const next = (database: OpenDatabase) => database.transaction((store) => store.sequences.next('lanzhou', space))
      expect(await onALossyLine(loss, next)).toBe(1)
      expect(await next(ports.database)).toBe(2)
    })

    /** A channel that opens every order. */
    const opens = {
      createOrder: async () => ({ outcome: 'created', prepayId: 'wx1' }),
      payParameters: () => ({ channel: 'alipay', tradeNO: 'wx1' }),
    } as unknown as PaymentChannel

    test.each(LOSSES)('M4: lost %s → an order is started once, and its payer may pay it', async (loss) => {
      const householdId = await oneBill(ports, `62010001${loss === 'answer' ? '01' : '02'}`)
      const resident = {
        id: `R-${loss}`,
        company: 'lanzhou',
        platform: 'wechat',
        payerKind: 'openid',
        payerValue: `o-${loss}`,
        createdAt: 1,
      } as const
      const log = { warn() {}, info() {}, error() {} } as never
      const channels = { get: () => opens } as never
      const started = await onALossyLine(loss, (database) =>
        createStartPayment({ ...ports, database, channels, log, publicUrl: 'https://pay.example.com' })(resident, {
          kind: 'whole',
          householdId,
        }),
      )
      expect(isRefusal(started) ? started : started.order).toMatchObject({ status: 'paying', householdId })
      expect(await ports.database.read.orders.byResident(resident.id, 10)).toHaveLength(1)
    })

    test.each(LOSSES)('M4: lost %s → a proposal is proposed, and an approval approves', async (loss) => {
      const counting: Executors<RefusalCode> = {
        ...executors,
        'add-staff': async (store, approval) => {
          await store.sequences.next(approval.company, `executed ${loss}`)
          return 'done'
        },
      }
      const proposal = {
        company: 'lanzhou',
        deed: 'add-staff',
        subject: `NEW-${loss}`,
        summary: '新增员工。',
        payload: {},
        maker: { id: 'S-LI', loginName: 'li' },
      } as const
      const proposed = await onALossyLine(loss, (database) =>
        database.transaction((store) => propose(store, proposal, ports)),
      )
      if (isRefusal(proposed)) throw new Error(proposed.refused)
      const checker = { id: 'S-WANG', loginName: 'wang', company: 'lanzhou' }
      const { id, payloadHash } = proposed
      const approved = await onALossyLine(loss, (database) =>
        createApprovals({ ...ports, database, executors: counting }).approve(checker, id, { payloadHash }),
      )
      expect(approved).toMatchObject({ id, status: 'executed', checkerName: 'wang' })
      const next = ports.database.transaction((store) => store.sequences.next('lanzhou', `executed ${loss}`))
      expect(await next).toBe(2)
    })
  },
  ['mariadb'],
)
