import path from 'node:path'
import type { FilesAnswer } from '../../contract/consoleFiles'
import { bankDay, type DayRow } from '../support/bankDay'
import { onEachEngine } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { withBill } from '../support/households'
import { type SftpBank, startSftpBank } from '../support/sftpBank'
import { later, onDuty } from '../support/staff'
import { eventually, startWorld, type World } from '../support/world'

const COMPANY = 'lanzhou'
const LI: DayRow = { userCode: '62010001', traceNo: 'BK0000000001', amountFen: 100_000 }
const MINUTES = 60_000

onEachEngine('a server that looks into a bank’s folder', (newPlace) => {
  test('every few minutes, by itself: what is there is waited for, taken in, shown in the console', async () => {
    const place = await newPlace()
    const bank: SftpBank = await startSftpBank(place.folder)
    bank.configure(path.join(place.folder, 'sandbox', 'keys'), [{ company: COMPANY, bank: 'partner' }])
    const world: World = await startWorld(place)
    try {
      const { base } = world
      await withBill(base, { company: COMPANY, userCode: LI.userCode }, '2026-2027', '2026-12-31')
      const today = base.clock.today()
      const { name, bytes } = await bankDay(place.folder, COMPANY, today, [LI])
      bank.put(name, bytes)
      const seen = () => base.database.read.inboxFiles.of(COMPANY, 'partner')
      await later(world, 3 * MINUTES)
      await eventually(seen, ([file]) => file?.state === 'waiting')
      await later(world, 3 * MINUTES)
      await eventually(seen, ([file]) => file?.state === 'taken')
      const paid = await base.database.read.payments.byTransaction(COMPANY, 'bank:partner', LI.traceNo)
      expect(paid).toMatchObject({ outcome: 'applied', paidOn: today })
      const accountant = await onDuty(world, 'accountant', 'accountant')
      const { body } = await accountant.get<FilesAnswer>(`/files?company=${COMPANY}`)
      expect(body.rows).toMatchObject([
        { channel: 'bank:partner', status: 'imported', source: 'sftp', receivedBy: 'system' },
      ])
      const inbox = await heatpayHere(place, 'files', 'inbox', '--company', COMPANY)
      expect(inbox.stdout).toMatch(new RegExp(`${today}  合作银行  ${name}  ${bytes.length} bytes  taken`))
    } finally {
      await world.stop()
      await bank.close()
      await place.remove()
    }
  })
})
