import { sign, X509Certificate } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { createAlipayChannel } from '../../../../server/adapters/channels/alipay'
import {
  certificateSn,
  certificatesOf,
  isTrusted,
  rootSn,
} from '../../../../server/adapters/channels/alipay/certificates'
import {
  alipayNow,
  app,
  appKey,
  between,
  type Certified,
  certified,
  certifiedAnswer,
  foreignRoot,
  root,
} from '../../../support/channels/alipayAuthority'
import { alipayOptions, form, NOTICE } from '../../../support/channels/alipayPlatform'
import { listeningLog } from '../../../support/channels/log'
import { type Heard, type ScriptedServer, scriptedServer, type Told } from '../../../support/channels/server'
import { NOW } from '../../../support/channels/wechatPlatform'

const roots = foreignRoot() + root.pem
const snOf = ({ pem }: { pem: string }) => certificateSn(new X509Certificate(pem))
const next = certified('Alipay, next', { by: between })

describe('the numbers of certificates', () => {
  test('are those that the official client works out', () => {
    for (const { pem } of [root, between, app, alipayNow]) {
      const { config } = new AlipaySdk({
        ...{ appId: '2021000000000001', privateKey: appKey(), keyType: 'PKCS8', appCertContent: pem },
        ...{ alipayPublicCertContent: alipayNow.pem, alipayRootCertContent: foreignRoot() + root.pem + between.pem },
      })
      expect(config.appCertSn).toBe(snOf({ pem }))
      expect(config.alipayRootCertSn).toBe(rootSn(certificatesOf(foreignRoot() + root.pem + between.pem)))
    }
  })

  test('of the roots leave out every other algorithm, and join the rest', () => {
    expect(rootSn(certificatesOf(roots))).toBe(snOf(root))
    expect(rootSn(certificatesOf(root.pem + foreignRoot() + between.pem))).toBe(`${snOf(root)}_${snOf(between)}`)
  })
})

describe('a certificate is trusted', () => {
  const trusted = (leaf: { pem: string }, others: readonly { pem: string }[] = [], now = NOW) =>
    isTrusted(
      new X509Certificate(leaf.pem),
      others.map(({ pem }) => new X509Certificate(pem)),
      certificatesOf(roots),
      now,
    )

  test('when it goes back to the root, through what came with it', () => {
    expect(trusted(next, [between])).toBe(true)
    expect(trusted(between)).toBe(true)
  })

  const stranger = certified('Ant Financial Certification Authority R1', { authority: true })
  const notAuthority = certified('no authority', { by: between })
  test.each([
    ['the one between is missing', next, []],
    ['its root only bears the name of ours', certified('Alipay', { by: stranger }), [stranger]],
    ['it was issued by one who may not', certified('Alipay', { by: notAuthority }), [notAuthority, between]],
    ['it is not in force yet', certified('Alipay', { by: between, from: 1 }), [between]],
    ['it is over', certified('Alipay', { by: between, from: -3, to: -1 }), [between]],
    ['it vouches for itself', certified('Alipay'), []],
  ])('not when %s', (_why, leaf, others) => {
    expect(trusted(leaf, others)).toBe(false)
  })

  test('not when those who came with it go round in a ring', () => {
    const one = certified('one', { authority: true })
    const two = certified('two', { by: one, authority: true })
    expect(trusted(certified('Alipay', { by: two }), [two, one])).toBe(false)
  })
})

