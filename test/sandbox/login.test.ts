import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.remove())
afterEach(() => sandbox.clock.setOffset(0))

const codeFor = async (company: string, person?: string) => {
  const { body } = await sandbox.api('POST', 'login-codes', { platform: 'wechat', company, person })
  return String(body.code)
}
const exchange = async (company: string, code: string, change: Record<string, string> = {}) => {
  const { appid, appSecret } = sandbox.keys.merchant(company).wechat
  const query = new URLSearchParams({
    appid,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
    ...change,
  })
  const answer = await fetch(`${sandbox.url}/sns/jscode2session?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

describe('a WeChat login code', () => {
  it('is exchanged for an openid and a session key, without any errcode', async () => {
    const session = await exchange('lanzhou', await codeFor('lanzhou'))
    expect(session.openid).toMatch(/^o[\w-]{27}$/)
    expect(Buffer.from(String(session.session_key), 'base64')).toHaveLength(16)
    expect(session).not.toHaveProperty('errcode')
  })

  it('works once', async () => {
    const code = await codeFor('lanzhou')
    await exchange('lanzhou', code)
    expect(await exchange('lanzhou', code)).toMatchObject({ errcode: 40163 })
  })

  it('works for five minutes', async () => {
    const code = await codeFor('lanzhou')
    sandbox.clock.setOffset(300_001)
    expect(await exchange('lanzhou', code)).toMatchObject({ errcode: 40029 })
  })

  it('of one company is nothing to another', async () => {
    expect(await exchange('beijing', await codeFor('lanzhou'))).toMatchObject({ errcode: 40029 })
  })

  it.each([
    [{ appid: 'wx0000000000000000' }, 40013],
    [{ secret: 'wrong' }, 40125],
    [{ secret: '' }, 41004],
    [{ js_code: '' }, 41008],
    [{ appid: '' }, 41002],
  ])('is refused with %j as %i', async (change, errcode) => {
    expect(await exchange('lanzhou', await codeFor('lanzhou'), change as Record<string, string>)).toMatchObject({
      errcode,
    })
  })

  it('names the same person the same in one app, and otherwise in another', async () => {
    const first = await exchange('lanzhou', await codeFor('lanzhou', '李四'))
    const again = await exchange('lanzhou', await codeFor('lanzhou', '李四'))
    const elsewhere = await exchange('beijing', await codeFor('beijing', '李四'))
    const other = await exchange('lanzhou', await codeFor('lanzhou', '王五'))
    expect(again.openid).toBe(first.openid)
    expect(new Set([first.openid, elsewhere.openid, other.openid]).size).toBe(3)
  })

  it('is not given out for a company that does not exist', async () => {
    const answer = await sandbox.api('POST', 'login-codes', { platform: 'wechat', company: 'atlantis' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-company' } })
  })
})

it('the stable access token stays until it is about to expire', async () => {
  const { appid, appSecret: secret } = sandbox.keys.merchant('lanzhou').wechat
  const ask = async () => {
    const answer = await fetch(`${sandbox.url}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({ grant_type: 'client_credential', appid, secret }),
    })
    return (await answer.json()) as { access_token: string; expires_in: number }
  }
  const first = await ask()
  // A second may begin between the token and its answer.
  expect([7199, 7200]).toContain(first.expires_in)
  expect((await ask()).access_token).toBe(first.access_token)
  sandbox.clock.setOffset(7_000_000)
  expect((await ask()).access_token).not.toBe(first.access_token)
})
