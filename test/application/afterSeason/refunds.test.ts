import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import {
  type AfterSeasonStory,
  CARD,
  ENDED,
  JPEG,
  openAfterSeason,
  PNG,
  resultOf,
  returnedOf,
} from '../../support/afterSeason'
import { onEachEngine } from '../../support/engines'
import { clerk, done, refusedWith, second } from '../../support/season'

onEachEngine('a household asks for its refund', (newPlace) => {
  let story: AfterSeasonStory
  let home: Household
  let owner: Resident
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
    const of = { company: 'binzhou', billing: 'metered', bankCard: CARD } as const
    home = await story.home({ ...of, userCode: '37160001', estate: '滨商家园', identityNumber: '11010519491231002X' })
    const others = [
      await story.home({ ...of, userCode: '37160002', estate: '演示新城' }),
      await story.home({ ...of, userCode: '37160003', estate: '滨商家园', room: '102' }),
    ]
    await story.open('binzhou', ENDED)
    for (const dwelling of [home, ...others]) await story.transfer(dwelling, 220_000)
    story.clock.set('2026-05-21')
    done(
      await story.read(
        'binzhou',
        ['37160001', '37160002', '37160003'].map((userCode) => ({ userCode, kWh: '10000' })),
      ),
    )
    await story.settle('binzhou')
    await story.publish('binzhou')
    owner = await story.owner(home)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  const found = async (userCode: string): Promise<Household> => {
    const dwelling = await story.database.read.households.byUserCode('binzhou', userCode)
    if (!dwelling) throw new Error(userCode)
    return dwelling
  }
  const payOut = async () => {
    const proposal = done(await story.after.proposePayout('binzhou', clerk, ENDED))
    done(await story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash }))
    const [batch] = (await story.database.read.payouts.batches('binzhou', 0, 10)).rows
    return { batch, ...done(await story.after.payoutFile(clerk, batch?.id ?? '')) }
  }

  test.each([
    ['owner', '张建军', '户主姓名'],
    ['identityNumber', '110105199003071239', '身份证号'],
    ['bankCard', '6222020200000000006', '银行卡号'],
    ['phone', '13800000002', '联系电话'],
  ] as const)(
    'BZ5: %s must equal the registered one; what differs is named, what is on file is not told',
    async (field, said, name) => {
      const outcome = await story.apply(owner, home, { [field]: said })
      expect(outcome).toMatchObject({ refused: 'details-differ', facts: { fields: name } })
      expect(JSON.stringify(outcome)).not.toContain(home[field] ?? 'nothing')
      expect(story.askedAbout).toEqual([])
      expect(await story.result(home)).toMatchObject({ version: 2 })
    },
  )

  test('BZ5: what the company has not on file differs from everything; blanks, a small x and +86 are no difference', async () => {
    const all = {
      owner: ' 张建国 ',
      identityNumber: '11010519491231002x',
      bankCard: '6217 0000 0000 0000 012',
      phone: '+86 138-0000-0001',
    }
    done(await story.apply(owner, home, all))
    const [other] = [await found('37160003')]
    await story.database.writer.query('UPDATE households SET bank_card = NULL WHERE id = ?', [other.id])
    const refused = await story.apply(await story.owner(other), { ...other, bankCard: CARD })
    expect(refused).toMatchObject({ refused: 'details-differ', facts: { fields: '银行卡号' } })
  })

  test('BZ5: photos of identity card and bank card, one’s own, real pictures, not used before', async () => {
    const details = { owner: '张建国', identityNumber: '11010519491231002X', bankCard: CARD, phone: '13800000001' }
    const apply = (photoIds: string[]) => story.people.apply(owner, { householdId: home.id, photoIds, ...details })
    const photo = (kind: 'identity-card' | 'bank-card', bytes: Buffer, by = owner) =>
      story.people.keepPhoto(by, { householdId: home.id, kind, bytes })
    expect(refusedWith(await photo('bank-card', Buffer.from('<svg/>')))).toBe('bad-photo')
    expect(refusedWith(await photo('bank-card', Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)])))).toBe(
      'bad-photo',
    )
    const mine = done(await photo('identity-card', JPEG)).id
    const family = await story.owner(home)
    const theirs = done(await photo('bank-card', PNG, family)).id
    expect(await apply([mine, theirs])).toEqual({ refused: 'photo-missing', facts: { photos: '银行卡' } })
    expect(refusedWith(await apply([]))).toBe('photo-missing')
    // A better picture takes the place of the first, and only the one that is used stays.
    const better = done(await photo('identity-card', PNG)).id
    const card = done(await photo('bank-card', PNG)).id
    expect(story.photos.kept.size).toBe(3)
    const { application } = done(await apply([better, card]))
    expect(application.photoIds).toEqual([better, card])
    const shown = await story.after.showPhoto(clerk, application.id, 'identity-card')
    expect(shown).toMatchObject({ type: 'image/png', content: PNG })
    expect(refusedWith(await story.after.showPhoto({ company: 'lanzhou' }, application.id, 'identity-card'))).toBe(
      'not-found',
    )
  })

  test('BZ5: the bank checks the card first: refused with its reason, and it may be asked for anew', async () => {
    story.bankSays({ outcome: 'refused', because: 'name-differs' })
    const { application } = done(await story.apply(owner, home))
    expect(application).toMatchObject({ status: 'refused', reason: '银行卡户名与登记的户主姓名不一致' })
    expect(refusedWith(await story.after.proposePayout('binzhou', clerk, ENDED))).toBe('nothing-to-pay-out')
    expect(story.askedAbout).toMatchObject([{ card: CARD, owner: '张建国' }])
    expect(done(await story.apply(owner, home)).application.status).toBe('checked')
  })

  test('BZ5: while the bank does not answer the application waits; a member of staff may ask the bank himself', async () => {
    story.bankSays({ outcome: 'unavailable', code: 'HTTP_503' })
    const { application } = done(await story.apply(owner, home))
    expect(application.status).toBe('applied')
    const [job] = await story.database.read.jobs.due(story.clock.now() + 3_600_000, 10)
    expect(job).toMatchObject({ kind: 'check-bank-card', subject: application.id })
    const check = (by = clerk) =>
      story.after.refunds.recordCheck(by, application.id, {
        outcome: 'confirmed',
        bankName: '滨州银行',
        routeNo: '313466000016',
        sameBank: false,
      })
    expect(refusedWith(await check({ ...clerk, company: 'baoji' }))).toBe('not-found')
    expect(done(await check())).toMatchObject({ status: 'checked', cardCheck: { by: 'li', bankName: '滨州银行' } })
    expect(refusedWith(await check())).toBe('card-checked-already')
    // A card of another bank goes into a file of its own, with its route number (formats.md 5.5).
    const { fileName, content } = await payOut()
    expect(fileName).toBe('req_outer_20260521_001.txt')
    expect(new TextDecoder('gbk').decode(content)).toContain(
      `PO|1|14000\r\nSP260521001000001|${CARD}|张建国|313466000016|滨州银行|14000|`,
    )
  })

  test('BZ3, BZ8: outside the days, on an estate that is not on the list, twice, for another: refused and nothing changed', async () => {
    const elsewhere = await found('37160002')
    const other = await story.owner(elsewhere)
    const stranger = await story.owner(await found('37160003'))
    const apply = (by: Resident, of: Household) =>
      story.people.apply(by, {
        householdId: of.id,
        owner: of.owner,
        identityNumber: of.identityNumber ?? '',
        bankCard: CARD,
        phone: of.phone ?? '',
        photoIds: [],
      })
    const before = await story.everything()
    expect(await apply(other, elsewhere)).toEqual({
      refused: 'visit-a-hall',
      facts: { where: '滨州热力各营业厅', papers: '房主身份证及不动产证' },
    })
    expect(refusedWith(await apply(stranger, home))).toBe('bind-first')
    story.clock.set('2026-07-01')
    expect(await apply(owner, home)).toEqual({
      refused: 'outside-window',
      facts: { dates: '2026-05-21 至 2026-06-30' },
    })
    expect((await story.everything()) === before).toBe(true)
    story.clock.set('2026-06-30')
    done(await story.apply(owner, home))
    expect(refusedWith(await story.apply(owner, home))).toBe('refund-applied')
  })

  test('BZ8: in a hall, with papers, also with another card; within the days only, by the registered owner', async () => {
    const elsewhere = await found('37160002')
    const request = {
      company: 'binzhou',
      userCode: '37160002',
      owner: elsewhere.owner,
      identityNumber: elsewhere.identityNumber ?? '',
      bankCard: '6222020200000000006',
      phone: '',
      paper: '身份证、不动产证',
    }
    const takeIn = (given = {}, by = clerk) => story.after.refunds.takeIn(by, { ...request, ...given })
    const before = await story.everything()
    expect(await takeIn({ owner: '李四' })).toMatchObject({ refused: 'details-differ' })
    expect(refusedWith(await takeIn({ bankCard: '12345' }))).toBe('bad-bank-card')
    expect(refusedWith(await takeIn({}, { ...clerk, company: 'lanzhou' }))).toBe('not-found')
    expect((await story.everything()) === before).toBe(true)
    expect(done(await takeIn())).toMatchObject({
      status: 'checked',
      residentId: null,
      takenBy: 'li',
      bankCard: '6222020200000000006',
    })
    story.clock.set('2026-07-01')
    expect(
      refusedWith(await takeIn({ userCode: '37160001', owner: home.owner, identityNumber: home.identityNumber })),
    ).toBe('outside-window')
  })

  test('BZ3: the bank fails one and pays another; a result that is not ours, or contradicts itself, is not taken', async () => {
    const neighbour = await found('37160003')
    done(await story.apply(owner, home))
    const other = await story.owner(neighbour)
    story.clock.set('2026-05-22')
    done(await story.apply(other, neighbour))
    const { content, batch } = await payOut()
    expect(batch).toMatchObject({ count: 2, totalFen: 28_000, makerName: 'li', checkerName: 'wang' })
    const take = (bytes: Buffer, fileName = 'res.txt') =>
      story.after.importPayouts.result({ company: 'binzhou', fileName, bytes, actor: 'li' })
    const edited = (from: string, to: string) =>
      Buffer.from(resultOf(content).toString('latin1').replace(from, to), 'latin1')
    const before = await story.everything()
    for (const [bytes, reason] of [
      [edited('P|2|28000', 'P|2|28001'), '首行为'],
      [edited('SP260522001000002', 'SP260522001000009'), '没有这个第三方流水号'],
      [edited('SP260522001000002', 'SP260522001000001'), '流水号重复'],
      [edited(`|${CARD}|`, '|6222020200000000006|'), '账号与我方不符'],
      [edited('########', ''), '不完整'],
      [edited('20260706', '20260231'), '付款日期'],
      [edited('|S|', '|X|'), '付款结果'],
      [Buffer.from([0x50, 0x7c, 0x81, 0x30, 0x0a]), '无法识别的字节'],
    ] as const) {
      expect(await take(bytes)).toMatchObject({
        refused: 'file-refused',
        facts: { reason: expect.stringContaining(reason) },
      })
    }
    const none = returnedOf(content, ['SP260522001000001'])
    const back = (bytes: Buffer) =>
      story.after.importPayouts.returned({ company: 'binzhou', fileName: 'ret.txt', bytes, actor: 'li' })
    expect(refusedWith(await back(none))).toBe('file-refused')
    expect((await story.everything()) === before).toBe(true)

    expect(await take(resultOf(content, { 2: '账号户名不符' }))).toMatchObject({ paid: 1, failed: 1 })
    expect(done(await story.people.show(other, neighbour.id)).settlement).toMatchObject({
      payableFen: 14_000,
      refunds: [{ state: 'refused', reason: '银行没有付成：账号户名不符' }],
      mayApply: { open: true },
    })
    // The bank sends another result that says the opposite.
    expect(await take(resultOf(content), 'res2.txt')).toMatchObject({ refused: 'file-refused' })
    expect(await story.result(home)).toMatchObject({ payableFen: 0 })
    done(await story.apply(other, neighbour))
  })

  test('BZ3: a payout that changed since it was proposed, or is proposed twice, is not executed', async () => {
    const { application } = done(await story.apply(owner, home))
    const proposal = done(await story.after.proposePayout('binzhou', clerk, ENDED))
    expect(refusedWith(await story.after.proposePayout('binzhou', second, ENDED))).toBe('already-proposed')
    done(await story.after.refunds.refuse(clerk, application.id, '照片不清楚'))
    const before = await story.everything()
    const approved = story.approvals.approve({ ...second, company: '*' }, proposal.id, {
      payloadHash: proposal.payloadHash,
    })
    expect(refusedWith(await approved)).toBe('payout-changed')
    expect((await story.everything()) === before).toBe(true)
    expect(refusedWith(await story.after.refunds.refuse(clerk, application.id, '再拒'))).toBe('wrong-status')
  })

  test('personal data lie sealed: neither card nor name nor number can be read in the tables', async () => {
    done(await story.apply(owner, home))
    const rows = JSON.stringify(await story.database.writer.query('SELECT * FROM refund_applications'))
    for (const secret of [CARD, '张建国', '11010519491231002X', '13800000001']) expect(rows).not.toContain(secret)
  })

  test('C6: what was never paid is not given back: the refund lowers the debt instead', async () => {
    const poor = await story.home({ company: 'binzhou', billing: 'metered', userCode: '37160009', estate: '阳光海岸' })
    story.clock.set('2025-11-01')
    await story.open('binzhou', ENDED)
    await story.transfer(poor, 215_000)
    story.clock.set('2026-05-22')
    done(await story.read('binzhou', [{ userCode: '37160009', kWh: '10000' }]))
    await story.settle('binzhou')
    await story.publish('binzhou', '阳光海岸')
    expect(await story.result(poor)).toMatchObject({ adjustmentFen: -14_000, payableFen: 9_000 })
    expect(await story.bill(poor, ENDED)).toMatchObject({ chargedFen: 215_000, owedFen: 0 })
  })
})
