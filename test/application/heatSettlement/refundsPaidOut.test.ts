import { onEachEngine } from '../../support/engines'
import { CARD, ENDED, resultOf, returnedOf } from '../../support/heatSettlement'
import { clerk, done, refusedWith, second } from '../../support/season'
import { settlementRefundStory } from '../../support/settlementRefunds'

onEachEngine('the bank pays refunds', (newPlace) => {
  const at = settlementRefundStory(newPlace)
  const { found, payOut } = at

  test('BZ3: the bank fails one, pays another; a result not ours, or contradictory, is not taken', async () => {
    const neighbour = await found('37160003')
    done(await at.story.apply(at.owner, at.home))
    const other = await at.story.owner(neighbour)
    at.story.clock.set('2026-05-22')
    done(await at.story.apply(other, neighbour))
    const { content, batch } = await payOut()
    expect(batch).toMatchObject({ count: 2, totalFen: 28_000, makerName: 'li', checkerName: 'wang' })
    const take = (bytes: Buffer, fileName = 'res.txt') =>
      at.story.after.importPayouts.result({ company: 'binzhou', fileName, bytes, actor: 'li' })
    const edited = (from: string, to: string) =>
      Buffer.from(resultOf(content).toString('latin1').replace(from, to), 'latin1')
    const before = await at.story.everything()
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
      at.story.after.importPayouts.returned({ company: 'binzhou', fileName: 'ret.txt', bytes, actor: 'li' })
    expect(refusedWith(await back(none))).toBe('file-refused')
    expect((await at.story.everything()) === before).toBe(true)

    expect(await take(resultOf(content, { 2: '账号户名不符' }))).toMatchObject({ paid: 1, failed: 1 })
    expect(done(await at.story.people.show(other, neighbour.id)).settlement).toMatchObject({
      payableFen: 14_000,
      refunds: [{ state: 'refused', reason: '银行没有付成：账号户名不符' }],
      mayApply: { open: true },
    })
    // The bank sends another result that says the opposite.
    expect(await take(resultOf(content), 'res2.txt')).toMatchObject({ refused: 'file-refused' })
    expect(await at.story.result(at.home)).toMatchObject({ payableFen: 0 })
    done(await at.story.apply(other, neighbour))
  })

  test('BZ3: a payout that changed since it was proposed, or is proposed twice, is not executed', async () => {
    const { application } = done(await at.story.apply(at.owner, at.home))
    const proposal = done(await at.story.after.proposePayout('binzhou', clerk, ENDED))
    expect(refusedWith(await at.story.after.proposePayout('binzhou', second, ENDED))).toBe('already-proposed')
    done(await at.story.after.refunds.refuse(clerk, application.id, '照片不清楚'))
    const before = await at.story.everything()
    const approved = at.story.approvals.approve({ ...second, company: '*' }, proposal.id, {
      payloadHash: proposal.payloadHash,
    })
    expect(refusedWith(await approved)).toBe('payout-changed')
    expect((await at.story.everything()) === before).toBe(true)
    expect(refusedWith(await at.story.after.refunds.refuse(clerk, application.id, '再拒'))).toBe('wrong-status')
  })

  test('BZ3: some that wait are chosen; the others wait on; what does not wait cannot be chosen', async () => {
    const neighbour = await found('37160003')
    const mine = done(await at.story.apply(at.owner, at.home)).application
    at.story.clock.set('2026-05-22')
    const theirs = done(await at.story.apply(await at.story.owner(neighbour), neighbour)).application
    const choose = (applications: string[]) =>
      at.story.after.proposePayout('binzhou', clerk, ENDED, { applications, refunds: [] })
    expect(refusedWith(await choose([mine.id, 'nobody']))).toBe('not-awaiting')
    expect(refusedWith(await choose([]))).toBe('nothing-to-pay-out')
    const proposal = done(await choose([theirs.id, theirs.id]))
    expect(proposal).toMatchObject({ amountFen: 14_000, summary: expect.stringContaining('1 户') })

    const waiting = done(await at.story.after.lists.waitingPayouts('binzhou', ENDED))
    expect(waiting).toMatchObject({ approvalId: proposal.id, payoutBefore: '2026-07-10', cards: [] })
    expect(waiting.applications.map(({ userCode }) => userCode)).toEqual(['37160001', '37160003'])
    const { payloadHash } = proposal
    done(await at.story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash }))
    expect(done(await at.story.after.lists.waitingPayouts('binzhou', ENDED))).toMatchObject({
      approvalId: null,
      applications: [{ userCode: '37160001', state: 'checked' }],
    })
    expect(refusedWith(await choose([theirs.id]))).toBe('not-awaiting')
  })

  test('BZ3: a batch is shown payment by payment; one that came back is open until asked for anew', async () => {
    const neighbour = await found('37160003')
    done(await at.story.apply(at.owner, at.home))
    const other = await at.story.owner(neighbour)
    at.story.clock.set('2026-05-22')
    done(await at.story.apply(other, neighbour))
    const { content, batch } = await payOut()
    const shown = async () => done(await at.story.after.lists.payout(clerk, batch?.id ?? ''))
    const states = async () => (await shown()).items.map(({ userCode, state, open }) => [userCode, state, open])
    expect(await states()).toEqual([
      ['37160001', 'sent', false],
      ['37160003', 'sent', false],
    ])
    const file = { company: 'binzhou', actor: 'li' }
    const result = resultOf(content, { 2: '账号户名不符' }, '20260522')
    done(await at.story.after.importPayouts.result({ ...file, fileName: 'res.txt', bytes: result }))
    const back = returnedOf(content, ['SP260522001000001'])
    done(await at.story.after.importPayouts.returned({ ...file, fileName: 'ret.txt', bytes: back }))
    expect(await shown()).toMatchObject({
      batch: { status: 'answered', items: { sent: 0, paid: 0, failed: 1, returned: 1 } },
      items: [
        { userCode: '37160001', state: 'returned', reason: '账户状态异常', bankCard: '6217****0012', open: true },
        { userCode: '37160003', state: 'failed', reason: '账号户名不符', amountFen: 14_000, open: true },
      ],
    })
    done(await at.story.apply(other, neighbour))
    expect(await states()).toEqual([
      ['37160001', 'returned', true],
      ['37160003', 'failed', false],
    ])
    // What nobody asks for again is merged into the next season (BZ4), and waits for nobody any more.
    at.story.clock.set('2026-07-01')
    done(await at.story.after.carryOver({ company: 'binzhou', season: ENDED, actor: 'li' }))
    expect((await states())[0]).toEqual(['37160001', 'returned', false])
    const foreign = await at.story.after.lists.payout({ company: 'lanzhou' }, batch?.id ?? '')
    expect(refusedWith(foreign)).toBe('not-found')
  })

  test('C6: what was never paid is not given back: the refund lowers the debt instead', async () => {
    const poor = await at.story.home({
      company: 'binzhou',
      billing: 'metered',
      userCode: '37160009',
      estate: '阳光海岸',
    })
    at.story.clock.set('2025-11-01')
    await at.story.open('binzhou', ENDED)
    await at.story.transfer(poor, 215_000)
    at.story.clock.set('2026-05-22')
    done(await at.story.read('binzhou', [{ userCode: '37160009', kWh: '10000' }]))
    await at.story.settle('binzhou')
    await at.story.publish('binzhou', '阳光海岸')
    expect(await at.story.result(poor)).toMatchObject({ adjustmentFen: -14_000, payableFen: 9_000 })
    expect(await at.story.bill(poor, ENDED)).toMatchObject({ chargedFen: 215_000, owedFen: 0 })
  })
})
