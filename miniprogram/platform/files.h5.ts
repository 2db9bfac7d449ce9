import type { PlatformFiles } from './ports'

const KEPT_FOR = 60_000

export const platformFiles: PlatformFiles = {
  async openPdf(url, token, name) {
    // Opened before the first await, while the tap still allows it.
    const tab = window.open('', '_blank')
    const bearer = await token
    const answer = bearer
      ? await fetch(url, { headers: { Authorization: `Bearer ${bearer}` } }).catch(() => undefined)
      : undefined
    if (!answer?.ok) {
      tab?.close()
      return false
    }
    const address = URL.createObjectURL(await answer.blob())
    if (tab) tab.location.href = address
    else save(address, name)
    setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR)
    return true
  },
}

function save(address: string, name: string) {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
