import path from 'node:path'
import { createAskTruth } from '../../../server/application/differences/askTruth'
import { fittingResolutions } from '../../../server/application/differences/resolutions'
import { resolutionView } from '../../../server/application/differences/view'
import type { PaymentChannel } from '../../../server/application/ports/channels'
import { golden } from '../../support/golden'
import {
  createTexts,
  lineOf,
  PAYMENT_ANSWERS,
  REFUND_ANSWERS,
  type Situation,
  situations,
} from '../../support/offeredResolutions'

const GOLDEN = path.join(__dirname, 'offered.golden.json')

const offeredIn = ({ item, facts }: Situation) =>
  fittingResolutions(item, facts).map((resolution) => resolutionView(resolution, item, facts))

/** What comes of asking about it, by each answer that a channel may give; those that come to the same beside one another. */
async function truthsOf({ item }: Situation, resolution: ReturnType<typeof offeredIn>[number]['resolution']) {
  const answers: Record<string, () => { outcome: string }> = {}
  for (const [name, of] of Object.entries(item.rowKind === 'refund' ? REFUND_ANSWERS : PAYMENT_ANSWERS)) {
    answers[name] = () => of(item)
  }
  const came = new Map<string, string[]>()
  for (const [name, answer] of Object.entries(answers)) {
    let asked = 0
    const say = async () => {
      asked += 1
      return answer()
    }
    const channel = { queryTransaction: say, queryRefund: say } as unknown as PaymentChannel
    const ask = createAskTruth({ channels: { get: () => channel, companiesWith: () => [] } })
    const truth = await ask(item, resolution)
    const said = `asked ${asked} times, ${JSON.stringify(truth)}`
    came.set(said, [...(came.get(said) ?? []), name])
  }
  return [...came].map(([said, names]) => `${came.size === 1 ? 'whatever' : names.join(', ')}: ${said}`)
}

test('what each difference is offered, with money, sentence, wants and truth, is as it was', async () => {
  const views = createTexts()
  const truths = createTexts()
  const found: Record<string, [number, number][]> = {}
  for (const situation of situations()) {
    expect(found[situation.name]).toBeUndefined()
    found[situation.name] = []
    for (const view of offeredIn(situation)) {
      const truth = (await truthsOf(situation, view.resolution)).join('\n')
      found[situation.name]?.push([views.numberOf(lineOf(view)), truths.numberOf(truth)])
    }
  }
  const cases = Object.entries(found).map(
    ([name, offers]) => `${name}: ${offers.map(([view, truth]) => `${view}~${truth}`).join(' ')}`,
  )
  const all = { cases, views: views.all(), truths: truths.all() }
  expect(all).toEqual(golden(GOLDEN, all))
})
