import { encode } from 'iconv-lite'
import { payoutLayout } from '../../server/adapters/banks/payout/layout'
import { createAfterSeason } from '../../server/application/heatSettlement'
import type { PublishedSeason } from '../../server/application/heatSettlement/publishSettlements'
import type { SettledSeason } from '../../server/application/heatSettlement/settleSeason'
import type { CardAnswer, CardQuestion } from '../../server/application/ports/banks'
import type { Household } from '../../server/domain/household/household'
import { LEDGER_EVENTS, type Transfer } from '../../server/domain/ledger/transfer'
import type { Resident } from '../../server/domain/resident/resident'
import type { Rulebook } from '../../server/domain/rulebook/rulebook'
import type { EmptyPlace } from './engines'
import { done, openSeason } from './season'

/** The season that has ended. */
export const ENDED = '2025-2026'

/** The smallest pictures that are ones by their first bytes. */
export const JPEG = Buffer.from('ffd8ffe000104a46494600010100', 'hex')

export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

export const CARD = '6217000000000000012'

const CONFIRMED: CardAnswer = { outcome: 'confirmed', bankName: '演示银行', routeNo: null, sameBank: true }

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** What follows a season, over an empty database. The bank confirms every card until the story says otherwise. */
export async function openAfterSeason(
  newPlace: () => Promise<EmptyPlace>,
  { day = '2025-10-08', rules = {} }: { day?: string; rules?: Record<string, Partial<Rulebook>> } = {},
) {
  const story = await openSeason(newPlace, day, rules)
  const asked: CardQuestion[] = []
  const answers: CardAnswer[] = []
  const written = new Map<string, Buffer>()
  const ports = {
    ...story,
    log: silent,
    layout: payoutLayout,
    checker: {
      check: async (question: CardQuestion) => {
        asked.push(question)
        return answers.shift() ?? CONFIRMED
      },
    },
    archive: {
      write: async (company: string, fileName: string, bytes: Buffer) => {
        written.set(fileName, bytes)
        return `${company}/${fileName}`
      },
    },
    bank: undefined,
  }
  const people = createAfterSeason(ports).residents
  const desk = createAfterSeason(ports).desk

  /** Imports readings: user code and quantity in kWh, with `faulty` where the meter is broken. */
  const read = (
    company: string,
    rows: { userCode: string; kWh?: string; faulty?: boolean }[],
    fileName = 'readings.csv',
  ) =>
    desk.importReadings({
      company,
      season: ENDED,
      table: {
        headings: ['用户编码', '用热量', '单位', '热表故障'],
        rows: rows.map(({ userCode, kWh = '', faulty = false }, index) => ({
          line: index + 2,
          cells: [userCode, kWh, 'kWh', faulty ? '是' : '否'],
        })),
      },
      actor: 'li',
      fileName,
    })

  const settle = async (company: string): Promise<SettledSeason> =>
    done(await desk.settle({ company, season: ENDED, actor: 'li' }))

  return {
    ...story,
    people,
    after: desk,
    /** What the bank says next, in order. */
    bankSays: (...next: CardAnswer[]) => void answers.push(...next),
    askedAbout: asked,
    written,
    read,
    settle,
    /**
     * A winter of Binzhou's homes of 100 m²: each has prepaid 2,200.00, then its meter shows these kWh; on May 21 the season is
     * settled, and nothing is public yet.
     */
    async winter(homes: readonly (readonly [Household, string])[]): Promise<void> {
      await story.open('binzhou', ENDED)
      for (const [dwelling] of homes) await story.transfer(dwelling, 220_000)
      story.clock.set('2026-05-21')
      done(
        await read(
          'binzhou',
          homes.map(([{ userCode }, kWh]) => ({ userCode, kWh })),
        ),
      )
      await settle('binzhou')
    },
    publish: async (company: string, ...estates: string[]): Promise<PublishedSeason> =>
      done(
        await desk.publish({ company, season: ENDED, estates: estates.length > 0 ? estates : undefined, actor: 'li' }),
      ),
    result: async (of: Household) => {
      const settlement = await story.database.read.settlements.of(of.id, ENDED)
      if (!settlement) throw new Error(`no settlement of ${of.userCode}`)
      return settlement
    },
    extraBill: async (of: Household, kind: 'top-up' | 'meter-test') =>
      (await story.database.read.bills.byHousehold(of.id)).find((bill) => bill.season === ENDED && bill.kind === kind),
    /** Hands both photos in and applies, with what is registered unless the story says otherwise. */
    async apply(
      resident: Resident,
      of: Household,
      given: Partial<Record<'owner' | 'identityNumber' | 'bankCard' | 'phone', string>> = {},
    ) {
      const photoIds: string[] = []
      for (const [kind, bytes] of [
        ['identity-card', JPEG],
        ['bank-card', PNG],
      ] as const) {
        photoIds.push(done(await people.keepPhoto(resident, { householdId: of.id, kind, bytes })).id)
      }
      return people.apply(resident, {
        householdId: of.id,
        owner: of.owner,
        identityNumber: of.identityNumber ?? '',
        bankCard: of.bankCard ?? '',
        phone: of.phone ?? '',
        photoIds,
        ...given,
      })
    },
    /** What the ledger says of a household, day by day, in the order of LEDGER_EVENTS within a day. */
    ledger: async (of: Household) =>
      (await story.database.read.ledger.ofHousehold(of.id))
        .sort((one, other) => orderOf(one) - orderOf(other))
        .map(({ event, debitAccount, creditAccount, amountFen }) => ({
          event,
          entry: `${debitAccount} → ${creditAccount}`,
          amountFen,
        })),
  }
}

export type AfterSeasonStory = Awaited<ReturnType<typeof openAfterSeason>>

const orderOf = ({ effectiveOn, event }: Transfer): number =>
  Number(effectiveOn.replaceAll('-', '')) * 100 + LEDGER_EVENTS.indexOf(event)

/** The bank's answer to a request file, as the bank itself would write it: `S`, or a failure with its reason. */
export function resultOf(request: Buffer, outcomes: Record<string, string> = {}, on = '20260706'): Buffer {
  const lines = new TextDecoder('gb18030').decode(request).trim().split('\r\n').slice(1, -1)
  const rows = lines.map((line, index) => {
    const [serial = '', account, name, amount = '0'] = line.split('|')
    const why = outcomes[serial] ?? outcomes[String(index + 1)]
    const said = why === undefined ? 'S||' : `F|E01|${why}`
    return {
      paid: why === undefined,
      amount: Number(amount),
      text: `${serial}|BK${index}|${account}|${name}|${amount}|${said}|${on}|101500`,
    }
  })
  const sum = (of: typeof rows) => of.reduce((total, { amount }) => total + amount, 0)
  const paid = rows.filter((row) => row.paid)
  const head = `P|${rows.length}|${sum(rows)}|${paid.length}|${sum(paid)}`
  return encode([head, ...rows.map(({ text }) => text), '########', ''].join('\r\n'), 'gbk')
}

/** The bank's list of payments that came back (退汇). */
export function returnedOf(request: Buffer, serials: readonly string[], on = '20260710'): Buffer {
  const lines = new TextDecoder('gb18030').decode(request).trim().split('\r\n').slice(1, -1)
  const rows = lines
    .map((line) => line.split('|'))
    .filter(([serial = '']) => serials.includes(serial))
    .map(
      ([serial, account, name, amount]) =>
        `20260705|001|${serial}|BK9|${account}|${name}|${amount}|F|R02|账户状态异常|${on}`,
    )
  return encode([...rows, '########', ''].join('\r\n'), 'gbk')
}
