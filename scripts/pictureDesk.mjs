// Members of staff of a running sandbox installation, for the pictures: logged in with the published passwords and codes.

/** The demonstration's password and the code of this half minute. */
export const demoLogin = async (base) => (await fetch(`${base}/console/api/demo`)).json()

/** Logs a member of staff in; gives what calls the console's API as that person. */
export async function atDesk(base, loginName) {
  const api = `${base}/console/api`
  const { password, code: totp } = await demoLogin(base)
  const answer = await fetch(`${api}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName, password, totp }),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0]
  const { csrf } = await answer.json()
  const headers = { 'content-type': 'application/json', cookie, 'x-heatpay-csrf': csrf }
  return {
    get: async (at) => (await fetch(`${api}${at}`, { headers })).json(),
    post: async (at, body) =>
      (await fetch(`${api}${at}`, { method: 'POST', headers, body: JSON.stringify(body) })).json(),
  }
}
