import { isRefusal } from '../../server/application/common/refusal'
import { checker, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { DAY, LATE, LI, NOBODY, sftpStory, WANG } from '../support/sftp'

onEachEngine('a bank sends its file by SFTP, and the next day another, changed', (newPlace) => {
  const story = sftpStory(newPlace)
  const { look, file, kept, openItems, paid } = story
  const MORE = { ...LI, amountFen: 100_100 }

  beforeEach(async () => {
    const first = await file([LI, WANG])
    story.bank.put(first.name, first.bytes)
    await look()
    await look()
    story.ports.clock.set('2026-11-22')
    // WANG is gone, LI paid one yuan more, LATE is new.
    const second = await file([MORE, LATE])
    story.bank.put(second.name, second.bytes)
    await look()
    expect(await look()).toBe(1)
  })

  test('it is shown with its difference, not used; nobody approves his own; a second does', async () => {
    expect((await kept()).map(({ version, status }) => `${version} ${status}`)).toEqual(['1 imported', '2 awaiting'])
    const [before, after] = await kept()
    expect([await paid(LATE), await openItems()]).toEqual([undefined, []])
    expect(await story.ports.database.read.reconciliation.latestRun(DAY)).toMatchObject({ fileId: before?.id })

    const shown = await story.desk.show.one(maker, after?.id ?? '')
    expect(shown).toMatchObject({
      acceptable: true,
      approval: null,
      change: { rowsBefore: 2, rowsAfter: 2, totalBeforeFen: 150_000, totalAfterFen: 120_100 },
    })
    if (isRefusal(shown)) throw new Error(shown.refused)
    expect(shown.change).toMatchObject({ added: 1, removed: 1, changed: 1 })
    const side = (of: { userCode: string }, fen: number) => ({
      amountFen: fen,
      state: 'settled',
      userCode: of.userCode,
    })
    expect(shown.change?.rows).toEqual([
      {
        change: 'changed',
        kind: 'payment',
        key: LI.traceNo,
        orderNo: null,
        before: side(LI, 100_000),
        after: side(LI, 100_100),
      },
      { change: 'added', kind: 'payment', key: LATE.traceNo, orderNo: null, before: null, after: side(LATE, 20_000) },
      { change: 'removed', kind: 'payment', key: WANG.traceNo, orderNo: null, before: side(WANG, 50_000), after: null },
    ])

    const proposed = await story.desk.propose('lanzhou', maker, after?.id ?? '')
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    expect(proposed.summary).toMatch(/第 2 版 2 笔、1201\.00 元，替代第 1 版 2 笔、1500\.00 元/)
    expect(await story.desk.propose('lanzhou', checker, after?.id ?? '')).toMatchObject({ refused: 'already-proposed' })
    const { id, payloadHash } = proposed
    expect(await story.desk.approvals.approve(maker, id, { payloadHash })).toMatchObject({
      refused: 'maker-is-checker',
    })
    expect(await story.desk.approvals.approve(checker, id, { payloadHash: 'f'.repeat(64) })).toMatchObject({
      refused: 'payload-changed',
    })
    expect((await kept())[1]?.status).toBe('awaiting')
    expect(await story.desk.approvals.approve(checker, id, { payloadHash })).toMatchObject({ status: 'executed' })
    // Until its day is reconciled with the file that was approved, the day cannot be closed over it.
    const keepsOpen = async () =>
      (await story.ports.database.read.closings.facts(DAY.company, DAY.date)).bills.find(
        ({ channel, date }) => channel === DAY.channel && date === DAY.date,
      )?.unread
    expect(await keepsOpen()).toBe(1)
    const job = (await story.ports.database.read.jobs.due(story.ports.clock.now(), 10, ['reconcile-file']))[0]
    expect(job).toMatchObject({ subject: id })
    await story.desk.works['reconcile-file'](job as never)
    expect(await keepsOpen()).toBe(0)

    expect((await kept()).map(({ version, status }) => `${version} ${status}`)).toEqual(['1 superseded', '2 imported'])
    expect([await paid(LATE), await paid(WANG)]).toEqual(['applied', 'applied'])
    expect(await story.ports.database.read.reconciliation.latestRun(DAY)).toMatchObject({
      fileId: after?.id,
      matched: 1,
    })
    expect((await openItems()).map(({ kind, key, ourFen, theirFen }) => [kind, key, ourFen, theirFen]).sort()).toEqual([
      ['amount', LI.traceNo, 100_000, 100_100],
      ['ours-only', WANG.traceNo, 50_000, null],
    ])
    // The bank's folder still holds it: nothing to do.
    expect(await look()).toBe(0)
  })

  test('rejected, it stays on record, and the day as it was; it may be proposed once more', async () => {
    const after = (await kept())[1]
    const proposed = await story.desk.propose('lanzhou', maker, after?.id ?? '')
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    await story.desk.approvals.reject(maker, proposed.id, '再看看')
    expect((await kept())[1]?.status).toBe('awaiting')
    const second = await story.desk.propose('lanzhou', maker, after?.id ?? '')
    if (isRefusal(second)) throw new Error(second.refused)
    await story.desk.approvals.reject(checker, second.id, '银行说是误发')
    expect((await kept()).map(({ status }) => status)).toEqual(['imported', 'rejected'])
    expect([await paid(LATE), await openItems()]).toEqual([undefined, []])
    await story.desk.accept(DAY, 2)
    expect(await paid(LATE)).toBe('applied')
  })

  test('what was approved is what was seen: another file in force meanwhile ends a proposal', async () => {
    const third = await file([MORE, LATE, NOBODY])
    story.bank.put(third.name, third.bytes)
    await look()
    await look()
    const proposed = await story.desk.propose('lanzhou', maker, (await story.desk.versionOf(DAY, 3)).id)
    if (isRefusal(proposed)) throw new Error(proposed.refused)
    await story.desk.accept(DAY, 2)
    const { id, payloadHash } = proposed
    expect(await story.desk.approvals.approve(checker, id, { payloadHash })).toMatchObject({
      refused: 'file-not-acceptable',
    })
    expect((await kept()).map(({ status }) => status)).toEqual(['superseded', 'imported', 'awaiting'])
    expect(await story.desk.propose('lanzhou', maker, (await story.desk.versionOf(DAY, 2)).id)).toMatchObject({
      refused: 'file-not-acceptable',
    })
  })
})
