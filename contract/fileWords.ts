/** The words of the console's files; without zod, so that the console's page can take them. */

export const FILE_STATUSES = ['imported', 'quarantined', 'awaiting', 'superseded', 'rejected'] as const
/**
 * `imported`: in force, its day is reconciled with it. `quarantined`: put aside whole, nothing of it is used. `awaiting`: a
 * changed re-send, not used until a second person approves. `superseded`: in force once. `rejected`: nobody wanted it.
 */
export type FileStatus = (typeof FILE_STATUSES)[number]

export const FILE_STATUS_NAMES: Readonly<Record<FileStatus, string>> = {
  imported: '已导入',
  quarantined: '已隔离',
  awaiting: '待复核',
  superseded: '已被替代',
  rejected: '已驳回',
}

/** By what the fees of a channel's trade bill are judged. */
export const FEES_BY = ['contract', 'rows', 'nothing'] as const
export type FeesBy = (typeof FEES_BY)[number]

export const FEES_BY_NAMES: Readonly<Record<FeesBy, string>> = {
  contract: '按合同费率逐笔核对',
  rows: '未配置合同费率，按账单每笔写明的费率核对',
  nothing: '未配置合同费率，账单也未写明，手续费没有核对',
}

/** How a file came: from a channel's interface, a bank's SFTP folder, a page of the console, the command line. */
export const FILE_SOURCES = ['channel', 'sftp', 'upload', 'cli'] as const
export type FileSource = (typeof FILE_SOURCES)[number]

export const FILE_SOURCE_NAMES: Readonly<Record<FileSource, string>> = {
  channel: '渠道接口',
  sftp: '银行 SFTP',
  upload: '页面上传',
  cli: '命令行',
}

/**
 * `waiting`: not begun. `reconciled`: see its result. `nothing`: nothing happened that day. `not-ready`: the channel has no
 * file yet. `failed`: there is none, its reason says why.
 */
export const FETCH_STEP_STATES = ['waiting', 'reconciled', 'nothing', 'not-ready', 'failed'] as const
export type FetchStepState = (typeof FETCH_STEP_STATES)[number]
