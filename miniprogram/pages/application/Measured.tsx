import type { ApplicationView } from '../../../contract/applications'
import { formatYuan } from '../../../contract/money'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { dayText } from '../../format/day'
import { Box } from '../../platform/elements'
import { applications as text } from '../../text'
import { monthText, shortMean } from './nextOf'

type Temperature = NonNullable<ApplicationView['temperature']>

/** What was measured, month by month, and the reduction that came of it (TS7). */
export function Measured({ temperature: { months, reduction }, season }: { temperature: Temperature; season: string }) {
  return (
    <>
      {months.map(({ month, measurements, outcome, meanCelsius }) => (
        <Card key={month} title={`${text.measured} ${monthText(month)}`}>
          <Facts
            facts={measurements.map(({ on, room, celsius }) => [
              `${dayText(on, season)} ${room}`,
              text.celsius(celsius),
            ])}
          />
          <Box className='household-told'>
            {meanCelsius === null
              ? text.tooFew
              : `${text.mean(shortMean(meanCelsius))}${outcome === 'warm-enough' ? `，${text.warmEnough}` : ''}`}
          </Box>
        </Card>
      ))}
      {reduction && (
        <Card>
          <Facts facts={[[`${monthText(reduction.month)} ${text.reduction}`, formatYuan(reduction.amountFen)]]} />
        </Card>
      )}
    </>
  )
}