describe('in certificate mode', () => {
  let platform: ScriptedServer
  beforeAll(async () => {
    platform = await scriptedServer()
  })
  afterAll(() => platform.close())

  const QUERY = 'alipay.trade.query'
  const trade = {
    ...{ code: '10000', msg: 'Success', out_trade_no: 'HF20261101000001', trade_no: '2026110122001400001234567890' },
    ...{ total_amount: '1234.56', trade_status: 'TRADE_SUCCESS', send_pay_date: '2026-11-01 08:00:05' },
  }
  const methodOf = ({ target }: Heard) => new URL(target, 'http://x').searchParams.get('method') ?? ''
  const downloads = () => platform.heard.filter((request) => methodOf(request).endsWith('alipaycert.download'))

  /** Answers queries by one certificate, and gives out a certificate when asked for it. */
  function say(by: Certified, sn: string | undefined, certificate?: string) {
    platform.say((request): Told => {
      if (methodOf(request) === QUERY) return certifiedAnswer(QUERY, trade, by, sn)
      const content = certificate
        ? { code: '10000', msg: 'Success', alipay_cert_content: Buffer.from(certificate).toString('base64') }
        : { code: '40004', msg: 'Business Failed', sub_code: 'CERT_NOT_EXIST', sub_msg: '' }
      return { status: 200, body: JSON.stringify({ alipay_open_app_alipaycert_download_response: content }) }
    })
  }
  function made(clock = { now: NOW }) {
    const { log, lines } = listeningLog()
    const channel = createAlipayChannel(
      alipayOptions(platform.url, {
        appPrivateKey: appKey(),
        trust: {
          mode: 'certificate',
          appCertificate: app.pem,
          alipayCertificates: alipayNow.pem + between.pem,
          rootCertificates: roots,
        },
        clock: () => clock.now,
        log,
      }),
    )
    return { channel, clock, lines }
  }
  const paid = { outcome: 'paid', payment: { amountFen: 123456 } }

  test('a request says by which certificates it speaks', async () => {
    say(alipayNow, snOf(alipayNow))
    expect(await made().channel.queryOrder('HF20261101000001')).toMatchObject(paid)
    const query = new URL(platform.heard[0]?.target ?? '', 'http://x').searchParams
    expect(query.get('app_cert_sn')).toBe(snOf(app))
    expect(query.get('alipay_root_cert_sn')).toBe(snOf(root))
  })

  test('an answer is believed by the certificate that it names, and by no other', async () => {
    const { channel } = made()
    say(next, snOf(alipayNow))
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject({ outcome: 'unknown', code: 'UNVERIFIED' })
    say(alipayNow, undefined)
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject(paid)
    say(between, snOf(between))
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject({ outcome: 'unknown', code: 'UNVERIFIED' })
  })

  test('a new certificate is fetched by its number, checked against the root, and used from then', async () => {
    const { channel, lines } = made()
    say(next, snOf(next), next.pem + between.pem)
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject(paid)
    expect(platform.heard.map(methodOf)).toEqual([QUERY, 'alipay.open.app.alipaycert.download'])
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject(paid)
    say(alipayNow, snOf(alipayNow))
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject(paid)
    expect(downloads()).toHaveLength(0)
    expect(lines).toContainEqual(expect.objectContaining({ level: 'info', message: 'platform certificate added' }))
  })

  const forger = certified('Ant Financial Certification Authority R1', { authority: true })
  const forged = certified('Alipay, next', { by: forger })
  test.each([
    ['does not go back to the root', forged, forged.pem + forger.pem],
    ['is another than the one asked for', next, alipayNow.pem + between.pem],
    ['comes without the one between', next, next.pem],
    ['is no certificate', next, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['is not to be had', next, undefined],
  ])('a certificate that %s is not taken, and what it signed is not believed', async (_why, by, certificate) => {
    say(by, snOf(by), certificate)
    expect(await made().channel.queryOrder('HF20261101000001')).toMatchObject({
      outcome: 'unknown',
      code: 'UNVERIFIED',
    })
    // Three answers, one look for the certificate.
    expect(platform.heard.map(methodOf).filter((method) => method === QUERY)).toHaveLength(3)
    expect(downloads()).toHaveLength(1)
  })

  test('a certificate counts while it is in force', async () => {
    const { channel } = made({ now: NOW + 6 * 365 * 86_400_000 })
    say(alipayNow, snOf(alipayNow))
    expect(await channel.queryOrder('HF20261101000001')).toMatchObject({ outcome: 'unknown', code: 'UNVERIFIED' })
  })

  function notice(by: Certified, sn?: string) {
    const fields: Record<string, string> = sn === undefined ? NOTICE : { ...NOTICE, alipay_cert_sn: sn }
    const text = Object.keys(fields)
      .sort()
      .map((name) => `${name}=${fields[name]}`)
      .join('&')
    const signature = sign('RSA-SHA256', Buffer.from(text), by.privateKey).toString('base64')
    return { headers: {}, body: Buffer.from(form({ ...fields, sign: signature, sign_type: 'RSA2' })) }
  }

  test('a notice by a new certificate is believed once that is fetched, at most every five minutes', async () => {
    const { channel, clock } = made()
    say(next, snOf(next), next.pem + between.pem)
    expect(await channel.refreshKeys()).toBe(false)
    expect(channel.verify(notice(forged, snOf(forged)), NOW)).toEqual({ outcome: 'refused', code: 'unknown-key' })
    expect(await channel.refreshKeys()).toBe(false)
    const signed = notice(next, snOf(next))
    expect(channel.verify(signed, NOW)).toEqual({ outcome: 'refused', code: 'unknown-key' })
    expect(await channel.refreshKeys()).toBe(false)
    expect(downloads()).toHaveLength(1)
    clock.now += 300_000
    expect(await channel.refreshKeys()).toBe(true)
    expect(channel.verify(signed, NOW).outcome).toBe('verified')
    expect(channel.verify(notice(forged, snOf(next)), NOW)).toEqual({ outcome: 'refused', code: 'bad-signature' })
  })

  test('a notification that names no certificate is tried by those we know', () => {
    const { channel } = made()
    expect(channel.verify(notice(alipayNow), NOW).outcome).toBe('verified')
    expect(channel.verify(notice(next), NOW)).toEqual({ outcome: 'refused', code: 'bad-signature' })
    expect(channel.verify(notice(alipayNow, 'not a number'), NOW)).toEqual({ outcome: 'refused', code: 'unknown-key' })
  })

  test('needs Alipay’s certificate and the roots', () => {
    const trust = { mode: 'certificate', appCertificate: app.pem, rootCertificates: roots } as const
    expect(() =>
      createAlipayChannel(
        alipayOptions(platform.url, { appPrivateKey: appKey(), trust: { ...trust, alipayCertificates: between.pem } }),
      ),
    ).toThrow(/certificate/)
  })
})
