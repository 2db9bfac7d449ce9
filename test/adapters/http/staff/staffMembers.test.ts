import exceljs from 'exceljs'
import type {
  ApprovalsAnswer,
  ApprovalView,
  AuditAnswer,
  OneTimePasswordAnswer,
  StaffAnswer,
} from '../../../../contract/console'
import type { Problem } from '../../../../contract/problem'
import { ROLES } from '../../../../contract/staffWords'
import { inert } from '../../../../server/adapters/files/excelFile'
import { propose } from '../../../../server/application/approvals/approvals'
import { AUDIT_ACTION_NAMES, AUDIT_ACTIONS } from '../../../../server/domain/audit/audit'
import { onEachEngine } from '../../../support/engines'
import { ownWorld } from '../../../support/ownWorld'
import { type AtConsole, clockIn, hire, onDuty } from '../../../support/staff'
import type { World } from '../../../support/world'

onEachEngine('the console: staff, approvals and the audit log', (newPlace) => {
  let world: World
  let admin: AtConsole
  let manager: AtConsole
  let accountant: AtConsole
  ownWorld(newPlace, async (begun) => {
    world = begun
    admin = await onDuty(world, 'zhao', 'admin')
    manager = await onDuty(world, 'qian', 'manager')
    accountant = await onDuty(world, 'sun', 'accountant')
  })

  const waiting = async (by: AtConsole) =>
    (await by.get<ApprovalsAnswer>('/approvals?status=proposed&size=200')).body.rows
  const decide = <T = ApprovalView>(by: AtConsole, approval: ApprovalView) =>
    by.post<T>(`/approvals/${approval.id}/approve`, { payloadHash: approval.payloadHash })
  const newcomer = (loginName: string, more: object = {}) => ({
    loginName,
    displayName: '李芳',
    staffNumber: loginName.toLowerCase().replaceAll(' ', '-'),
    role: 'accountant',
    company: 'lanzhou',
    ...more,
  })
  async function proposalFor(loginName: string): Promise<ApprovalView> {
    const found = (await waiting(manager)).find(({ payload }) => payload.loginName === loginName)
    if (!found) throw new Error(`no proposal for ${loginName}`)
    return found
  }

  test('an administrator proposes a new member, who can log in once a second person has approved', async () => {
    const added = await admin.post<OneTimePasswordAnswer>('/staff', newcomer('lifang'))
    expect(added.status).toBe(201)
    expect(added.body.staff.state).toBe('awaiting')
    const login = { loginName: 'lifang', password: added.body.oneTimePassword }
    expect((await world.call<Problem>('POST', '/console/api/session', { body: login })).body.code).toBe('login-failed')

    const proposal = await proposalFor('lifang')
    expect(proposal.summary).toBe('新增员工 李芳（工号 lifang，登录名 lifang），角色为会计。')
    expect((await decide<Problem>(admin, proposal)).body.code).toBe('not-allowed')
    const approved = await decide(manager, proposal)
    expect([approved.status, approved.body.status, approved.body.checkerName]).toEqual([200, 'executed', 'qian'])
    const lifang = await clockIn(world, 'lifang', { password: added.body.oneTimePassword, totp: undefined })
    expect(lifang.session.before).toBe('choose-password')
    expect(lifang.session.companies.map(({ id }) => id)).toEqual(['lanzhou'])
  })

  test('a reset waits for a second person too: alone, one could make a manager’s login his own', async () => {
    const wu = await hire(world.base, 'wu', 'manager')
    const reset = await admin.post<OneTimePasswordAnswer>(`/staff/${wu.id}/reset`)
    expect(reset.status).toBe(200)
    await clockIn(world, 'wu')
    const stolen = { loginName: 'wu', password: reset.body.oneTimePassword }
    expect((await world.call('POST', '/console/api/session', { body: stolen })).status).toBe(401)
    expect((await admin.post<Problem>(`/staff/${wu.id}/reset`)).body.code).toBe('already-proposed')
    expect((await decide(manager, await proposalFor('wu'))).status).toBe(200)
    const back = await clockIn(world, 'wu', { password: reset.body.oneTimePassword, totp: undefined })
    expect(back.session.before).toBe('choose-password')
  })

  test('a proposal that was rejected leaves the newcomer outside; its maker may take his own back', async () => {
    await admin.post('/staff', newcomer('rejected'))
    const proposal = await proposalFor('rejected')
    const empty = await manager.post<Problem>(`/approvals/${proposal.id}/reject`, { comment: ' ' })
    expect([empty.status, empty.body.path]).toEqual([400, 'comment'])
    expect((await accountant.post<Problem>(`/approvals/${proposal.id}/reject`, { comment: '不同意' })).status).toBe(403)
    const rejected = await manager.post<ApprovalView>(`/approvals/${proposal.id}/reject`, { comment: '编制已满' })
    expect([rejected.body.status, rejected.body.comment]).toEqual(['rejected', '编制已满'])
    expect((await decide<Problem>(manager, proposal)).body.code).toBe('not-proposed')

    await admin.post('/staff', newcomer('withdrawn'))
    const own = await proposalFor('withdrawn')
    const taken = await admin.post<ApprovalView>(`/approvals/${own.id}/reject`, { comment: '填错了' })
    expect([taken.status, taken.body.checkerName, taken.body.own]).toEqual([200, 'zhao', true])
  })

  test('an administrator sees proposals about logins, and none about money', async () => {
    await admin.post('/staff', newcomer('seen-by-zhao'))
    const maker = { id: accountant.session.staff.id, loginName: 'sun' }
    const refund = {
      company: 'lanzhou',
      deed: 'refund',
      subject: 'a payment',
      summary: '将 100.00 元退给张演示',
    } as const
    const made = await world.base.database.transaction((store) =>
      propose(store, { ...refund, payload: { bankCard: '6217000000000000012' }, maker }, world.base),
    )
    if ('refused' in made) throw new Error(made.refused)
    const actionsSeen = async (by: AtConsole) => {
      const { rows, deeds } = (await by.get<ApprovalsAnswer>('/approvals?size=200')).body
      return { ofMoney: rows.some(({ deed }) => deed === 'refund'), filters: deeds.map(({ deed }) => deed) }
    }
    expect((await actionsSeen(accountant)).ofMoney).toBe(true)
    expect(await actionsSeen(admin)).toEqual({
      ofMoney: false,
      filters: ['add-staff', 'reset-staff', 'set-staff-number'],
    })
    expect((await waiting(admin)).map(({ deed }) => deed)).toContain('add-staff')
    expect((await admin.get(`/approvals/${made.id}`)).status).toBe(404)
    expect((await admin.post(`/approvals/${made.id}/reject`, { comment: '看看' })).status).toBe(404)
    expect((await accountant.get(`/approvals/${made.id}`)).status).toBe(200)
    expect((await accountant.post(`/approvals/${made.id}/reject`, { comment: '收回' })).status).toBe(200)
  })

  test('a login name is taken once, and a company has to be one that exists', async () => {
    expect((await admin.post<Problem>('/staff', newcomer('zhao'))).body.code).toBe('login-name-taken')
    expect((await admin.post('/staff', newcomer('nowhere', { company: 'atlantis' }))).status).toBe(404)
    expect((await admin.post<Problem>('/staff', newcomer('Bad Name'))).body.path).toBe('loginName')
  })

  test('who is dismissed is out at once; nobody dismisses himself', async () => {
    const zhou = await onDuty(world, 'zhou', 'cashier')
    const id = zhou.session.staff.id
    expect((await zhou.get('/approvals')).status).toBe(200)
    expect((await admin.post(`/staff/${id}/dismiss`)).status).toBe(200)
    expect((await zhou.get('/approvals')).status).toBe(401)
    expect((await admin.post<Problem>(`/staff/${id}/dismiss`)).body.code).toBe('not-awaiting')
    expect((await admin.post<Problem>(`/staff/${admin.session.staff.id}/dismiss`)).body.code).toBe('not-allowed')
    const states = (await admin.get<StaffAnswer>('/staff')).body.staff
    expect(states.find(({ loginName }) => loginName === 'zhou')?.state).toBe('dismissed')
  })

  test('each role may do what its line in the table says, and nothing else', async () => {
    const seen: Record<string, number[]> = {}
    for (const role of ROLES) {
      const he = await onDuty(world, `role-${role}`, role)
      const hash = { payloadHash: 'x'.repeat(64) }
      const answers = [
        await he.get('/approvals'),
        await he.post('/approvals/01J00000000000000000000000/approve', hash),
        await he.get('/staff'),
        await he.get('/audit'),
        await he.get('/approvals?format=xlsx'),
      ]
      seen[role] = answers.map(({ status }) => status)
    }
    expect(seen).toEqual({
      cashier: [200, 403, 403, 403, 403],
      accountant: [200, 403, 403, 403, 200],
      manager: [200, 404, 403, 200, 200],
      auditor: [200, 403, 403, 200, 200],
      admin: [200, 403, 200, 200, 403],
    })
  })

  test('staff of one company see nothing of another: as if it did not exist', async () => {
    const baoji = await onDuty(world, 'baoji-manager', 'manager', { company: 'baoji' })
    await admin.post('/staff', newcomer('lanzhou-only'))
    const proposal = await proposalFor('lanzhou-only')
    expect(await waiting(baoji)).toEqual([])
    expect((await baoji.get(`/approvals/${proposal.id}`)).status).toBe(404)
    expect((await decide(baoji, proposal)).status).toBe(404)
    expect((await baoji.post(`/approvals/${proposal.id}/reject`, { comment: '看不见' })).status).toBe(404)
    expect((await baoji.get('/approvals?company=lanzhou')).status).toBe(404)
    expect((await baoji.get('/audit?company=*')).status).toBe(404)
    const { rows } = (await baoji.get<AuditAnswer>('/audit')).body
    expect(new Set(rows.map(({ company }) => company))).toEqual(new Set(['baoji']))
  })

  test('the audit log names who did what, newest first, narrowed by person, deed and day', async () => {
    const { body } = await manager.get<AuditAnswer>('/audit?company=lanzhou&actor=qian&deed=approve')
    expect(body.total).toBe(1)
    expect(body.rows[0]).toMatchObject({ deed: 'approve', deedName: '批准申请', actor: 'qian', company: 'lanzhou' })
    const today = world.base.clock.today()
    expect((await manager.get<AuditAnswer>(`/audit?from=${today}&to=${today}`)).body.total).toBeGreaterThan(5)
    expect((await manager.get<AuditAnswer>('/audit?to=2020-01-01')).body.total).toBe(0)
    expect((await manager.get<Problem>('/audit?from=yesterday')).body.path).toBe('from')
  })

  test('a list comes as Excel: amounts are numbers, and a text that looks like a formula is inert', async () => {
    const maker = { id: 'S-MAKER', loginName: 'maker' }
    const formula = '=HYPERLINK("http://evil.example","退款")'
    await world.base.database.transaction((store) =>
      propose(
        store,
        {
          company: 'binzhou',
          deed: 'reset-staff',
          subject: 'X',
          summary: formula,
          amountFen: 223_325,
          payload: {},
          maker,
        },
        world.base,
      ),
    )
    const response = await fetch(`${world.url}/console/api/approvals?company=binzhou&format=xlsx`, {
      headers: { cookie: manager.cookie },
    })
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('申请.xlsx'))
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await response.arrayBuffer())
    const rows: unknown[] = []
    workbook.worksheets[0]?.eachRow((row) => rows.push(row.values))
    expect(rows).toHaveLength(2)
    const [, , company, , summary, amount] = rows[1] as unknown[]
    expect([company, summary, amount]).toEqual(['binzhou', `'${formula}`, 2233.25])
  })
})

test('cells that a spreadsheet would take for formulas are inert (faults.md, Files)', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) expect(inert(`${start}1`)).toBe(`'${start}1`)
  expect(inert('张三')).toBe('张三')
  expect(inert('1-2')).toBe('1-2')
})

test('every deed of the audit log has a name for people', () => {
  expect(AUDIT_ACTIONS.filter((deed) => !AUDIT_ACTION_NAMES[deed])).toEqual([])
})
