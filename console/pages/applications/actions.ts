import type { ApplicationView } from '../../../contract/applications'
import type { Paper } from '../../../contract/papers'
import type { Permission } from '../../../contract/staffWords'
import { fenWritten } from '../../components/dialogForm'

export type Field =
  | 'on'
  | 'passed'
  | 'room'
  | 'celsius'
  | 'amount'
  | 'note'
  | 'reason'
  | 'paperTitle'
  | 'paperNumber'
  | 'paperOn'

export type ActionKey = 'inspect' | 'complete' | 'grant' | 'accept' | 'measure' | 'reduce' | 'refuse'

export type Draft = Record<Exclude<Field, 'passed'>, string> & { passed: boolean }

/** What staff do about an application: whom it is for, what it asks, and when it may be done. */
export interface Action {
  key: ActionKey
  /** The last part of the address that it is sent to. */
  path: string
  permission: Permission
  fields: readonly Field[]
  fits(application: ApplicationView): boolean
}

const PAPER: readonly Field[] = ['paperTitle', 'paperNumber', 'paperOn']

const isService = ({ kind }: ApplicationView): boolean => kind === 'suspension' || kind === 'resumption'

const ACTIONS: readonly Action[] = [
  {
    key: 'inspect',
    path: 'inspect',
    permission: 'applications',
    fields: ['on', 'passed', 'note'],
    fits: (one) => isService(one) && one.status === 'asked' && one.service?.inspected === true,
  },
  {
    key: 'complete',
    path: 'complete',
    permission: 'applications',
    fields: ['on', 'paperTitle', 'paperNumber', 'paperOn', 'note'],
    fits: (one) =>
      isService(one) && (one.status === 'inspected' || (one.status === 'asked' && one.service?.inspected === false)),
  },
  {
    key: 'grant',
    path: 'grant',
    permission: 'applications',
    fields: ['note'],
    fits: ({ kind, status }) => kind === 'instalment-consent' && status === 'asked',
  },
  {
    key: 'accept',
    path: 'accept',
    permission: 'applications',
    fields: ['note'],
    fits: ({ kind, status }) => kind === 'gas-report' && status === 'asked',
  },
  {
    key: 'measure',
    path: 'measurements',
    permission: 'applications',
    fields: ['on', 'room', 'celsius', 'note'],
    fits: ({ kind, status }) => kind === 'temperature-report' && status === 'asked',
  },
  {
    key: 'reduce',
    path: 'reduction',
    permission: 'propose',
    fields: ['amount', 'reason'],
    fits: ({ kind, status }) => kind === 'temperature-report' && status === 'confirmed',
  },
  {
    key: 'refuse',
    path: 'refuse',
    permission: 'applications',
    fields: ['reason'],
    fits: ({ status }) => status === 'asked' || status === 'inspected' || status === 'confirmed',
  },
]

/** What somebody with these permissions may do now about an application. */
export function actionsFor(application: ApplicationView, may: (permission: Permission) => boolean): Action[] {
  return ACTIONS.filter(({ fits, permission }) => fits(application) && may(permission))
}

/** The amount written, in fen; undefined when it is none. */
export function amountOf({ amount }: Draft): number | undefined {
  const fen = fenWritten(amount)
  return fen !== undefined && fen > 0 ? fen : undefined
}

type Body = Record<string, string | number | boolean | Paper>

/** The request as the server wants it. */
export function bodyOf({ fields }: Action, draft: Draft): Body {
  const body: Body = {}
  for (const field of fields) {
    if (PAPER.includes(field)) continue
    if (field === 'passed') body.passed = draft.passed
    else if (field === 'amount') body.amountFen = amountOf(draft) ?? 0
    else if (draft[field].trim() !== '') body[field] = draft[field].trim()
  }
  if (fields.includes('paperTitle')) {
    body.paper = { title: draft.paperTitle.trim(), number: draft.paperNumber.trim(), on: draft.paperOn }
  }
  return body
}
