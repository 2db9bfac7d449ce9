import { unsignedReply } from '../wechat/answer'
import { refuse } from '../wechat/refusal'
import type { Unknown } from './listen'
import { json, problem } from './router'

/**
 * What is said where there is no such address: by each platform in its own words under its own addresses, so that a client
 * that mistypes one here learns what he would learn there; by the sandbox itself everywhere else.
 */
export const unknownAddress: Unknown = (exchange, why) => {
  const { path, method } = exchange
  if (path.startsWith('/v3/'))
    return why === 'no-path'
      ? unsignedReply(refuse(404, 'NOT_FOUND', '请求的资源不存在'))
      : unsignedReply(refuse(405, 'METHOD_NOT_ALLOWED', `请求方法 ${method} 不被支持`))
  // The open platform answers everything with 200 and an errcode.
  if (/^\/(cgi-bin|sns|wxa)\//.test(path))
    return json(200, { errcode: 40066, errmsg: why === 'no-path' ? 'invalid url' : 'invalid method' })
  return why === 'no-path'
    ? problem(404, 'not-found', `没有这个地址：${path}`)
    : problem(405, 'method-not-allowed', `这个地址不接受 ${method}`)
}
