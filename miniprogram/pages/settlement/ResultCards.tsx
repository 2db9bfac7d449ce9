import { formatYuan } from '../../../contract/money'
import type { SettlementView } from '../../../contract/settlements'
import { Amount } from '../../components/Amount'
import { BillLine } from '../../components/BillLine'
import { Card } from '../../components/Card'
import { Facts } from '../../components/Facts'
import { Notice } from '../../components/Notice'
import { dayText } from '../../format/day'
import { Box } from '../../platform/elements'
import { common, settlement as text } from '../../text'

/** The amount first, then how it follows from the meter, line by line. */
export function ResultCards({ settlement }: { settlement: SettlementView }) {
  const { season, adjustmentFen, prepaidFen, meteredFen, lines, formula, reading } = settlement
  const what = adjustmentFen === 0 ? text.even : adjustmentFen < 0 ? text.refund : text.topUp
  const quantity = (value: string | null) => (value === null ? null : `${value} ${reading.unit}`)
  return (
    <>
      <Card title={common.season(season)}>
        <Amount what={what} amountFen={Math.abs(adjustmentFen)} good={adjustmentFen < 0} />
        <Facts
          facts={[
            [
              text.publishedOn,
              settlement.publicityTo === null
                ? dayText(settlement.publishedOn, season)
                : text.publicity(dayText(settlement.publishedOn, season), dayText(settlement.publicityTo, season)),
            ],
          ]}
        />
      </Card>
      <Card title={text.how}>
        <Facts
          facts={[
            [text.area, formatYuan(prepaidFen)],
            [text.metered, formatYuan(meteredFen)],
          ]}
        />
        <Box className='formula-title'>{text.formula}</Box>
        <Box className='formula'>{formula}</Box>
        <Box className='formula-title'>{text.lines}</Box>
        {lines.map((line) => (
          <BillLine key={`${line.label} ${line.rule}`} line={line} />
        ))}
      </Card>
      <Card title={text.reading}>
        {reading.faulty && <Notice kind='soon' text={text.faulty} />}
        <Facts
          facts={[
            [text.start, quantity(reading.startReading)],
            [text.end, quantity(reading.endReading)],
            [text.quantity, quantity(reading.quantity)],
          ]}
        />
      </Card>
    </>
  )
}
