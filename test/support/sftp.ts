import path from 'node:path'
import { sftpInbox } from '../../server/adapters/inbox'
import { readInboxSettings } from '../../server/adapters/inbox/settings'
import type { FilesPorts } from '../../server/application/files'
import type { ChannelFileDay } from '../../server/domain/reconciliation/channelFile'
import { bankDay, type DayRow } from './bankDay'
import type { EmptyPlace } from './engines'
import { type FilesDesk, openFilesDesk } from './files'
import { withBill } from './households'
import { openPorts, type StoryPorts } from './ports'
import { type SftpBank, startSftpBank } from './sftpBank'

export const DAY: ChannelFileDay = { company: 'lanzhou', channel: 'bank:partner', bill: 'trade', date: '2026-11-20' }

export const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }

export const WANG: DayRow = { userCode: '62010002', traceNo: 'BK0000000002', amountFen: 50_000 }

export const NOBODY: DayRow = { userCode: '69999999', traceNo: 'BK0000000003', amountFen: 30_000 }

export const LATE: DayRow = { userCode: '62010002', traceNo: 'BK0000000004', amountFen: 20_000 }

/** A partner bank of Lanzhou that leaves its files on an SFTP server, two households that owe, and the desk that looks there. */
export function sftpStory(newPlace: () => Promise<EmptyPlace>) {
  let ports: StoryPorts
  let bank: SftpBank
  let desk: FilesDesk
  let keys: string

  const openDesk = (changed: Partial<FilesPorts> = {}) =>
    openFilesDesk(ports, { inbox: sftpInbox(readInboxSettings(keys)), ...changed })
  const file = (rows: readonly DayRow[]) => bankDay(ports.place.folder, 'lanzhou', DAY.date, rows)
  const look = () => desk.checkBankInbox('lanzhou')
  const kept = async () =>
    (await ports.database.read.channelFiles.ofDay(DAY)).sort((a, b) => (a.version ?? 0) - (b.version ?? 0))
  const openItems = async () =>
    (await ports.database.read.reconciliation.itemsOf(DAY)).filter(({ status }) => status === 'open')
  const paid = async ({ traceNo }: DayRow) =>
    (await ports.database.read.payments.byTransaction('lanzhou', 'bank:partner', traceNo))?.outcome
  const waiting = async () =>
    (await ports.database.read.inboxFiles.of('lanzhou', 'partner')).map(({ state, reason }) => `${state} ${reason}`)

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    bank = await startSftpBank(ports.place.folder)
    keys = path.join(ports.place.folder, 'keys')
    bank.configure(keys, [{ company: 'lanzhou', bank: 'partner' }])
    desk = openDesk()
    for (const userCode of [LI.userCode, WANG.userCode]) {
      await withBill(ports as never, { company: 'lanzhou', userCode }, '2026-2027', '2026-12-31')
    }
  })
  afterEach(async () => {
    await bank.close()
    await ports.remove()
  })

  return {
    look,
    file,
    kept,
    openItems,
    paid,
    waiting,
    openDesk,
    get ports() {
      return ports
    },
    get bank() {
      return bank
    },
    get desk() {
      return desk
    },
    set desk(other: FilesDesk) {
      desk = other
    },
    /** Says again which banks leave files there, and how. */
    configure: (places: Parameters<SftpBank['configure']>[1]) => bank.configure(keys, places),
  }
}
