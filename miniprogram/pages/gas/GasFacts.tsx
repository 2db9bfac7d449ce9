import type { GasAnswer } from '../../../contract/applications'
import { formatYuan } from '../../../contract/money'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { dayText } from '../../format/day'
import { Box } from '../../platform/elements'
import { gas as text } from '../../text'

/** The windows, the subsidy, and where it is collected. */
export function GasFacts({ answer: { offered, windows, subsidy, collection, season } }: { answer: GasAnswer }) {
  if (!offered) return null
  const days = (from: string, to: string) => text.dates(dayText(from, season), dayText(to, season))
  return (
    <>
      <Card>
        <Facts facts={windows.map(({ window, from, to }) => [text.windows[window], days(from, to)] as const)} />
      </Card>
      <Card title={text.subsidy}>
        <Box>{text.subsidyStates[subsidy.state]}</Box>
        <Facts
          facts={[
            [text.used, subsidy.cubicMetres === null ? null : text.cubicMetres(subsidy.cubicMetres)],
            [text.subsidyAmount, subsidy.amountFen === null ? null : formatYuan(subsidy.amountFen)],
            [
              subsidy.state === 'collected' ? text.subsidyOn.collected : text.subsidyOn.granted,
              subsidy.on === null ? null : dayText(subsidy.on, season),
            ],
            [
              text.collection,
              subsidy.state === 'collected' || !collection ? null : days(collection.from, collection.to),
            ],
            [text.places, subsidy.state === 'collected' ? null : collection?.places.join('、')],
          ]}
        />
      </Card>
    </>
  )
}
