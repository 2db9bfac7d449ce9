import { onEachEngine } from '../../support/engines'
import { ENDED, openAfterSeason } from '../../support/heatSettlement'
import { clerk, done, refusedWith, second } from '../../support/season'

onEachEngine('results that two people make public', (newPlace) => {
  let story: Awaited<ReturnType<typeof openAfterSeason>>
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
  })
  afterEach(() => story.remove())

  const of = { company: 'binzhou', season: ENDED }
  const approve = ({ id, payloadHash }: { id: string; payloadHash: string }, by = second) =>
    story.approvals.approve(by, id, { payloadHash })
  const carryOut = (deed: 'publish-settlements' | 'carry-over', subject: string) =>
    story.after.works[deed]({ subject } as never)

  async function settled() {
    const home = await story.home({ company: 'binzhou', userCode: '37160001', billing: 'metered' })
    await story.winter([[home, '10000']])
    return home
  }

  test('BZ3: proposed with the sums, approved by another, done by the job: then the refund is owed', async () => {
    const home = await settled()
    const proposed = done(await story.after.proposePublication(clerk, of))
    expect(proposed).toMatchObject({ amountFen: 14_000, summary: expect.stringContaining('退费 1 户共 140.00 元') })
    expect(refusedWith(await approve(proposed, clerk))).toBe('maker-is-checker')
    await expect(carryOut('publish-settlements', proposed.id)).rejects.toThrow('no executed approval')
    expect(await story.result(home)).toMatchObject({ status: 'worked-out', payableFen: 0 })
    done(await approve(proposed))
    expect(await story.result(home)).toMatchObject({ status: 'worked-out', payableFen: 0 })
    await carryOut('publish-settlements', proposed.id)
    expect(await story.result(home)).toMatchObject({ status: 'published', payableFen: 14_000 })
    // The job of an approval may run again: nothing is left to do.
    await carryOut('publish-settlements', proposed.id)
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('who settles again between proposal and approval changes nothing unseen: proposed anew', async () => {
    const home = await settled()
    const proposed = done(await story.after.proposePublication(clerk, of))
    done(await story.read('binzhou', [{ userCode: home.userCode, kWh: '1' }], 'again.csv'))
    await story.settle('binzhou')
    const before = await story.everything()
    expect(refusedWith(await approve(proposed))).toBe('amounts-changed')
    expect(await story.everything()).toBe(before)
  })

  test('nor between approval and job: what was reckoned since is left out, and listed', async () => {
    await settled()
    const workedOutBy = story.clock.now() - 1
    const published = done(await story.after.publish({ ...of, actor: 'li', workedOutBy }))
    expect(published).toMatchObject({ estates: [], stale: [{ userCode: '37160001' }] })
  })

  test('BZ4: what nobody asked for becomes credit when two people say so, not before the day', async () => {
    const home = await settled()
    const publication = done(await story.after.proposePublication(clerk, of))
    done(await approve(publication))
    await carryOut('publish-settlements', publication.id)
    expect(refusedWith(await story.after.proposeCarryOver(clerk, of))).toBe('outside-window')
    story.clock.set('2026-09-15')
    const proposed = done(await story.after.proposeCarryOver(clerk, of))
    expect(proposed.summary).toContain('1 户共 140.00 元')
    expect(refusedWith(await approve(proposed, clerk))).toBe('maker-is-checker')
    done(await approve(proposed))
    expect((await story.now(home)).creditFen).toBe(0)
    await carryOut('carry-over', proposed.id)
    expect((await story.now(home)).creditFen).toBe(14_000)
    expect(await story.brokenCheck()).toBeUndefined()
  })
})
