import { z } from 'zod'
import { companyOnly } from '../../../../contract/consoleBooks'
import * as closings from '../../../../contract/consoleClosings'
import * as shapes from '../../../../contract/consoleDifferences'
import type { Operation } from './operation'

const DIFFERENCES = '/console/api/differences'
const CLOSINGS = '/console/api/closings'

/** Differences as work, and closed days, as /openapi.json publishes them. */
export const DIFFERENCE_OPERATIONS: readonly Operation[] = (
  [
    {
      method: 'get',
      path: DIFFERENCES,
      summary: '对账差异',
      query: shapes.differencesQuery,
      answer: shapes.differencesAnswer,
    },
    {
      method: 'get',
      path: `${DIFFERENCES}/{id}`,
      summary: '一条差异',
      query: companyOnly,
      answer: shapes.differenceDetail,
    },
    {
      method: 'post',
      path: `${DIFFERENCES}/{id}/owner`,
      summary: '领取或转交差异',
      request: shapes.assignRequest,
      answer: shapes.differenceDetail,
    },
    {
      method: 'post',
      path: `${DIFFERENCES}/{id}/proposals`,
      summary: '提出差异处理',
      request: shapes.proposeResolutionRequest,
      answer: shapes.proposedAnswer,
    },
    {
      method: 'post',
      path: `${DIFFERENCES}/{id}/reopening`,
      summary: '重新打开差异',
      request: shapes.reopenRequest,
      answer: shapes.differenceDetail,
    },
    {
      method: 'get',
      path: '/console/api/channel-claims',
      summary: '渠道追索款',
      query: shapes.channelClaimsQuery,
      answer: shapes.channelClaimsAnswer,
    },
    {
      method: 'post',
      path: '/console/api/difference-sheets',
      summary: '导入填好的差异表',
      query: companyOnly,
      request: z.object({}),
      files: ['file'],
      answer: shapes.bulkAnswer,
    },
    {
      method: 'get',
      path: CLOSINGS,
      summary: '关账记录',
      query: closings.closingsQuery,
      answer: closings.closingsAnswer,
    },
    {
      method: 'get',
      path: `${CLOSINGS}/{date}`,
      summary: '一天能否关账',
      query: companyOnly,
      answer: closings.closingState,
    },
    {
      method: 'post',
      path: CLOSINGS,
      summary: '关账',
      request: closings.closeDayRequest,
      answer: closings.closureView,
    },
  ] as const satisfies readonly Operation[]
).map((operation) => ({ ...operation, staff: true }))
