import type { WorkKind, WorkOrder, WorkScope } from '../../../contract/workWords'
import type {
  WorkAttachment,
  WorkComment,
  WorkItem,
  WorkKey,
  WorkMark,
  WorkReader,
} from '../../domain/workItem/workItem'

export interface WorkFilter {
  company: string
  reader: WorkReader
  kind?: WorkKind
  owner?: string
}

/** All that waits for a person, seen as one list; and what people have put on it. */
export interface WorkItemStore {
  page(filter: WorkFilter, order: WorkOrder, offset: number, limit: number): Promise<WorkItem[]>
  /** How many, and what they come to in fen. */
  totals(filter: WorkFilter): Promise<{ count: number; amountFen: number }>
  /** How many each scope has. */
  counts(company: string, reader: WorkReader): Promise<Record<WorkScope, number>>
  owners(company: string, reader: WorkReader): Promise<string[]>
  /** One that still waits. */
  one(key: WorkKey, reader: WorkReader): Promise<WorkItem | undefined>
  /** Changes what was put on a piece of work; the row is made when there is none. */
  mark(key: WorkKey, id: string, to: Partial<Pick<WorkMark, 'owner' | 'remindOn' | 'remindWho'>>): Promise<void>
  comment(row: WorkComment): Promise<void>
  comments(key: WorkKey): Promise<WorkComment[]>
  attach(row: WorkAttachment): Promise<void>
  /** Without their content. */
  attachments(key: WorkKey): Promise<Omit<WorkAttachment, 'content'>[]>
  attachment(id: string): Promise<WorkAttachment | undefined>
}
