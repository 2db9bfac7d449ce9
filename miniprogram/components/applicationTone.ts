import type { ApplicationView } from '../../contract/applications'
import type { ClaimView } from '../../contract/claims'
import type { ObjectionView, RefundView } from '../../contract/settlements'
import type { Tone } from './Tag'

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
