import { examine } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { gasHome, withRate } from '../../support/gasHome'
import { done, openSeason, refusedWith } from '../../support/season'

onEachEngine('the gas subsidy, while no rate is named', (newPlace) => {
  test('BJ8: it stays “rate not published”, and nothing is posted', async () => {
    const story = await openSeason(newPlace, '2026-10-15')
    const { bothAccepted, propose, shown } = await gasHome(story)
    const after = await bothAccepted()
    const state = await story.everything()
    expect(refusedWith(await propose(after))).toBe('no-subsidy-rate')
    expect(await shown()).toEqual({ state: 'rate-not-published', cubicMetres: '799.5', amountFen: null, on: null })
    expect(await story.everything()).toBe(state)
    await story.remove()
  })

  test('BJ8: a rate that was changed after the proposal is not paid: it is proposed anew', async () => {
    const rules = withRate('0.385')
    const story = await openSeason(newPlace, '2026-10-15', rules)
    const { bothAccepted, propose, approve, creditFen } = await gasHome(story)
    const after = await bothAccepted()
    const proposed = done(await propose(after))
    rules.beijing.gasReports.subsidyPerCubicMetre = '0.40'
    const state = await story.everything()
    expect(refusedWith(await approve(proposed))).toBe('subsidy-changed')
    expect(await story.everything()).toBe(state)
    expect(await creditFen()).toBe(0)
    await story.remove()
  })

  test('the books show a subsidy that is not in the ledger, and one of a report not accepted', async () => {
    const story = await openSeason(newPlace, '2026-10-15', withRate('0.385'))
    const { bothAccepted, propose, approve, home, report } = await gasHome(story)
    done(await approve(done(await propose(await bothAccepted()))))
    expect(await story.brokenCheck()).toBeUndefined()
    story.clock.set('2027-10-15')
    const applicationId = await report('2000')
    await story.database.transaction(async (store) => {
      await store.gasSubsidies.insert({
        id: story.ids.next(),
        company: 'beijing',
        householdId: home.id,
        season: '2027-2028',
        applicationId,
        cubicMetres: '1',
        rate: '1',
        amountFen: 100,
        approvalId: 'nobody',
        on: '2027-10-15',
        recordedAt: story.clock.now(),
      })
    })
    const { checks } = await examine(story)
    const broken = checks.filter(({ broken: row }) => row).map(({ name }) => name)
    expect(broken).toEqual(['gas-subsidy-posted', 'gas-subsidy-of-reports'])
    await story.remove()
  })
})
