import { formatYuan } from '../../../../contract/money'
import { apartOf, byFenOf, nameOf, oursOf, theirsOf } from '../../../domain/difference/facts'
import { matchOpen } from '../../bankMatching/settleFile'
import { refuse } from '../../common/refusal'
import { ConcurrencyConflict } from '../../ports/database'
import { bookArrived, quotedByAnyone } from '../resolve/arrival'
import { gapAsShown } from '../resolve/gap'
import type { ResolutionRule, Resolve } from '../resolve/resolution'
import { restOnTheWay } from '../resolve/restOnTheWay'

/** 按实到入账，等待余款: less came (or went) than was sent, or is still to come by a changed file; the rest is on its way and looked for. */
export const awaitRest = {
  name: 'await-rest',
  of: ['arrival', 'gap', 'quoted-amount'],
  fits(item, { isBooked }) {
    if (item.subKind === 'gap') return byFenOf(item) > 0
    return theirsOf(item) <= oursOf(item) && !isBooked
  },
  amount: (item) => (item.subKind === 'gap' ? apartOf(item) : theirsOf(item)),
  sentence(item, facts) {
    const [name, apart] = [nameOf(item, facts), formatYuan(apartOf(item))]
    if (item.subKind === 'gap') return `以改用的文件为准，${name} 还应到账的 ${apart} 记为在途，等待到账`
    if ((item.theirFen ?? 0) < 0) {
      return `以对账单为准，${name} 按实付 ${formatYuan(theirsOf(item))} 核对，其余 ${apart} 记为在途，等待银行付出`
    }
    return `以对账单为准，${name} 按实到 ${formatYuan(theirsOf(item))} 入账，其余 ${apart} 继续在途，等待到账`
  },
  needs: [],
  truth: null,
  run: (store, at, ports) =>
    at.item.subKind === 'gap' ? awaitFromFile(store, at, ports) : bookFirstPart(store, at, ports),
} satisfies ResolutionRule

/** What came is the first part, booked to the fen. Refused: `books-changed`. */
const bookFirstPart: Resolve<'books-changed' | 'resolution-does-not-fit'> = async (store, { item }, ports) => {
  const quoted = await quotedByAnyone(store, item)
  if (!quoted) return refuse('books-changed')
  const { entry, transit } = quoted
  const restFen = transit.amountFen - entry.amountFen
  if (restFen <= 0) return refuse('resolution-does-not-fit')
  const part = { amountFen: entry.amountFen, netFen: entry.amountFen }
  if (!(await store.bankMatching.changeTransit(transit.id, part)))
    throw new ConcurrencyConflict(`transit ${transit.id}`)
  const netRestFen = Math.max(1, transit.netFen - entry.amountFen)
  await restOnTheWay(store, { ...transit, amountFen: restFen, netFen: netRestFen }, ports)
  await bookArrived(store, { entry, transit: { ...transit, ...part } }, ports)
  return {}
}

/** A changed file says more than what has come: the rest is on its way. Refused: `books-changed`. */
const awaitFromFile: Resolve<'books-changed' | 'resolution-does-not-fit'> = async (store, at, ports) => {
  const gapFen = await gapAsShown(store, at)
  if (gapFen === undefined) return refuse('books-changed')
  const { company, channel, date, key, fileId } = at.item
  const rulebook = ports.rulebooks.get(company)
  if (gapFen < 0 || fileId === null || !rulebook) return refuse('resolution-does-not-fit')
  const sent = { company, party: channel, reference: key, direction: 'credit' as const, sentOn: date }
  const rest = { ...sent, evidenceId: fileId }
  await restOnTheWay(store, { ...rest, amountFen: gapFen, netFen: gapFen }, ports)
  // The statement may have shown it already.
  await matchOpen(store, rulebook, date, ports)
  return {}
}
