import { bankIn, isChannel } from '../../../contract/channelWords'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelFileDay, FileOrigin } from '../../domain/reconciliation/channelFile'
import { quarantined } from '../../domain/reconciliation/run'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { createReconcileStatement } from '../bankMatching/reconcileStatement'
import { createStatementReader } from '../bankMatching/statementMappings'
import { type Concluded, createKeepChannelFile } from '../runs/keepChannelFile'
import { createRecordRun } from '../runs/recordRun'
import { createConclude } from './conclude'
import { createObtainChannelFile, refused } from './obtainChannelFile'
import { createReconcileBankFile } from './reconcileBankFile'
import { createReconcileChannelFile, createReconcileNoFile } from './reconcileChannelFile'
import type { ReconcileInput, ReconcileOutcome, ReconcilePorts } from './reconcileDayPorts'

/**
 * Reconciles a company's day at a channel or bank (contract.md, Reconciliation from the command line): obtains the file, and reads it
 * as a channel's, a bank's or our own account's; each is compared with our books and concluded. The payments of a bank's file are
 * booked from it before they are compared. Nothing is posted from a file before it is known whose it is (proveOwner). A file that nothing
 * proves to be ours, and a changed re-send, are compared so that their differences can be shown; nothing of them is booked or recorded,
 * and the day stays with the file in force, if there is one, until a second person approves (acceptFile).
 */
export function createReconcileDay(ports: ReconcilePorts) {
  const { database, rulebooks, banks, archive } = ports
  const { read } = database
  const obtainChannelFile = createObtainChannelFile(ports)
  const keepChannelFile = createKeepChannelFile(ports)
  const recordRun = createRecordRun(ports)
  const conclude = createConclude({ ...ports, recordRun })
  const reconcileChannelFile = createReconcileChannelFile({ ...ports, keepChannelFile, conclude })
  const reconcileNoFile = createReconcileNoFile({ database, conclude })
  const reconcileBankFile = createReconcileBankFile({ ...ports, keepChannelFile, conclude })
  const statementFor = createStatementReader(ports)
  const reconcileStatement = createReconcileStatement(ports, { keepChannelFile, recordRun })

  const bankOf = (channel: PaymentSource) => (isChannel(channel) ? undefined : banks.get(bankIn(channel)))

  /** A bank's id names its counters' template or its statement's (`content: statement`); no two templates share one. */
  const statementOf = (channel: PaymentSource) =>
    isChannel(channel) || bankOf(channel) ? undefined : ports.statements?.get(bankIn(channel))

  /** Reads a file as what its sender's files are. Undefined when the company has no merchant at the channel. */
  async function readAs(
    rulebook: Rulebook,
    path: string,
    day: ChannelFileDay,
    origin: FileOrigin,
  ): Promise<Concluded | undefined> {
    const id = statementOf(day.channel)?.id
    const statement = id === undefined ? undefined : await statementFor(day.company, id, path)
    if (statement) return reconcileStatement(path, { ...day, bill: 'statement' }, { bank: statement, rulebook, origin })
    const bank = bankOf(day.channel)
    return bank ? reconcileBankFile(path, day, { bank, rulebook, origin }) : reconcileChannelFile(path, day, origin)
  }

  /** Reconciles a file; where another is in force, the day is brought to it, if it was not (a crash, or an approval just now). */
  async function reconcileFile(
    rulebook: Rulebook,
    path: string,
    day: ChannelFileDay,
    origin: FileOrigin,
  ): Promise<Concluded | undefined> {
    const done = await readAs(rulebook, path, day, origin)
    const inForce = done?.otherInForce
    if (!inForce) return done
    const { company, channel, bill, date } = inForce
    const itsDay = { company, channel, bill, date }
    const isDone = (await read.reconciliation.latestRun(itsDay))?.fileId === inForce.id
    if (!isDone) await reconcileFile(rulebook, archive.pathOf(inForce.path), itsDay, origin)
    return done
  }

  /** What our own account's statement tells belongs to no day of a channel: it is taken however late it comes. */
  const isClosed = async ({ company, bill, date }: ChannelFileDay) =>
    bill !== 'statement' && date <= (await read.closings.closedUntil(company))

  return async function reconcileDay({
    company,
    channel,
    date,
    file,
    bill = 'trade',
    source = file === undefined ? 'channel' : 'cli',
    actor,
  }: ReconcileInput): Promise<ReconcileOutcome> {
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refused('no-company', `no such company: ${company}`)
    if (!isChannel(channel) && !bankOf(channel) && !statementOf(channel)) {
      const known = [...rulebook.payment.bankFiles, ...(ports.statements?.ids() ?? [])]
      return refused('no-bank', `no such bank: ${channel}; known: ${known.join(', ')}`)
    }
    const day: ChannelFileDay = { company, channel, bill: statementOf(channel) ? 'statement' : bill, date }
    const origin: FileOrigin = { source, receivedBy: actor }
    if (await isClosed(day)) return closed(date)
    const obtained =
      file === undefined ? await obtainChannelFile(day, rulebook) : { outcome: 'file' as const, path: file }
    switch (obtained.outcome) {
      case 'refused':
        return obtained
      case 'nothing':
        return reconciled(await reconcileNoFile(day, origin))
      case 'quarantined': {
        const { path, reason } = obtained
        if (path === undefined) return reconciled({ result: quarantined(reason), fileId: null })
        return reconciled(await keepChannelFile.quarantined(path, day, { reason }, origin))
      }
      case 'file': {
        const done = await reconcileFile(rulebook, obtained.path, day, origin)
        // Closed while the file was read: nothing of it was kept.
        if (await isClosed(day)) return closed(date)
        return done ? reconciled(done) : refused('no-merchant', `${rulebook.name} has no merchant at ${channel}`)
      }
    }
  }
}

const reconciled = ({ result, fileId }: Concluded): ReconcileOutcome => ({ outcome: 'reconciled', result, fileId })

const closed = (date: string) => refused('day-closed', `${date} is closed: nothing of it changes any more`)

export type ReconcileDay = ReturnType<typeof createReconcileDay>
