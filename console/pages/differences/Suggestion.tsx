import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { DifferenceDetail, ResolutionView } from '../../../contract/consoleDifferences'
import { RESOLUTION_NAMES } from '../../../contract/differenceWords'
import { query } from '../../api'
import { useStaff } from '../../session'
import { text } from '../../text'
import { Statement } from '../approvals/DecideDialog'
import { ProposeDialog } from './ProposeDialog'
import { ReopenDialog } from './ReopenDialog'

const words = text.differences

/** What is suggested, and the two buttons; or what it waits for; or how it ended. */
export function Suggestion({ detail, onChanged }: { detail: DifferenceDetail; onChanged(): void }) {
  const { may } = useStaff()
  const [ways, setWays] = useState<readonly ResolutionView[]>()
  const [reopening, setReopening] = useState(false)
  const { difference, possible, mayReopen } = detail
  const { id, company, status, suggestion, approvalId, resolution } = difference
  const suggested = possible.find((way) => way.resolution === suggestion?.resolution)
  const others = possible.filter((way) => way !== suggested)

  return (
    <section className='section' aria-label={words.suggestion}>
      <h2>{status === 'closed' ? words.resolution : words.suggestion}</h2>
      {status === 'proposed' && (
        <Alert
          type='info'
          showIcon
          message={words.waitsForApproval}
          action={
            approvalId && <Link to={`/approvals${query({ company, open: approvalId })}`}>{words.seeApproval}</Link>
          }
        />
      )}
      {status === 'closed' && <p className='statement'>{resolution ? RESOLUTION_NAMES[resolution] : words.closed}</p>}
      {status === 'open' &&
        (suggested ? (
          <Statement approval={{ summary: `${suggested.name}：${suggested.says}`, amountFen: suggested.amountFen }} />
        ) : (
          <p className='page-help'>{possible.length > 0 ? words.noSuggestion : words.dayClosed}</p>
        ))}
      <div className='toolbar' style={{ margin: 0 }}>
        {may('propose') && suggested && (
          <Button type='primary' onClick={() => setWays([suggested])}>
            {words.proposeThis}
          </Button>
        )}
        {may('propose') && others.length > 0 && <Button onClick={() => setWays(others)}>{words.proposeOther}</Button>}
        {may('propose') && mayReopen && <Button onClick={() => setReopening(true)}>{words.reopen}</Button>}
      </div>
      {ways && (
        <ProposeDialog
          company={company}
          id={id}
          ways={ways}
          onClose={() => setWays(undefined)}
          onProposed={onChanged}
        />
      )}
      {reopening && <ReopenDialog difference={difference} onClose={() => setReopening(false)} onReopened={onChanged} />}
    </section>
  )
}
