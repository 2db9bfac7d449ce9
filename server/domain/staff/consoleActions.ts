import type { Permission } from '../../../contract/staffWords'
import type { ApprovalAction } from '../approval/approval'
import type { ActionRule, Document, MayDo } from './actionRule'

/** One that changes what somebody owes or gets, or who may decide on it: proposed by one, approved by another. */
const two = (may: Permission, second: ApprovalAction, document: Document, why: string): ActionRule => ({
  may: [may],
  second,
  fresh: true,
  document,
  why,
})

/** One that a single person does. */
const one = (may: MayDo, why: string, more: Partial<ActionRule> = {}): ActionRule => ({
  may,
  second: 'none',
  fresh: false,
  document: 'none',
  why,
  ...more,
})

const OWN = 'one’s own login; no money'

const RECORDS = 'writes down what was seen; the money follows from a proposal of its own'

const REFUSES = 'turns a wish down and says why; bill, credit and ledger stay'

const STAFF = 'no money, but decides who may propose and approve'

/**
 * Every route of the console that changes something. A route that is not here does not open (adapters/http/routing/route.ts);
 * permission and second factor are taken from here, so that the table cannot say something else than the server does.
 */
export const CONSOLE_ACTIONS: Readonly<Record<string, ActionRule>> = {
  'POST /console/api/session': one('anybody', 'logs in'),
  'DELETE /console/api/session': one('entering', OWN),
  'POST /console/api/session/second-factor': one('staff', OWN),
  'POST /console/api/own/password': one('entering', OWN),
  'POST /console/api/own/second-factor': one('entering', OWN),
  'POST /console/api/own/second-factor/confirmation': one('entering', OWN),

  'POST /console/api/approvals/:id/approve': {
    may: ['approve'],
    second: 'decides',
    fresh: true,
    document: 'record',
    why: 'does what another person proposed; never one’s own, by staff number',
  },
  'POST /console/api/approvals/approve-many': {
    may: ['approve'],
    second: 'decides',
    fresh: true,
    document: 'record',
    why: 'the same for several, each decided and recorded by itself',
  },
  'POST /console/api/approvals/:id/reject': one(['view', 'manage-staff'], 'does nothing of what was proposed'),

  'POST /console/api/staff': two('manage-staff', 'add-staff', 'none', STAFF),
  'POST /console/api/staff/:id/reset': two('manage-staff', 'reset-staff', 'none', STAFF),
  'POST /console/api/staff/:id/number': two('manage-staff', 'set-staff-number', 'none', STAFF),
  'POST /console/api/staff/:id/dismiss': one(['manage-staff'], 'only takes away, and must not wait', { fresh: true }),

  'POST /console/api/applications/:id/inspect': one(['applications'], RECORDS),
  'POST /console/api/applications/:id/measurements': one(['applications'], RECORDS),
  'POST /console/api/applications/:id/accept': one(['applications'], RECORDS, { document: 'file' }),
  'POST /console/api/applications/:id/refuse': one(['applications'], REFUSES),
  'POST /console/api/applications/:id/grant': one(
    ['applications'],
    'lets a season be paid in parts: when it is paid, not what is owed',
    { document: 'record' },
  ),
  'POST /console/api/applications/:id/complete': two('applications', 'complete-service', 'paper', 'changes the bill'),
  'POST /console/api/applications/:id/reduction': two('propose', 'reduce-bill', 'record', 'lowers the bill'),
  'POST /console/api/applications/:id/gas-subsidy': two('propose', 'gas-subsidy', 'record', 'gives credit'),
  'POST /console/api/applications/:id/gas-collection': two('propose', 'gas-collection', 'paper', 'takes credit'),
  'POST /console/api/moved-out': two('applications', 'record-move-out', 'paper', 'changes bills, gives credit'),
  'POST /console/api/use-changes': two('applications', 'change-use', 'paper', 'changes the bill'),
  'POST /console/api/low-income-reviews': two('applications', 'review-low-income', 'paper', 'opens or lowers the bill'),
  'POST /console/api/season-dates': two(
    'applications',
    'season-dates',
    'paper',
    'opens and closes the days on which heat may be stopped, and so what is owed',
  ),

  'POST /console/api/settlements/readings': one(['files'], 'counts for nothing until two people publish the results', {
    document: 'file',
  }),
  'POST /console/api/settlements/runs': one(['propose'], 'works results out; they count once two people publish them'),
  'POST /console/api/settlements/publications': two(
    'propose',
    'publish-settlements',
    'record',
    'from then on refunds are owed and top-ups are billed',
  ),
  'POST /console/api/settlements/carry-over': two('propose', 'carry-over', 'record', 'turns refunds into credit'),
  'POST /console/api/settlements/objections/:id/agreement': one(['applications'], RECORDS, { document: 'paper' }),
  'POST /console/api/settlements/objections/:id/meter-test': two('propose', 'meter-test', 'paper', 'changes a result'),
  'POST /console/api/settlements/refunds': one(
    ['applications'],
    'takes an application in; it is paid by a batch of two people',
    { document: 'paper' },
  ),
  'POST /console/api/settlements/refunds/:id/refusal': one(['applications'], REFUSES),
  'POST /console/api/settlements/refunds/:id/card-check': one(['applications'], RECORDS),
  'POST /console/api/settlements/refunds/:id/card-question': one(['applications'], RECORDS),
  'POST /console/api/settlements/payouts': two('propose', 'payout', 'record', 'pays refunds to cards'),
  'POST /console/api/settlements/payouts/:id/exchange': one(
    ['files'],
    'carries a batch of two people to the bank and its answer back',
    { document: 'file' },
  ),
  'POST /console/api/settlements/payout-files/results': one(
    ['files'],
    'what the bank says of a batch of two people; nothing is paid again but by another batch',
    { document: 'file' },
  ),
  'POST /console/api/settlements/payout-files/returned': one(
    ['files'],
    'what the bank says came back; it is paid again only by another batch',
    { document: 'file' },
  ),

  'POST /console/api/rulebooks/checks': one(['view'], 'reads a text and says what is wrong in it; keeps nothing'),
  'POST /console/api/rulebooks/previews': one(['view'], 'works out what a text would change; keeps nothing'),
  'POST /console/api/rulebooks/versions': two(
    'propose',
    'rulebook-version',
    'file',
    'decides by which prices and rules bills are opened from its day on',
  ),
  'POST /console/api/rulebooks/repricing': two(
    'propose',
    'reprice-bills',
    'record',
    'changes open bills, gives credit',
  ),
  'POST /console/api/rulebooks/taken-back': two(
    'propose',
    'take-back-bills',
    'record',
    'takes bills back, gives credit',
  ),

  'POST /console/api/refunds': two('propose', 'refund', 'record', 'pays money back'),
  'POST /console/api/refunds/:no/retry': two('propose', 'retry-refund', 'record', 'pays money back'),
  'POST /console/api/follow-ups/:id/close': one(['propose'], 'closes a note on money that is booked; posts nothing', {
    document: 'record',
  }),
  'POST /console/api/stray-refunds/:id/close': one(
    ['propose'],
    'closes a note on a refund that is not ours; posts nothing',
  ),
  'POST /console/api/bank-cards': two('propose', 'correct-bank-card', 'paper', 'decides to whose card refunds go'),
  'POST /console/api/suspense/:id/exit': two(
    'propose',
    'suspense-exit',
    'record',
    'gives money that arrived to somebody',
  ),
  'POST /console/api/claims/:id/propose': two('propose', 'move-payment', 'record', 'moves a payment to another bill'),
  'POST /console/api/claims/:id/refuse': one(['propose'], REFUSES),
  'POST /console/api/invoices/:id/red-letter': two('propose', 'red-letter', 'record', 'takes an invoice back'),
  'POST /console/api/invoices/:id/retry': one(['propose'], 'issues again what failed, of the same amount'),

  'POST /console/api/differences/:id/owner': one(['propose'], 'says who works on it'),
  'POST /console/api/differences/:id/reopening': one(['propose'], 'is to be worked on again; posts nothing'),
  'POST /console/api/differences/:id/proposals': two(
    'propose',
    'resolve-difference',
    'file',
    'books what a file shows',
  ),
  'POST /console/api/difference-sheets': two('propose', 'resolve-difference', 'file', 'the same, many at once'),
  'POST /console/api/files': one(
    ['files'],
    'takes in what a channel or bank says; a changed version waits for two people, and the bank’s statement shows what never came',
    { document: 'file' },
  ),
  'POST /console/api/files/:id/accept': two('propose', 'accept-file', 'file', 'books what a changed file has more'),
  'POST /console/api/fetches': one(['files'], 'fetches what channel and bank themselves say', { document: 'file' }),
  'POST /console/api/fetches/days': one(['files'], 'the same for several days', { document: 'file' }),
  'POST /console/api/statement-mappings/look': one(['files'], 'shows the first lines of a file; nothing is kept'),
  'POST /console/api/statement-mappings/preview': one(['files'], 'reads a file for show; nothing is kept'),
  'POST /console/api/statement-mappings': two(
    'propose',
    'statement-mapping',
    'none',
    'decides how later statements are read; what they say is booked as ever',
  ),
  'POST /console/api/bank/reconciliations': two(
    'propose',
    'sign-reconciliation',
    'record',
    'signs what was worked out; posts nothing',
  ),
  'POST /console/api/closings': one(['close-day'], 'locks a day; changes no amount', { fresh: true }),
  'POST /console/api/work/:kind/:subject/comments': one(['view'], 'a remark; no money'),
  'POST /console/api/work/:kind/:subject/owner': one(['propose'], 'says who works on it'),
  'POST /console/api/work/:kind/:subject/reminder': one(['view'], 'reminds the asker; no money'),
  'POST /console/api/work/:kind/:subject/attachments': one(['view'], 'puts a paper to it; no money'),
  'POST /console/api/vouchers': one(['propose'], 'writes down which vouchers were exported; posts nothing'),
}
