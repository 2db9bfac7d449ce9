import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { CARD, ENDED, JPEG, PNG } from '../../support/heatSettlement'
import { clerk, done, refusedWith } from '../../support/season'
import { settlementRefundStory } from '../../support/settlementRefunds'

onEachEngine('a household asks for its refund', (newPlace) => {
  const at = settlementRefundStory(newPlace)
  const { found, payOut } = at

  test.each([
    ['owner', '张建军', '户主姓名'],
    ['identityNumber', '110105199003071239', '身份证号'],
    ['bankCard', '6222020200000000006', '银行卡号'],
    ['phone', '13800000002', '联系电话'],
  ] as const)(
    'BZ5: %s must equal the registered one; what differs is named, what is on file is not told',
    async (field, said, name) => {
      const outcome = await at.story.apply(at.owner, at.home, { [field]: said })
      expect(outcome).toMatchObject({ refused: 'details-differ', facts: { fields: name } })
      expect(JSON.stringify(outcome)).not.toContain(at.home[field] ?? 'nothing')
      expect(at.story.askedAbout).toEqual([])
      expect(await at.story.result(at.home)).toMatchObject({ version: 2 })
    },
  )

  test('BZ5: what is not on file differs from everything; blanks, a small x and +86 do not differ', async () => {
    const all = {
      owner: ' 张建国 ',
      identityNumber: '11010519491231002x',
      bankCard: '6217 0000 0000 0000 012',
      phone: '+86 138-0000-0001',
    }
    done(await at.story.apply(at.owner, at.home, all))
    const [other] = [await found('37160003')]
    await at.story.database.writer.query('UPDATE households SET bank_card = NULL WHERE id = ?', [other.id])
    const refused = await at.story.apply(await at.story.owner(other), { ...other, bankCard: CARD })
    expect(refused).toMatchObject({ refused: 'details-differ', facts: { fields: '银行卡号' } })
  })

  test('BZ5: photos of identity card and bank card, one’s own, real pictures, not used before', async () => {
    const details = { owner: '张建国', identityNumber: '11010519491231002X', bankCard: CARD, phone: '13800000001' }
    const apply = (photoIds: string[]) =>
      at.story.people.apply(at.owner, { householdId: at.home.id, photoIds, ...details })
    const photo = (kind: 'identity-card' | 'bank-card', bytes: Buffer, by = at.owner) =>
      at.story.people.keepPhoto(by, { householdId: at.home.id, kind, bytes })
    expect(refusedWith(await photo('bank-card', Buffer.from('<svg/>')))).toBe('bad-photo')
    expect(refusedWith(await photo('bank-card', Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)])))).toBe(
      'bad-photo',
    )
    const mine = done(await photo('identity-card', JPEG)).id
    const family = await at.story.owner(at.home)
    const theirs = done(await photo('bank-card', PNG, family)).id
    expect(await apply([mine, theirs])).toEqual({ refused: 'photo-missing', facts: { photos: '银行卡' } })
    expect(refusedWith(await apply([]))).toBe('photo-missing')
    // A better picture takes the place of the first, and only the one that is used stays.
    const better = done(await photo('identity-card', PNG)).id
    const card = done(await photo('bank-card', PNG)).id
    expect(at.story.photos.kept.size).toBe(3)
    const { application } = done(await apply([better, card]))
    expect(application.photoIds).toEqual([better, card])
    const shown = await at.story.after.showPhoto(clerk, application.id, 'identity-card')
    expect(shown).toMatchObject({ type: 'image/png', content: PNG })
    expect(refusedWith(await at.story.after.showPhoto({ company: 'lanzhou' }, application.id, 'identity-card'))).toBe(
      'not-found',
    )
  })

  test('BZ5: the bank checks the card first: refused with its reason, and it may be asked for anew', async () => {
    at.story.bankSays({ outcome: 'refused', because: 'name-differs' })
    const { application } = done(await at.story.apply(at.owner, at.home))
    expect(application).toMatchObject({ status: 'refused', reason: '银行卡户名与登记的户主姓名不一致' })
    expect(refusedWith(await at.story.after.proposePayout('binzhou', clerk, ENDED))).toBe('nothing-to-pay-out')
    expect(at.story.askedAbout).toMatchObject([{ card: CARD, owner: '张建国' }])
    expect(done(await at.story.apply(at.owner, at.home)).application.status).toBe('checked')
  })

  test('BZ5: while the bank does not answer the application waits; staff may ask it themselves', async () => {
    at.story.bankSays({ outcome: 'unavailable', code: 'HTTP_503' })
    const { application } = done(await at.story.apply(at.owner, at.home))
    expect(application.status).toBe('applied')
    const [job] = await at.story.database.read.jobs.due(at.story.clock.now() + 3_600_000, 10)
    expect(job).toMatchObject({ kind: 'check-bank-card', subject: application.id })
    const check = (by = clerk) =>
      at.story.after.refunds.recordCheck(by, application.id, {
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

  test('BZ3, BZ8: outside the days, on an unlisted estate, twice, for another: nothing changed', async () => {
    const elsewhere = await found('37160002')
    const other = await at.story.owner(elsewhere)
    const stranger = await at.story.owner(await found('37160003'))
    const apply = (by: Resident, of: Household) =>
      at.story.people.apply(by, {
        householdId: of.id,
        owner: of.owner,
        identityNumber: of.identityNumber ?? '',
        bankCard: CARD,
        phone: of.phone ?? '',
        photoIds: [],
      })
    const before = await at.story.everything()
    expect(await apply(other, elsewhere)).toEqual({
      refused: 'visit-a-hall',
      facts: { where: '滨州热力各营业厅', papers: '房主身份证及不动产证' },
    })
    expect(refusedWith(await apply(stranger, at.home))).toBe('bind-first')
    at.story.clock.set('2026-07-01')
    expect(await apply(at.owner, at.home)).toEqual({
      refused: 'outside-window',
      facts: { dates: '2026-05-21 至 2026-06-30' },
    })
    expect((await at.story.everything()) === before).toBe(true)
    at.story.clock.set('2026-06-30')
    done(await at.story.apply(at.owner, at.home))
    expect(refusedWith(await at.story.apply(at.owner, at.home))).toBe('refund-applied')
  })

  test('BZ8: in a hall, with papers, also with another card; in the days, by the registered owner', async () => {
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
    const takeIn = (given = {}, by = clerk) => at.story.after.refunds.takeIn(by, { ...request, ...given })
    const before = await at.story.everything()
    expect(await takeIn({ owner: '李四' })).toMatchObject({ refused: 'details-differ' })
    expect(refusedWith(await takeIn({ bankCard: '12345' }))).toBe('bad-bank-card')
    expect(refusedWith(await takeIn({}, { ...clerk, company: 'lanzhou' }))).toBe('not-found')
    expect((await at.story.everything()) === before).toBe(true)
    expect(done(await takeIn())).toMatchObject({
      status: 'checked',
      residentId: null,
      takenBy: 'li',
      bankCard: '6222020200000000006',
    })
    at.story.clock.set('2026-07-01')
    expect(
      refusedWith(await takeIn({ userCode: '37160001', owner: at.home.owner, identityNumber: at.home.identityNumber })),
    ).toBe('outside-window')
  })

  test('personal data lie sealed: neither card nor name nor number can be read in the tables', async () => {
    done(await at.story.apply(at.owner, at.home))
    const rows = JSON.stringify(await at.story.database.writer.query('SELECT * FROM refund_applications'))
    for (const secret of [CARD, '张建国', '11010519491231002X', '13800000001']) expect(rows).not.toContain(secret)
  })

  test('BZ5: the desk asks the bank again; silent, then it knows the card; then there is no asking', async () => {
    at.story.bankSays({ outcome: 'unavailable', code: 'TIMEOUT' }, { outcome: 'unavailable', code: 'TIMEOUT' })
    const { id } = done(await at.story.apply(at.owner, at.home)).application
    const ask = () => at.story.after.refunds.askBank(clerk, id)
    expect(done(await ask())).toMatchObject({ answered: false, application: { status: 'applied', cardCheck: null } })
    expect(refusedWith(await at.story.after.refunds.askBank({ ...clerk, company: 'lanzhou' }, id))).toBe('not-found')
    expect(at.story.askedAbout).toHaveLength(2)
    const known = done(await ask())
    expect(known).toMatchObject({ answered: true, application: { status: 'checked' } })
    const { rows } = await at.story.after.lists.refunds({ company: 'binzhou' }, { offset: 0, limit: 10 })
    expect(rows).toMatchObject([
      { state: 'checked', cardCheck: { bankName: '演示银行', by: 'bank', checkedAt: at.story.clock.now() } },
    ])
    expect(refusedWith(await ask())).toBe('card-checked-already')
    const deeds = await at.story.database.read.audit.latest('binzhou', 'decide-refund')
    expect(deeds).toMatchObject({ subject: id, detail: { deed: 'ask-bank' } })
  })
})
