import * as files from '../../../../contract/consoleFiles'
import type { Operation } from './operation'

const OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/files', summary: '账单文件', query: files.filesQuery, answer: files.filesAnswer },
  {
    method: 'post',
    path: '/files',
    summary: '上传账单文件并对账',
    files: ['file'],
    request: files.uploadFields,
    answer: files.uploadAnswer,
  },
  { method: 'get', path: '/files/{id}', summary: '一份文件及其与上一版的差异', answer: files.fileAnswer },
  { method: 'get', path: '/files/{id}/original', summary: '下载原文件' },
  {
    method: 'post',
    path: '/files/{id}/accept',
    summary: '申请改用改送的文件',
    request: files.acceptRequest,
    answer: files.proposedAnswer,
  },
  { method: 'post', path: '/fetches', summary: '取当日全部文件', request: files.fetchRequest, answer: files.fetchView },
  { method: 'get', path: '/fetches', summary: '最近的取文件', query: files.fetchesQuery, answer: files.fetchesAnswer },
  { method: 'get', path: '/fetches/{id}', summary: '取文件的进度', answer: files.fetchView },
]

/** The console's files in. */
export const FILE_OPERATIONS: readonly Operation[] = OPERATIONS.map((operation) => ({
  ...operation,
  path: `/console/api${operation.path}`,
  staff: true,
}))
