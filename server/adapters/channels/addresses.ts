import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent } from 'undici'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/** Addresses that no channel answers from: inside a machine, a network or a cloud. */
const internal = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  internal.addSubnet(net, prefix)
}
internal.addAddress('::', 'ipv6')
internal.addSubnet('fc00::', 7, 'ipv6')
internal.addSubnet('fe80::', 10, 'ipv6')
internal.addSubnet('ff00::', 8, 'ipv6')

/** Whether a file may be fetched from this IP address. Loopback only where the sandbox may be (faults.md, Files). */
export function isReachable(address: string, allowLoopback: boolean): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (loopback.check(address, family)) return allowLoopback
  return !internal.check(address, family)
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** Whether the URL names this machine itself. */
function isLoopbackUrl(url: URL): boolean {
  const host = bareHost(url)
  return host === 'localhost' || (isIP(host) > 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))
}

/**
 * Takes the address of a channel from settings; gives its origin. Throws when it is neither https nor, where that is
 * allowed, the sandbox on this machine: money must not be asked for over an open wire.
 */
export function channelOrigin(baseUrl: string, allowLoopback: boolean): string {
  const url = new URL(baseUrl)
  const sandbox = allowLoopback && isLoopbackUrl(url)
  if (url.protocol !== 'https:' && !(sandbox && url.protocol === 'http:')) {
    throw new Error(`a channel is reached by https: ${url.origin}`)
  }
  return url.origin
}

/**
 * Takes the address of a channel file as a channel gave it. Gives the URL, or undefined when it leads to another host than
 * those expected (`host:port`), hides a user name, or is an internal address written as a number.
 */
export function fileUrl(text: string, hosts: readonly string[], allowLoopback: boolean): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (url.username !== '' || url.password !== '' || !hosts.includes(url.host)) return undefined
  const host = bareHost(url)
  if (isIP(host) > 0 && !isReachable(host, allowLoopback)) return undefined
  return url
}

/** A connection pool that refuses a host name which resolves to an internal address. */
export function guardedAgent(allowLoopback: boolean): Agent {
  const guarded: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new Error('no address'), '')
      if (addresses.some(({ address }) => !isReachable(address, allowLoopback))) {
        return callback(Object.assign(new Error('an internal address'), { code: 'INTERNAL_ADDRESS' }), '')
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }
  return new Agent({ connect: { lookup: guarded, timeout: 5_000 } })
}
