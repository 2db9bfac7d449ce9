import type { SearchAnswer, SearchHit } from '../../../contract/consoleSearch'
import { addressOf, type Household } from '../../domain/household/household'
import { wordsTyped } from '../../domain/household/searchWords'
import type { SourceName } from '../../domain/payment/payment'
import type { Database } from '../ports/database'
import type { FoundMoney } from '../ports/desk'

const SHOWN = 20

/** So many households are hashed at once, where they were registered before words were kept. */
const AT_ONCE = 500

const KIND_NAMES: Readonly<Record<SearchHit['kind'], string>> = {
  household: '用户',
  payment: '收款',
  order: '订单',
  refund: '退款',
  'bank-entry': '银行流水',
  difference: '差异',
}

/** 1,116.63, 1116.63 元 and 1116 as fen; undefined for what is no amount. */
export function amountTyped(typed: string): number | undefined {
  const [, yuan, cents = ''] = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?\s*元?$/.exec(typed.trim()) ?? []
  if (yuan === undefined) return undefined
  return Number(yuan.replaceAll(',', '')) * 100 + Number(cents.padEnd(2, '0'))
}

/** Looks one text up in everything: numbers of orders, channels and banks, user code, name, telephone, room, amount. */
export function createSearch({ database, sourceName }: { database: Database; sourceName: SourceName }) {
  const { read } = database
  const hashed = new Set<string>()

  /** Households that were registered before words were kept get theirs, once in each process. */
  async function allHashed(company: string): Promise<void> {
    if (hashed.has(company)) return
    while ((await database.transaction((store) => store.households.addMissingWords(company, AT_ONCE))) === AT_ONCE);
    hashed.add(company)
  }

  const home = (household: Household): SearchHit => ({
    kind: 'household',
    kindName: KIND_NAMES.household,
    id: household.id,
    title: `${household.userCode} ${household.owner}`,
    says: addressOf(household),
    amountFen: null,
    date: null,
    place: `/households/${household.id}`,
  })

  function placeOf({ kind, id, householdId }: FoundMoney): string {
    if (kind === 'difference') return `/differences/${id}`
    if (kind === 'payment' || kind === 'refund') return `/money/transfers?evidence=${kind}:${encodeURIComponent(id)}`
    if (kind === 'order' && householdId !== null) return `/households/${householdId}`
    return '/money'
  }

  return async function search(company: string, typed: string): Promise<SearchAnswer> {
    await allHashed(company)
    const amountFen = amountTyped(typed)
    const found = await Promise.all([
      read.desk.households({ company, q: typed }, 0, SHOWN),
      read.households.byWords(company, wordsTyped(typed), SHOWN),
      read.desk.byNumber(company, typed, SHOWN),
      amountFen === undefined ? [] : read.desk.byAmount(company, amountFen, SHOWN),
    ])
    const [{ rows: coded, total }, named, numbered, ofAmount] = found
    const homes = new Map([...coded, ...named].map((household) => [household.id, household]))
    const money = new Map([...numbered, ...ofAmount].map((row) => [`${row.kind} ${row.id}`, row]))
    const whose = [...new Set([...money.values()].flatMap(({ householdId }) => householdId ?? []))]
    const owners = new Map((await read.households.byIds(whose)).map((household) => [household.id, household]))
    const hits = [...money.values()].map((row): SearchHit => {
      const owner = row.householdId === null ? undefined : owners.get(row.householdId)
      return {
        kind: row.kind,
        kindName: KIND_NAMES[row.kind],
        id: row.id,
        title: row.number,
        says: [sourceName(row.channel), ...(owner ? [`${owner.userCode} ${owner.owner}`] : [])].join(' · '),
        amountFen: row.amountFen,
        date: row.date,
        place: placeOf(row),
      }
    })
    const more = total > SHOWN || [named, numbered, ofAmount].some((list) => list.length >= SHOWN)
    return { hits: [...[...homes.values()].map(home), ...hits], more }
  }
}
