import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** When a certificate ends, with where it lies. */
export interface CertificateEnd {
  company: string
  file: string
  endsAt: number
}

const IN_PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

function certificatesIn(text: string): X509Certificate[] {
  return (text.match(IN_PEM) ?? []).flatMap((pem) => {
    try {
      return [new X509Certificate(pem)]
    } catch {
      // The start refuses a key file that cannot be read; here there is nothing to tell of it.
      return []
    }
  })
}

/** When a file has no certificate left: the last of its own ends. Those that only vouch for others are looked at where there is no other. */
function endOf(text: string): number | undefined {
  const all = certificatesIn(text)
  const own = all.filter(({ ca }) => !ca)
  const ends = (own.length > 0 ? own : all).map(({ validTo }) => Date.parse(validTo))
  return ends.length === 0 ? undefined : Math.max(...ends)
}

function namesIn(folder: string, kind: 'folders' | 'files'): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isDirectory() === (kind === 'folders'))
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

/** Alipay's roots are many, some of them long over: they are replaced with the app's certificate. */
const isWatched = (file: string) => /\.(crt|pem|cer)$/.test(file) && file !== 'alipay-root.crt'

/** The ends of all certificates in the folders of MERCHANTS_DIR, one a company; a folder that cannot be read has none. */
export function certificateEnds(merchantsDir: string): CertificateEnd[] {
  return namesIn(merchantsDir, 'folders').flatMap((company) => {
    const folder = path.join(merchantsDir, company)
    return namesIn(folder, 'files')
      .filter(isWatched)
      .flatMap((file) => {
        const endsAt = endOf(readFileSync(path.join(folder, file), 'utf8'))
        return endsAt === undefined ? [] : [{ company, file, endsAt }]
      })
  })
}
