import type { ApprovalsAnswer, OneTimePasswordAnswer } from '../../../contract/console'
import type { VoucherExportView } from '../../../contract/consoleReports'
import type { RefundApplication } from '../../../server/domain/heatSettlement/refundApplication'
import { afterSeasonPorts } from '../../../server/wiring/season'
import { type AtConsole, uploadFile } from '../staff'
import type { World } from '../world'

/** Something that belongs to one company, as the names in an address call it. */
export interface Thing {
  company: string
  params: Record<string, string>
  /** What a query or a body names it by, and what else is asked for where it is done. */
  fields?: Record<string, unknown>
  /** A day: every company has it, so that only the company that is asked for can be another's. */
  everybodys?: true
}
export type Things = Readonly<Record<string, Thing>>

const HOME = { company: 'lanzhou', userCode: '6201000001' }
const DAY = '2026-11-20'

/** The company's account at its bank. */
const ACCOUNT = { account: '2703001009000620001' }

function must<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the demo has no ${what}`)
  return found
}

/** What the demo shows of households, applications and a season that has ended. */
async function ofTheDemo({ base }: World): Promise<Things> {
  const { read } = base.database
  const household = must(await read.households.byUserCode(HOME.company, HOME.userCode), 'household')
  const application = async (kind: 'suspension' | 'instalment-consent' | 'temperature-report' | 'gas-report') => {
    const { rows } = await read.applications.list({ kinds: [kind] }, 0, 1)
    const { id, company } = must(rows[0], kind)
    return { company, params: { id } }
  }
  const objection = must((await read.objections.list({}, 0, 1)).rows[0], 'objection')
  const refund = must((await read.refundApplications.list({}, 0, 1)).rows[0], 'refund')
  await withPhoto(base, refund)
  const [applicant] = await read.households.byIds([refund.householdId])
  const batch = must((await read.payouts.batches(undefined, 0, 1)).rows[0], 'payout batch')
  const settlement = must(await read.settlements.byId(objection.settlementId), 'settlement')
  const claim = must((await read.claims.open(HOME.company))[0], 'claim')
  return {
    'households/:id': { company: household.company, params: { id: household.id } },
    'applications/:id': await application('suspension'),
    'applications/:id/photo': await application('gas-report'),
    'applications/:id/accept': await application('gas-report'),
    'applications/:id/gas-subsidy': await application('gas-report'),
    'applications/:id/gas-collection': await application('gas-report'),
    'applications/:id/grant': await application('instalment-consent'),
    'applications/:id/measurements': await application('temperature-report'),
    'applications/:id/reduction': await application('temperature-report'),
    'settlements/objections/:id': { company: objection.company, params: { id: objection.id } },
    'settlements/refunds': { company: refund.company, params: {}, fields: { userCode: applicant?.userCode } },
    'settlements/refunds/:id': { company: refund.company, params: { id: refund.id, kind: 'identity-card' } },
    'settlements/payouts/:id': { company: batch.company, params: { id: batch.id } },
    'settlements/results/:id': { company: settlement.company, params: { id: settlement.id } },
    'claims/:id': { company: claim.company, params: { id: claim.id } },
  }
}

/** The demo's refunds were taken in at the hall, without photos. */
async function withPhoto(base: World['base'], refund: RefundApplication): Promise<void> {
  const { company, householdId, status } = refund
  const [id, bytes] = [base.ids.next(), Buffer.from('ffd8ffe000104a46494600010100', 'hex')]
  const facts = {
    kind: 'identity-card',
    type: 'image/jpeg',
    bytes: bytes.length,
    uploadedAt: base.clock.now(),
  } as const
  const name = `${id}.jpg`
  await afterSeasonPorts(base).photos.keep(name, bytes)
  await base.database.transaction(async (store) => {
    const photo = { ...facts, id, company, residentId: 'nobody', householdId, name, applicationId: refund.id }
    await store.refundApplications.insertPhoto(photo)
    await store.refundApplications.change(refund.id, [status], { photoIds: [id] })
  })
}

/** Money of Lanzhou's that waits for a person, and what its files and invoices have to show. */
async function written({ base: { database, ids, clock } }: World): Promise<Things> {
  const now = clock.now()
  const { company } = HOME
  const owner = 'finance-desk'
  const [p = '', s = '', t = '', u = '', i = '', d = '', f = '', w = ''] = Array.from({ length: 8 }, () => ids.next())
  const refundNo = ids.refundNo(DAY)
  const number = { orderNo: null, channelNo: '4200000000000000000000000077' }
  const household = must(await database.read.households.byUserCode(company, HOME.userCode), 'household')
  await database.transaction(async (store) => {
    await store.payments.insert({
      ...{ id: p, company, source: 'wechat', transactionId: number.channelNo, orderNo: null, householdId: null },
      ...{ amountFen: 5000, paidAt: now, paidOn: DAY, outcome: 'suspense', refundedFen: 0, refundParts: 0 },
      recordedAt: now,
    })
    await store.suspense.insert({
      ...{ id: s, company, paymentId: p, reason: 'unknown-order', amountFen: 5000, owner, status: 'open' },
      ...{ exit: null, openedAt: now, resolvedAt: null },
    })
    await store.refunds.insert({
      ...{ refundNo, company, source: 'wechat', paymentId: p, orderNo: null, amountFen: 100, status: 'failed' },
      ...{ channelRefundId: null, requestedAt: now, acceptedOn: null, succeededAt: null, succeededOn: null },
      ...{ reason: '示例', route: 'original', replaces: null, owner, attendedAt: null, calledAt: null },
    })
    await store.strayRefunds.insert({
      ...{ id: t, company, channel: 'wechat', subject: 'stray', reason: 'not-made-here', refundNo: 'STRAY' },
      ...{ orderNo: null, transactionId: null, paymentId: null, amountFen: 100, toldAt: now, owner, status: 'open' },
      ...{ openedAt: now, closedAt: null, closedBy: null, note: null },
    })
    await store.followUps.insert({
      ...{ id: u, company, kind: 'paid-time', channel: 'wechat', subject: number.channelNo, orderNo: null },
      ...{
        amountFen: 5000,
        told: '',
        owner,
        status: 'open',
        openedAt: now,
        closedAt: null,
        closedBy: null,
        note: null,
      },
    })
    await store.invoices.insert({
      ...{ id: i, company, residentId: 'nobody', orderNo: 'HP1', householdId: household.id, kind: 'blue', nth: 1 },
      ...{ titleKind: 'personal', titleName: '张三', taxNumber: null, amountFen: 100, state: 'failed', number: null },
      ...{ fileName: null, reason: '示例', askedAt: now, issuedAt: null, reverses: null, refundNo: null },
      refundApplicationId: null,
    })
    await store.reconciliation.insertItems([
      {
        ...{ id: d, company, channel: 'wechat', bill: 'trade', date: DAY, kind: 'channel-only', rowKind: 'payment' },
        ...{
          subKind: 'transaction',
          key: number.channelNo,
          ...number,
          ourFen: null,
          theirFen: 100,
          reason: '渠道有，我方无',
          seen: null,
        },
        ...{ fileId: null, subject: 'one', owner, status: 'open', openedAt: now, closedAt: null, closedBy: null },
      },
    ])
    await store.fileFetches.insert({
      ...{ id: f, company, date: DAY, startedBy: 'sun', startedAt: now, endedAt: now, steps: [] },
    })
  })
  const work = { company, kind: 'suspense', subject: s } as const
  await database.transaction(async (store) => {
    const paper = { name: '回单.pdf', type: 'application/pdf', bytes: 4, content: 'JVBERg==' }
    await store.workItems.attach({ ...work, ...paper, id: w, at: now, by: 'sun' })
  })
  const of = (params: Record<string, string>, fields = {}): Thing => ({ company, params, fields })
  return {
    'evidence/:kind/:id': of({ kind: 'payment', id: p }),
    '': of({}, { userCode: HOME.userCode, paymentId: p }),
    'bank/lines': of({}, ACCOUNT),
    'bank/reconciliation': of({}, ACCOUNT),
    'bank/reconciliations': of({}, ACCOUNT),
    'suspense/:id': of({ id: s }, { exit: 'refund-original-route' }),
    'refunds/:no': of({ no: refundNo }),
    'stray-refunds/:id': of({ id: t }),
    'follow-ups/:id': of({ id: u }),
    'invoices/:id': of({ id: i }),
    'differences/:id': of({ id: d }),
    'fetches/:id': of({ id: f }),
    'work/:kind/:subject': of({ kind: 'suspense', subject: s }),
    'work-attachments/:id': of({ id: w }),
    'closings/:date': { ...of({ date: DAY }), everybodys: true },
  }
}

/** What people of the whole installation do for Lanzhou at the console: a newcomer, an uploaded file, exported vouchers. */
async function doneBy(world: World, manager: AtConsole, admin: AtConsole): Promise<Things> {
  const { company } = HOME
  const newcomer = { loginName: 'newcomer', displayName: '新人', staffNumber: 'a1001', role: 'cashier', company }
  const added = await admin.post<OneTimePasswordAnswer>('/staff', newcomer)
  const proposed = await manager.get<ApprovalsAnswer>(`/approvals?company=${company}`)
  const file = await uploadFile(world, manager, Buffer.from('not a bill'), { company, channel: 'wechat', date: DAY })
  const range = { company, template: 'yonyou', from: '2025-11-01', to: '2026-10-31' }
  const exported = await manager.post<VoucherExportView>('/vouchers', range)
  const of = (id: string | undefined, { text }: { text: string }): Thing => {
    if (id === undefined) throw new Error(`not done: ${text}`)
    return { company, params: { id } }
  }
  return {
    'staff/:id': of(added.body.staff?.id, added),
    'approvals/:id': of(proposed.body.rows[0]?.id, proposed),
    'files/:id': of(file.body.file?.id, file),
    'vouchers/:id': of(exported.body.id, exported),
  }
}

/**
 * One of everything that an address of the console can name, by the beginning of the address, the longest first to count. The
 * world has the demo's data; `manager` and `admin` work for all companies.
 */
export async function openThings(world: World, manager: AtConsole, admin: AtConsole): Promise<Things> {
  return {
    ...(await ofTheDemo(world)),
    ...(await written(world)),
    ...(await doneBy(world, manager, admin)),
  }
}

/** The thing that a path is about: the one with the longest beginning in common; for a path that names none, what its query or body names. */
export function thingOf(things: Things, path: string): Thing {
  const asked = path.replace('/console/api/', '')
  const [longest = ''] = Object.keys(things)
    .filter(
      (beginning) => asked === beginning || (asked.includes(':') && beginning !== '' && asked.startsWith(beginning)),
    )
    .sort((one, other) => other.length - one.length)
  const thing = things[longest]
  if (!thing || (longest === '' && asked.includes(':'))) throw new Error(`nothing to ask ${path} for`)
  return thing
}
