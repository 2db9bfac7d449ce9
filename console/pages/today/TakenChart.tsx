import type { BoardAnswer } from '../../../contract/consoleBooks'
import { formatYuan } from '../../../contract/money'
import { BarsFigure } from '../../components/charts/BarsFigure'
import { channelSeries } from '../../components/charts/series'
import { plainYuan, shortYuan } from '../../format'
import { text } from '../../text'

/** What came in each day, by channel. */
export function TakenChart({ board, nameOf }: { board: BoardAnswer; nameOf(channel: string): string }) {
  const days = [...board.days].reverse()
  const total = days.flatMap(({ cells }) => cells).reduce((sum, { takenFen }) => sum + takenFen, 0)
  const summary =
    total === 0
      ? text.today.nothingTaken
      : text.today.chartSummary(days[0]?.date ?? '', days.at(-1)?.date ?? '', formatYuan(total))
  return (
    <div style={{ marginTop: 16 }}>
      <BarsFigure
        title={text.today.chart}
        summary={summary}
        series={channelSeries(board.channels, nameOf)}
        points={days.map(({ date, cells }) => ({
          label: date.slice(5),
          values: cells.map(({ takenFen }) => takenFen),
        }))}
        say={plainYuan}
        sayShort={shortYuan}
      />
    </div>
  )
}
