import type { ApprovalsAnswer, ApprovalView, StaffAnswer, StaffNumberAnswer } from '../../../../contract/console'
import type { Problem } from '../../../../contract/problem'
import { NoteStaffNumbers1700000000020 } from '../../../../server/adapters/db/migrations/1700000000020-noteStaffNumbers'
import { onEachEngine } from '../../../support/engines'
import { ownWorld } from '../../../support/ownWorld'
import { openPorts } from '../../../support/ports'
import { type AtConsole, clockIn, hire, onDuty } from '../../../support/staff'
import type { World } from '../../../support/world'

onEachEngine('a person is known by the staff number, however many logins he has', (newPlace) => {
  let world: World
  let admin: AtConsole
  let manager: AtConsole
  ownWorld(newPlace, async (begun) => {
    world = begun
    admin = await onDuty(world, 'zhao', 'admin', { staffNumber: 'a1' })
    manager = await onDuty(world, 'qian', 'manager', { staffNumber: 'm1' })
  })

  const waiting = async (login: string): Promise<ApprovalView> => {
    const { rows } = (await manager.get<ApprovalsAnswer>('/approvals?status=proposed&size=200')).body
    const found = rows.find(({ payload }) => payload.loginName === login)
    if (!found) throw new Error(`no proposal about ${login}`)
    return found
  }
  const approve = (by: AtConsole, { id, payloadHash }: ApprovalView) =>
    by.post<Omit<ApprovalView, 'status'> & Problem>(`/approvals/${id}/approve`, { payloadHash })
  const numberOf = async (login: string) =>
    (await admin.get<StaffAnswer>('/staff')).body.staff.find(({ loginName }) => loginName === login)?.staffNumber

  test('who proposes with one login cannot approve with another of the same number', async () => {
    const second = await onDuty(world, 'zhao.as-manager', 'manager', { staffNumber: 'a1' })
    const newcomer = { loginName: 'lifang', displayName: '李芳', staffNumber: 'E7', role: 'cashier', company: '*' }
    expect((await admin.post('/staff', newcomer)).status).toBe(201)
    const proposal = await waiting('lifang')
    expect((await second.get<ApprovalView>(`/approvals/${proposal.id}`)).body).toMatchObject({
      own: true,
      makerNumber: 'a1',
    })
    const refused = await approve(second, proposal)
    expect([refused.status, refused.body.code]).toEqual([403, 'maker-is-checker'])
    const done = await approve(manager, proposal)
    expect([done.status, done.body.checkerNumber]).toEqual([200, 'm1'])
    // E7 and e7 are one number.
    expect(await numberOf('lifang')).toBe('e7')
  })

  test('a number that was corrected between proposal and approval counts as well', async () => {
    const maker = await hire(world.base, 'wu', 'admin', { staffNumber: 'w1', displayName: '吴敏' })
    const wu = await onDuty(world, 'wu.other', 'manager', { staffNumber: 'w2', displayName: '吴敏' })
    const wuAdmin = await clockIn(world, 'wu')
    const newcomer = { loginName: 'sun', displayName: '孙丽', staffNumber: 's1', role: 'cashier', company: '*' }
    expect((await wuAdmin.post('/staff', newcomer)).status).toBe(201)
    await world.base.database.transaction((store) => store.staff.renumber(maker.id, 'w1', 'w2'))
    expect((await approve(wu, await waiting('sun'))).body.code).toBe('maker-is-checker')
  })

  test('a number is somebody’s: another name is refused, the same name is the same person', async () => {
    const login = { displayName: '郑强', staffNumber: 'e8', role: 'cashier', company: '*' }
    expect((await admin.post('/staff', { ...login, loginName: 'zheng' })).status).toBe(201)
    const other = await admin.post<Problem>('/staff', { ...login, loginName: 'other', displayName: '王二' })
    expect([other.status, other.body.code]).toEqual([409, 'staff-number-taken'])
    expect(other.body.detail).toContain('郑强')
    expect((await admin.post('/staff', { ...login, loginName: 'zheng.two', role: 'manager' })).status).toBe(201)
    expect((await waiting('zheng.two')).summary).toContain('与登录名 zheng 为同一人')
    for (const staffNumber of ['', ' ', '无', 'a b', 'x'.repeat(33)]) {
      const refused = await admin.post<Problem>('/staff', { ...login, loginName: 'nobody', staffNumber })
      expect([refused.status, refused.body.path]).toEqual([400, 'staffNumber'])
    }
  })

  test('one administrator alone corrects no number, and nobody decides about his own', async () => {
    const feng = await hire(world.base, 'feng', 'manager', { displayName: '冯军', staffNumber: 'f1' })
    const path = `/staff/${feng.id}/number`
    expect((await admin.post<Problem>(path, { staffNumber: 'f1' })).body.code).toBe('nothing-changed')
    const asked = await admin.post<StaffNumberAnswer>(path, { staffNumber: 'f2' })
    expect([asked.status, asked.body.summary]).toEqual([201, expect.stringContaining('由 f1 改为 f2')])
    expect(await numberOf('feng')).toBe('f1')
    const himself = await clockIn(world, 'feng')
    expect((await approve(himself, await waiting('feng'))).body.code).toBe('maker-is-checker')
    expect(await numberOf('feng')).toBe('f1')
    expect((await approve(manager, await waiting('feng'))).status).toBe(200)
    expect(await numberOf('feng')).toBe('f2')
  })
})

onEachEngine('a database from before there were staff numbers', (newPlace) => {
  test('each login becomes a person of its own, and old proposals know who made and decided them', async () => {
    const ports = await openPorts(newPlace)
    try {
      const { writer } = ports.database
      const li = await hire(ports as never, 'li', 'accountant', { staffNumber: 'e7' })
      await writer.query(
        `INSERT INTO approvals (id, company, deed, subject, summary, payload, payload_hash, maker_id, maker_name, maker_number,
           made_at, status, checker_id, checker_name, checker_number)
         VALUES ('A1', '*', 'add-staff', 's', 's', 'p', 'h', ?, 'li', 'e7', 1, 'executed', 'operator:root', 'root', 'x')`,
        [li.id],
      )
      const migration = new NoteStaffNumbers1700000000020()
      const runner = writer.createQueryRunner()
      await migration.down(runner)
      await expect(writer.query('SELECT staff_number FROM staff')).rejects.toThrow()
      await migration.up(runner)
      // Cut off half-way it runs again.
      await migration.up(runner)
      expect((await ports.database.read.staff.byLoginName('li'))?.staffNumber).toBe('li')
      const [row] = await writer.query('SELECT maker_number, checker_number FROM approvals')
      expect(Object.values(row).map(String)).toEqual(['li', 'operator:root'])
      const log = await writer.driver.createSchemaBuilder().log()
      expect(log.upQueries.map(({ query }) => query)).toEqual([])
      await runner.release()
    } finally {
      await ports.remove()
    }
  })
})
