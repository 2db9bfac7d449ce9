import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { mapRulebooks } from '../../../server/domain/rulebook/versions'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

const COMPANY = 'lanzhou'
const DAY = '2026-11-18'
const NUMBER = '2703001009000620001'
const OURS = { bankReference: '2026-11-18#1', direction: 'credit', account: NUMBER } as const

/** What each file says: the account with all of its number, part of it, or none at all; and a row that is missing. */
const BOC = (account: string, balance = '1,010.00') =>
  `中国银行交易流水明细单\n记账日期,币别,金额,余额,交易名称,借记卡号\n${DAY},人民币,10.00,"1,000.00",利息,${account}\n${DAY},人民币,10.00,"${balance}",利息,${account}\n`

onEachEngine('a bank’s own export of our account', (newPlace) => {
  let ports: StoryPorts
  let reconcile: (text: string) => ReturnType<ReturnType<typeof openDesk>['reconcile']>
  beforeEach(async () => {
    ports = await openPorts(newPlace, '2026-11-22')
    const rulebooks = mapRulebooks(ports.rulebooks, (rulebook) => ({
      ...rulebook,
      payment: { ...rulebook.payment, accounts: [{ statement: 'statement-boc', number: NUMBER, receives: [] }] },
    }))
    const desk = openDesk({ ...ports, rulebooks })
    reconcile = async (text) => {
      const file = path.join(ports.place.folder, 'boc.csv')
      writeFileSync(file, text)
      return desk.reconcile(COMPANY, 'bank:statement-boc', DAY, file)
    }
  })
  afterEach(() => ports.remove())
  const entries = () => ports.database.read.bankMatching.entriesStated(COMPANY, 'bank:statement-boc', DAY)
  const files = async () =>
    (
      await ports.database.read.channelFiles.ofDay({
        ...{ company: COMPANY, channel: 'bank:statement-boc', bill: 'statement', date: DAY },
      })
    ).map(({ status }) => status)

  test.each([NUMBER, '2703****0001', '009000620001'])(
    'that names it as %s is kept under its whole number',
    async (shown) => {
      await reconcile(BOC(shown))
      expect(await files()).toEqual(['imported'])
      expect((await entries())[0]).toMatchObject(OURS)
    },
  )

  test.each(['', '0001'])(
    'that names it as “%s” waits for a second person, and nothing is kept of it',
    async (shown) => {
      const result = await reconcile(BOC(shown))
      expect(await files()).toEqual(['awaiting'])
      expect(await entries()).toEqual([])
      expect(result.reason).toMatch(/不能证明是本公司的文件：待第二人复核/)
    },
  )

  test('whose balances do not join waits for a second person, with the line', async () => {
    const result = await reconcile(BOC(NUMBER, '1,011.00'))
    expect(await files()).toEqual(['awaiting'])
    expect(result.reason).toMatch(/^文件的余额接不上，可能缺少流水：待第二人复核.*；第 4 行：余额 1011.00 元接不上/)
  })

  test.each(['6217****0001', '2703****0002', '0002', '2703001009000620002'])(
    'of the account %s is put aside',
    async (shown) => {
      expect(await reconcile(BOC(shown))).toMatchObject({ reason: `账号 ${shown} 不是我方的账户` })
      expect(await files()).toEqual(['quarantined'])
    },
  )
})
