import { plainNameOf } from '../../domain/reconciliation/channelFile'
import { createStatementMappings } from '../bankMatching/statementMappings'
import { createRunApprovedJob } from '../common/runApprovedJob'
import type { JobWork } from '../common/runJobs'
import type { BankInbox, Spool } from '../ports/fileFetches'
import type { Log } from '../ports/system'
import type { FileJobKind, Job } from '../ports/work'
import { createReconcileDay } from '../reconciliation/reconcileDay'
import type { ReconcilePorts } from '../reconciliation/reconcileDayPorts'
import { acceptedFileJob, createProposeFile } from './acceptFile'
import { createCheckBankInbox } from './checkBankInbox'
import { createFetchFiles, type FetchableBanks } from './fetchFiles'
import { createFetchDay, createOverdueDay, createReconcileAccepted } from './fileJobs'
import { createShowFiles, fetchView } from './showFiles'
import { createUploadFile } from './uploadFile'

const LOOK_EVERY_MS = 3 * 60_000

export interface FilesPorts extends ReconcilePorts {
  inbox: BankInbox
  spool: Spool
  /** Of which banks files can be asked for, beside those that leave them in a folder. */
  fetchableBanks: FetchableBanks
  log: Log
}

/** All that is done with the files of channels and banks: for the console, the command line, and the jobs. */
export function createFiles(ports: FilesPorts) {
  const { database, clock, inbox, sourceName } = ports
  const reconcileDay = createReconcileDay(ports)
  const checkBankInbox = createCheckBankInbox({ ...ports, reconcileDay })
  const all = { ...ports, reconcileDay, checkBankInbox }
  const fetchFiles = createFetchFiles(all)
  const overdueDay = createOverdueDay(ports)
  const fetchDay = createFetchDay({ ...all, overdueDay })
  const reconcileAccepted = createReconcileAccepted(all)

  const opened = new Set<string>()

  const works: Record<FileJobKind, JobWork> = {
    'reconcile-file': (job: Job) => reconcileAccepted(job.subject),
    'fetch-files': (job: Job) => fetchFiles.work(job.subject),
    'fetch-day': (job: Job) => fetchDay.work(job),
    'raise-overdue': (job: Job) => overdueDay.work(job),
    'look-into-inbox': async (job: Job) => {
      await checkBankInbox(job.company)
      return clock.now() + LOOK_EVERY_MS
    },
  }

  return {
    show: createShowFiles(all),
    upload: createUploadFile(all),
    propose: createProposeFile(all),
    mappings: createStatementMappings(all),
    fetchFiles,
    fetchDay,
    overdueDay,
    checkBankInbox,
    works,
    /** What an approved file brings, done at once. */
    runApprovedJob: createRunApprovedJob(ports, acceptedFileJob, works['reconcile-file']),
    /** Room for a file that is being uploaded, under the name that it has. */
    spool: (name: string) => ports.spool(ports.ids.next(), plainNameOf(name)),
    view: (fetch: Parameters<typeof fetchView>[1]) => fetchView(sourceName, fetch),

    /** Writes down, once, that each company's folders are to be looked into every few minutes. */
    async openInboxes(): Promise<void> {
      for (const company of new Set(inbox.places().map((place) => place.company))) {
        if (opened.has(company)) continue
        const key = `look-into-inbox:${company}`
        const job = { key, company, kind: 'look-into-inbox', subject: company, dueAt: clock.now() } as const
        await database.transaction((store) => store.jobs.add(job))
        opened.add(company)
      }
    },
  }
}
export type Files = ReturnType<typeof createFiles>
