import { Timeline } from 'antd'
import { Link } from 'react-router-dom'
import type { DifferenceEvent } from '../../../contract/consoleDifferences'
import { query } from '../../api'
import { Moment } from '../../components/values'
import { text } from '../../text'
import { ownerName } from './words'

/** Everything that happened to a difference, oldest first: a reopening leaves its trace here. */
export function History({ company, events }: { company: string; events: readonly DifferenceEvent[] }) {
  return (
    <Timeline
      style={{ marginTop: 8 }}
      items={events.map(({ at, who, actName, note, approvalId }) => ({
        children: (
          <>
            <Moment at={at} /> · <b>{actName}</b> · {who === 'system' ? text.common.system : ownerName(who)}
            {note && <div>{note}</div>}
            {approvalId && (
              <div>
                <Link to={`/approvals${query({ company, open: approvalId })}`}>{text.differences.seeApproval}</Link>
              </div>
            )}
          </>
        ),
      }))}
    />
  )
}
