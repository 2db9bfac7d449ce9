import type { ApplicationView } from '../../contract/applications'
import type { ClaimView } from '../../contract/claims'
import type { ObjectionView, RefundView } from '../../contract/settlements'
import { Box, Words } from '../platform/elements'
import { applications } from '../text'
import { Card, Row, Tag, type Tone } from './Card'
import { go } from './go'

export interface Happening {
  key: string
  when: string
  what: string
  note: string | null
}

/** What happened, oldest first, each with its day and what was noted; the last one is where things stand. */
export function Timeline({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <Box className='plan' role='list'>
      {happenings.map(({ key, when, what, note }, place) => (
        <Box
          key={key}
          className={`plan-step ${place === happenings.length - 1 ? 'plan-now' : 'plan-done'}`}
          role='listitem'
        >
          <Box className='plan-mark'>{place === happenings.length - 1 ? '' : '✓'}</Box>
          <Box className='timeline-words'>
            <Words className='timeline-what'>{what}</Words>
            <Words className='timeline-when'>{when}</Words>
            {note && <Words className='timeline-note'>{note}</Words>}
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** The colour that goes with where an application stands; its word says the same. */
export const APPLICATION_TONE: Record<ApplicationView['status'], Tone> = {
  asked: 'soon',
  inspected: 'soon',
  effective: 'good',
  granted: 'good',
  accepted: 'good',
  confirmed: 'soon',
  reduced: 'good',
  refused: 'wrong',
  withdrawn: 'quiet',
}

export const CLAIM_TONE: Record<ClaimView['status'], Tone> = { asked: 'soon', granted: 'good', refused: 'wrong' }

export const REFUND_TONE: Record<RefundView['state'], Tone> = {
  applied: 'soon',
  checked: 'soon',
  'in-batch': 'soon',
  paid: 'good',
  returned: 'wrong',
  refused: 'wrong',
}

export const OBJECTION_TONE: Record<ObjectionView['state'], Tone> = {
  made: 'soon',
  'agreement-signed': 'soon',
  'test-passed': 'quiet',
  'test-failed': 'good',
  lapsed: 'quiet',
}

/** The application that is still under way; undefined when another may be made. */
export function liveOf(applications: readonly ApplicationView[]): ApplicationView | undefined {
  return applications.find(({ mayWithdraw }) => mayWithdraw)
}

/** There is one under way already: its state, and the way to it. */
export function AskedAlready({ title, application }: { title: string; application: ApplicationView }) {
  return (
    <Card title={title}>
      <Row
        title={applications.kinds[application.kind]}
        detail={application.season}
        onTap={() => go('application', { id: application.id })}
      >
        <Tag tone={APPLICATION_TONE[application.status]}>{applications.statuses[application.status]}</Tag>
      </Row>
    </Card>
  )
}
