import { onEachEngine } from '../../support/engines'
import { objectionStory } from '../../support/objections'
import { clerk, done, refusedWith } from '../../support/season'

onEachEngine('what a meter’s test would come to', (newPlace) => {
  const told = objectionStory(newPlace)
  const { object } = told

  test('BZ7: what a test would come to is said before it is proposed; asking changes nothing', async () => {
    const { id } = done(await object())
    const preview = (by = clerk) => told.story.after.previewMeterTest(by, id)
    expect(refusedWith(await preview())).toBe('not-signed')
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    told.story.clock.set('2026-06-10')
    const before = await told.story.everything()
    expect(done(await preview())).toEqual({
      ...{ from: '2026-05-21', to: '2026-06-10', adjustmentFen: 22_000, prepaidFen: 220_000 },
      ...{ feeFen: 15_000, meanRefundFen: 7_000 },
    })
    expect((await told.story.everything()) === before).toBe(true)
    expect(refusedWith(await preview({ ...clerk, company: 'lanzhou' }))).toBe('not-found')
    const proposal = done(
      await told.story.after.proposeMeterTest(clerk, id, { passed: true, on: '2026-06-08', paper: '检字 12 号' }),
    )
    const { rows } = await told.story.after.lists.objections({ company: 'binzhou' }, { offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ state: 'agreement-signed', approvalId: proposal.id }])
  })

  test('BZ7: alone in its unit there is no mean: the preview says so', async () => {
    const alone = await told.story.database.read.households.byUserCode('binzhou', '37160004')
    if (!alone) throw new Error('no household')
    const { id } = done(await object(await told.story.owner(alone), alone))
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 8 号' }))
    expect(done(await told.story.after.previewMeterTest(clerk, id))).toMatchObject({
      meanRefundFen: null,
      feeFen: 15_000,
    })
  })
})
