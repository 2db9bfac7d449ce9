import { dayOf } from '../beijingTime'
import { zip } from '../channelFiles/zip'
import { type Handler, problem } from '../http/router'
import type { NuonuoInvoice } from '../store/nuonuo'
import type { World } from '../world'
import { amountsOf, TEST_SELLER } from './services'

/** For how long a link to a file holds. */
const LINK_LIFE = 30 * 86_400_000

/** One page that says what it is, with a cross-reference table that readers accept. */
function pdf(lines: readonly string[]): Buffer {
  const text = lines.map((line, at) => `1 0 0 1 40 ${360 - at * 20} Tm (${line}) Tj`).join('\n')
  const stream = `BT /F1 12 Tf\n${text}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 397] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

function xml(invoice: NuonuoInvoice): Buffer {
  const { buyerName } = JSON.parse(invoice.request) as { buyerName: string }
  const { net, tax, total } = amountsOf(invoice)
  const fields = {
    EIid: invoice.number ?? '',
    IssueTime: dayOf(invoice.doneAt ?? 0),
    SellerIdNum: TEST_SELLER,
    BuyerName: buyerName,
    TotalAmWithoutTax: net,
    TotalTaxAm: tax,
    'TotalTax-includedAmount': total,
    Remark: '模拟，无税务效力',
  }
  const body = Object.entries(fields).map(([name, value]) => `  <${name}>${escaped(value)}</${name}>`)
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<EInvoice>\n${body.join('\n')}\n</EInvoice>\n`)
}

async function ofd(invoice: NuonuoInvoice): Promise<Buffer> {
  const root = Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0"/>',
  )
  const entries = [
    { name: Buffer.from('OFD.xml'), content: [root] },
    { name: Buffer.from('original_invoice.xml'), content: [xml(invoice)] },
  ]
  const chunks: Buffer[] = []
  for await (const chunk of zip(entries, 0x21_0000)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const page = (invoice: NuonuoInvoice) =>
  pdf([
    'SIMULATED - NO TAX EFFECT',
    `No. ${invoice.number}`,
    `Date ${dayOf(invoice.doneAt ?? 0)}`,
    `Total CNY ${amountsOf(invoice).total}`,
  ])

const FILES: Readonly<Record<string, { type: string; write(invoice: NuonuoInvoice): Buffer | Promise<Buffer> }>> = {
  pdf: { type: 'application/pdf', write: page },
  xml: { type: 'application/xml', write: xml },
  ofd: { type: 'application/ofd', write: ofd },
}

/** An issued invoice's files, under links that expire. */
export function downloadInvoice(world: World): Handler {
  return async ({ params, query }) => {
    const [serial = '', extension = ''] = (params.name ?? '').split('.')
    const invoice = world.store.nuonuo.bySerial(serial)
    const file = Object.hasOwn(FILES, extension) ? FILES[extension] : undefined
    if (!invoice || !file || invoice.status !== 2 || query.get('t') !== String(invoice.doneAt))
      return problem(404, 'not-found', '文件不存在')
    const expired = world.faults.strikes('invoiceLinkExpired', { company: invoice.company })
    if (expired || world.clock.now() > (invoice.doneAt ?? 0) + LINK_LIFE) return problem(403, 'expired', '链接已过期')
    return { status: 200, headers: { 'content-type': file.type }, body: await file.write(invoice) }
  }
}
