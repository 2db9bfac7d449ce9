import { type Channel, isChannel } from '../../../contract/channelWords'
import { civilDate } from '../../../contract/estimates'
import { makeDayFile as makeAlipayFile } from '../../alipay/dayFile'
import { type DownloadedFileKind, fileReply, findFile } from '../../channelFiles/file'
import type { Route } from '../../http/router'
import { type Handler, problem, type Reply, redirect } from '../../http/router'
import { makeDayFile as makeWechatFile } from '../../wechat/dayFile'
import { type Merchant, merchantOf, type World } from '../../world'
import { actionRoutes } from './actions'
import { clockPage, faultsPage } from './clockPage'
import { filesPage } from './filesPage'
import { CONSOLE_STYLE } from './frame'
import { merchantsPage } from './merchantsPage'
import { notificationsPage } from './notificationsPage'
import { ordersPage } from './ordersPage'

type Page = (world: World, query: URLSearchParams) => Reply

/** The pages for people under /sandbox/. */
export function overviewRoutes(world: World): Route[] {
  const page = (pattern: string, show: Page): Route => ({
    method: 'GET',
    pattern,
    handler: ({ query }) => show(world, query),
  })
  return [
    { method: 'GET', pattern: '/', handler: () => redirect('sandbox/') },
    { method: 'GET', pattern: '/sandbox', handler: () => redirect('sandbox/') },
    page('/sandbox/', ordersPage),
    page('/sandbox/notifications', notificationsPage),
    page('/sandbox/faults', faultsPage),
    page('/sandbox/clock', clockPage),
    page('/sandbox/bills', filesPage),
    page('/sandbox/merchants', merchantsPage),
    { method: 'GET', pattern: '/sandbox/bill-file', handler: dayFile(world) },
    {
      method: 'GET',
      pattern: '/sandbox/style/sandbox.css',
      handler: () => ({
        status: 200,
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' },
        body: CONSOLE_STYLE,
      }),
    },
    ...actionRoutes(world),
  ]
}

type Maker = (
  world: World,
  merchant: Merchant,
  kind: DownloadedFileKind,
  day: string,
) => Promise<{ token: string } | undefined>

const MAKERS: Readonly<Record<Channel, Maker>> = {
  wechat: (world, merchant, kind, day) => makeWechatFile(world, merchant, kind, { day, packed: true }),
  alipay: makeAlipayFile,
}

/** A bill for people, without the merchant's signature and at any hour; the same file that the merchant gets. */
function dayFile(world: World): Handler {
  return async ({ query }) => {
    const merchant = merchantOf(world, query.get('company') ?? '')
    const day = query.get('date') ?? ''
    const channel = query.get('channel') ?? ''
    const kind = query.get('kind')
    const known = isChannel(channel) && (kind === 'trade' || kind === 'fundflow')
    if (!merchant || !known || !civilDate.safeParse(day).success)
      return problem(400, 'invalid-request', '请从账单页面下载')
    const made = await MAKERS[channel](world, merchant, kind, day)
    const bill = made && findFile(world, channel, made.token)
    return bill ? fileReply(bill) : problem(404, 'no-activity', '当日无交易')
  }
}
