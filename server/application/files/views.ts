import type { FetchView, FileView } from '../../../contract/consoleFiles'
import type { SourceName } from '../../domain/payment/sourceName'
import type { BillFile } from '../../domain/reconciliation/billFile'
import type { FileFetch } from './filePorts'

/** A file as the console shows it. */
export function fileView(sourceName: SourceName, file: BillFile): FileView {
  const { path: _, rowCount, faultLine, faultText, ...shown } = file
  return {
    ...shown,
    channelName: sourceName(file.channel),
    rows: rowCount,
    line: faultLine === null ? null : { number: faultLine, text: faultText },
  }
}

/** A fetch as the console shows it. */
export function fetchView(sourceName: SourceName, fetch: FileFetch): FetchView {
  return {
    ...fetch,
    done: fetch.steps.filter(({ state }) => state !== 'waiting').length,
    total: fetch.steps.length,
    steps: fetch.steps.map((step) => ({ ...step, channelName: sourceName(step.channel) })),
  }
}
