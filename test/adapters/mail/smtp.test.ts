import { type AddressInfo, createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { createMailer } from '../../../server/adapters/mail/smtp'

const mail = {
  to: 'zhang@example.com',
  subject: '电子发票 MN202600000001',
  text: '您好',
  file: { name: 'MN202600000001.pdf', bytes: Buffer.from('%PDF-1.7 发票') },
}

describe('an e-mail by a real mail server', () => {
  let server: SMTPServer
  let port: number
  let received: { from: string; to: string[]; raw: string }[]

  beforeAll(async () => {
    received = []
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('nobody') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
      onData(stream, { envelope }, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
          received.push({
            from,
            to: envelope.rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString(),
          })
          done()
        })
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.server.address() as AddressInfo).port
  })
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

  const mailer = (at = port) => createMailer({ server: `smtp://127.0.0.1:${at}`, from: 'invoices@example.com' })

  test('arrives at the one address, with the file as it is', async () => {
    expect(await mailer().send(mail)).toBe('sent')
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ from: 'invoices@example.com', to: ['zhang@example.com'] })
    const raw = received[0]?.raw ?? ''
    expect(raw).toContain('filename=MN202600000001.pdf')
    expect(raw.replace(/\s/g, '')).toContain(mail.file.bytes.toString('base64'))
  })

  test('an address that the server does not have is refused', async () => {
    expect(await mailer().send({ ...mail, to: 'nobody@example.com' })).toBe('refused')
    expect(received).toHaveLength(1)
  })

  test('an address with a second one inside goes to no second', async () => {
    await mailer().send({ ...mail, to: 'zhang@example.com, wang@example.com' })
    expect(received.flatMap(({ to }) => to)).not.toContain('wang@example.com')
  })

  test('a server that is not there, or hangs up: nobody knows, and nothing is called sent', async () => {
    const deaf = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve))
    const { port: at } = deaf.address() as AddressInfo
    expect(await mailer(at).send(mail)).toBe('unknown')
    await new Promise<void>((resolve) => deaf.close(() => resolve()))
    expect(await mailer(at).send(mail)).toBe('unknown')
  })
})
