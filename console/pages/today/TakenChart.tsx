import type { BoardAnswer } from '../../../contract/consoleBooks'
import { formatYuan } from '../../../contract/money'
import { plainYuan } from '../../format'
import { text } from '../../text'

const WIDTH = 880
const HEIGHT = 180
const LEFT = 88
const BOTTOM = 24
const TOP = 12
const COLOURS = ['#166534', '#1D4ED8', '#9A3412', '#6B21A8', '#0F766E', '#92400E']

/** What came in each day, by channel, as stacked bars; the board beside it has the same figures as text. */
export function TakenChart({ board }: { board: BoardAnswer }) {
  const days = [...board.days].reverse()
  const totals = days.map(({ cells }) => cells.reduce((sum, { takenFen }) => sum + takenFen, 0))
  const highest = Math.max(1, ...totals)
  const whole = totals.reduce((sum, total) => sum + total, 0)
  const step = (WIDTH - LEFT) / Math.max(1, days.length)
  const scale = (HEIGHT - BOTTOM - TOP) / highest
  const summary = text.today.chartSummary(days[0]?.date ?? '', days.at(-1)?.date ?? '', formatYuan(whole))
  return (
    <section className='section' style={{ marginTop: 16 }}>
      <h2>{text.today.chart}</h2>
      <svg
        className='chart'
        role='img'
        aria-label={summary}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        style={{ maxWidth: WIDTH, width: '100%' }}
      >
        <line x1={LEFT} x2={WIDTH} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} stroke='#A8A29A' />
        <text x={LEFT - 8} y={TOP + 4} textAnchor='end'>
          {plainYuan(highest === 1 ? 0 : highest)}
        </text>
        <text x={LEFT - 8} y={HEIGHT - BOTTOM} textAnchor='end'>
          0.00
        </text>
        {days.map(({ date, cells }, index) => {
          let top = HEIGHT - BOTTOM
          return (
            <g key={date}>
              {cells.map(({ channel, takenFen }, nth) => {
                const height = takenFen * scale
                top -= height
                return (
                  <rect
                    key={channel}
                    x={LEFT + index * step + step * 0.2}
                    y={top}
                    width={step * 0.6}
                    height={height}
                    fill={COLOURS[nth % COLOURS.length]}
                  >
                    <title>{`${date} ${text.sourceName(channel)} ${formatYuan(takenFen)}`}</title>
                  </rect>
                )
              })}
              {(days.length <= 16 || index % 7 === 0) && (
                <text x={LEFT + index * step + step / 2} y={HEIGHT - 6} textAnchor='middle'>
                  {date.slice(5)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <div className='toolbar' style={{ margin: '8px 0 0' }}>
        {board.channels.map((channel, nth) => (
          <span key={channel}>
            <span
              aria-hidden='true'
              style={{
                display: 'inline-block',
                width: 10,
                height: 10,
                marginRight: 6,
                background: COLOURS[nth % COLOURS.length],
              }}
            />
            {text.sourceName(channel)}
          </span>
        ))}
      </div>
    </section>
  )
}
