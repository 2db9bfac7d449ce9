import type { Permission } from '../../../contract/staffWords'
import type { ApprovalAction } from '../approval/approval'

/**
 * What a command of `heatpay` asks for. `reads`: changes nothing. A permission: a member of staff logs in with password and
 * code (`second`: as what it then waits for another person). `operator`: anyone who has a shell on the machine, with the data
 * folder and the keys in it; what he may do alone is stated with its reason.
 */
export type CommandRule =
  | { by: 'reads' }
  | { by: Permission; second: ApprovalAction | 'decides' | 'none'; why: string }
  | { by: 'operator'; why: string }

const reads: CommandRule = { by: 'reads' }

const operator = (why: string): CommandRule => ({ by: 'operator', why })

const RULE = 'amounts follow from the rulebook and the registered household, without anybody’s discretion'

const UNTIL_PUBLISHED = 'counts for nothing until two people publish the results'

const BANK_SAYS = 'what the bank says of a batch of two people; nothing is paid again but by another batch'

const SANDBOX = 'sandbox mode only'

const FIRST = 'the first administrator and the first manager come from the machine; the console needs two people'

const CHANNEL_SAYS = 'takes in what a channel or bank says; a changed version waits for two people'

/** Every command, by its whole name. */
export const COMMAND_ACTIONS: Readonly<Record<string, CommandRule>> = {
  'import-households': operator('registers households before they are billed; the deed is in the audit chain'),
  'open-bills': operator(RULE),
  'import-readings': operator(UNTIL_PUBLISHED),
  settle: operator(UNTIL_PUBLISHED),
  'publish-settlements': {
    by: 'propose',
    second: 'publish-settlements',
    why: 'from then on refunds are owed and top-ups are billed',
  },
  'carry-over': { by: 'propose', second: 'carry-over', why: 'turns refunds into credit' },
  'rulebook check': reads,
  'rulebook diff': reads,
  'rulebook preview': reads,
  'rulebook history': reads,
  'rulebook show': reads,
  'rulebook propose': {
    by: 'propose',
    second: 'rulebook-version',
    why: 'decides by which prices and rules bills are opened from its day on',
  },
  'rulebook approve': { by: 'approve', second: 'decides', why: 'does what another person proposed; never one’s own' },
  'rulebook reprice': { by: 'propose', second: 'reprice-bills', why: 'changes open bills, gives credit' },
  'payout-batch': { by: 'propose', second: 'payout', why: 'pays refunds to cards' },
  'payout-exchange': operator(BANK_SAYS),
  'payout-list': reads,
  'import-payout-result': operator(BANK_SAYS),
  'import-payout-returned': operator(BANK_SAYS),
  rehearse: operator('in a database of its own'),
  'seed-demo': operator(SANDBOX),
  simulate: operator(SANDBOX),
  'staff add': operator(FIRST),
  'staff reset': operator(FIRST),
  'staff dismiss': operator('only takes away'),
  'staff list': reads,
  'staff demo-code': reads,
  reconcile: operator(CHANNEL_SAYS),
  'files list': reads,
  'files show': reads,
  'files inbox': reads,
  'files fetch': operator(CHANNEL_SAYS),
  'files upload': operator(CHANNEL_SAYS),
  'files propose': { by: 'propose', second: 'accept-file', why: 'books what a changed file has more' },
  'differences list': reads,
  'differences show': reads,
  'differences claims': reads,
  resolve: { by: 'propose', second: 'resolve-difference', why: 'books what a file shows' },
  approve: { by: 'approve', second: 'decides', why: 'does what another person proposed; never one’s own' },
  'close-day': { by: 'close-day', second: 'none', why: 'locks a day; changes no amount' },
  doctor: reads,
  reseal: operator('changes no content: what is sealed is sealed with another key, and he holds the keys'),
  'verify-ledger': reads,
  backup: operator('copies what is there; the copy holds no keys, and lies sealed where the tables do'),
  restore: operator('fills an empty database only; that it was done stands in the audit chain'),
  'report daily': reads,
  'report collection': reads,
  'report ageing': reads,
  'report tax': reads,
  'vouchers templates': reads,
  'vouchers preview': reads,
  'vouchers export': operator('writes down which vouchers were exported; posts nothing'),
  'vouchers list': reads,
}
