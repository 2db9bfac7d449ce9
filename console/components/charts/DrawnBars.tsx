import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { text } from '../../text'
import type { Bars } from './series'

const TICK = { fontSize: 12, fill: '#4A4F57' }
const LINE = '#E5E1DA'
const MAX_NAME = 12

const short = (name: string) => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name)

/** Stacked bars; with Tab into the chart, the arrow keys go from bar to bar. Loaded when the first chart is shown. */
export default function DrawnBars({ title, series, points, say, sayShort, lying, most, height = 240 }: Bars) {
  const data = points.map(({ label, values }) => ({
    label,
    ...Object.fromEntries(series.map(({ key }, nth) => [key, values[nth] ?? 0])),
  }))
  const names = {
    dataKey: 'label',
    tick: TICK,
    tickLine: false,
    axisLine: { stroke: '#A8A29A' },
    interval: lying ? 0 : undefined,
    tickFormatter: lying ? short : undefined,
  } as const
  const values = {
    type: 'number',
    tick: TICK,
    tickLine: false,
    axisLine: false,
    tickFormatter: sayShort,
    domain: most === undefined ? undefined : [0, most],
  } as const
  return (
    <ResponsiveContainer width='100%' height={height}>
      <BarChart
        data={data}
        title={title}
        aria-label={title}
        layout={lying ? 'vertical' : 'horizontal'}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        maxBarSize={lying ? 22 : 40}
      >
        <CartesianGrid stroke={LINE} vertical={Boolean(lying)} horizontal={!lying} />
        {lying ? (
          <>
            <XAxis {...values} />
            <YAxis {...names} type='category' width={168} />
          </>
        ) : (
          <>
            <XAxis {...names} minTickGap={16} />
            <YAxis {...values} width={64} />
          </>
        )}
        <Tooltip
          cursor={{ fill: '#F6F4F1' }}
          isAnimationActive={false}
          content={({ active, label, payload }) =>
            active && payload.length > 0 ? (
              <dl className='chart-tip'>
                <dt>{String(label)}</dt>
                {payload.map(({ name, value, color }) => (
                  <dd key={String(name)}>
                    <span className='swatch' style={{ background: color }} />
                    {String(name)} <b>{say(Number(value))}</b>
                  </dd>
                ))}
                {payload.length > 1 && (
                  <dd>
                    {text.common.sum} <b>{say(payload.reduce((sum, { value }) => sum + Number(value), 0))}</b>
                  </dd>
                )}
              </dl>
            ) : null
          }
        />
        {series.map(({ key, name, colour }) => (
          <Bar key={key} dataKey={key} name={name} stackId='all' fill={colour} isAnimationActive={false} />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
