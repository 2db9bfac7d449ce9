import { sentUnder } from '../../../domain/bankMatching/transit'
import { byFenOf } from '../../../domain/difference/possible'
import { matchOpen } from '../../bankMatching/settleFile'
import { refuse } from '../../common/refusal'
import { type Resolve, wasSettled } from './effect'
import { holdBeyond, markOf } from './holdBeyond'
import { restOnTheWay } from './restOnTheWay'
import { writeOff } from './writeOff'

/**
 * A changed file says otherwise what was sent to us than what has come: two people decide. What is still to come is on its way
 * and looked for in the statements; what came beyond it waits in suspense. Refused: `books-changed`, and see writeOff.
 */
export const settleGap: Resolve = async (store, at, ports) => {
  const { item, payload, resolutionId } = at
  const { company, channel, date, key, fileId } = item
  const gapFen = byFenOf(item)
  const sent = await store.bankMatching.sentBy(company, channel, date)
  const changed = sentUnder(key, sent) !== item.ourFen || (await wasSettled(store, item))
  if (changed || gapFen === 0) return refuse('books-changed')
  if (payload.resolution === 'write-off') return writeOff(store, at, ports)
  if (payload.resolution === 'to-suspense' && gapFen < 0) {
    const before = await store.differences.resolutionsOf(item.id)
    if (before.some(({ resolution }) => resolution === 'to-suspense')) return refuse('books-changed')
    const held = { company, source: channel, number: key, amountFen: 0 - gapFen, on: date, mark: markOf(resolutionId) }
    return { paymentId: await holdBeyond(store, held, ports) }
  }
  const rulebook = ports.rulebooks.get(company)
  if (payload.resolution !== 'await-rest' || gapFen < 0 || fileId === null || !rulebook) {
    return refuse('resolution-does-not-fit')
  }
  const rest = { company, party: channel, reference: key, sentOn: date, evidenceId: fileId }
  await restOnTheWay(store, { ...rest, amountFen: gapFen, netFen: gapFen }, ports)
  // The statement may have shown it already.
  await matchOpen(store, rulebook, date, ports)
  return {}
}
