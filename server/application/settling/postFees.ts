import { channelFee } from '../../domain/ledger/rulesChannels'
import type { BillFile } from '../../domain/reconciliation/billFile'
import { type ChannelFees, feeFenOf } from '../../domain/settling/fees'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { transfersOf } from '../post'

/**
 * Posts what a day's file in force says the channel has kept (`channel-fee`, docs/money.md): once for the day, and of a
 * further version only the difference. `milliFen` is the file's own sum, in thousandths of a fen. The trade bill, which
 * names each fee, goes before the fund flow, whose net lines name none. True when something was posted.
 */
export async function postFees(
  store: Store,
  file: Pick<BillFile, 'id' | 'company' | 'channel' | 'date' | 'bill'>,
  milliFen: number,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<boolean> {
  const { company, channel, date, bill } = file
  if (bill === 'statement') return false
  const before = await store.settling.feesOf(company, channel, date)
  if (before?.fileId === file.id || (bill === 'fundflow' && before?.bill === 'trade')) return false
  const now: ChannelFees = {
    id: before?.id ?? ids.next(),
    company,
    channel,
    date,
    fileId: file.id,
    bill,
    milliFen,
    feeFen: feeFenOf(milliFen),
    revision: (before?.revision ?? 0) + 1,
  }
  const kept = before
    ? await store.settling.changeFees(before, now)
    : (await store.settling.insertFees(now)) === 'inserted'
  if (!kept) throw new Outrun(`channel fees of ${date}`)
  const postings = channelFee({ source: channel, feeFen: now.feeFen - (before?.feeFen ?? 0) })
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `channel-fee:${company}:${channel}:${date}:${now.revision}`,
        event: 'channel-fee',
        effectiveOn: date,
        evidenceKind: 'file',
        evidenceId: file.id,
        postings,
      },
      { clock, ids },
    ),
  )
  return postings.length > 0
}
