import { Button, Spin } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { text } from '../../text'
import type { Bars } from './series'

const DrawnBars = lazy(() => import('./DrawnBars'))

/**
 * A chart with its name, what it says in a sentence, and its legend; the same figures are a table at a press of the
 * button, for those who would rather read them or cannot see bars.
 */
export function BarsFigure({ summary, asTable, ...bars }: Bars & { summary: string; asTable?: boolean }) {
  const [reading, setReading] = useState(false)
  const { title, series } = bars
  return (
    <section className='section' aria-label={title}>
      <div className='figure-head'>
        <h2>{title}</h2>
        <span className='figure-summary'>{summary}</span>
        {asTable !== false && (
          <Button size='small' aria-pressed={reading} onClick={() => setReading(!reading)}>
            {reading ? text.common.asChart : text.common.asTable}
          </Button>
        )}
      </div>
      {reading ? (
        <Figures {...bars} />
      ) : (
        <>
          <Suspense fallback={<Spin style={{ height: bars.height ?? 240 }} />}>
            <DrawnBars {...bars} />
          </Suspense>
          {series.length > 1 && (
            <ul className='legend'>
              {series.map(({ key, name, colour }) => (
                <li key={key}>
                  <span className='swatch' style={{ background: colour }} />
                  {name}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  )
}

function Figures({ title, series, points, say }: Bars) {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className='board' aria-label={title}>
        <thead>
          <tr>
            <th />
            {series.map(({ key, name }) => (
              <th key={key} scope='col' className='right'>
                {name}
              </th>
            ))}
            {series.length > 1 && (
              <th scope='col' className='right'>
                {text.common.sum}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {points.map(({ label, values }) => (
            <tr key={label}>
              <th scope='row'>{label}</th>
              {series.map(({ key }, nth) => (
                <td key={key} className='number right'>
                  {say(values[nth] ?? 0)}
                </td>
              ))}
              {series.length > 1 && (
                <td className='number right'>{say(values.reduce((sum, value) => sum + value, 0))}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
