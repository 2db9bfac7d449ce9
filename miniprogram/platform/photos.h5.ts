import type { PlatformPhotos } from './ports'

/** The files themselves stay here; pages know them by a path, as in a mini-program. */
const files = new Map<string, File>()

function pick(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png,image/webp'
    input.className = 'photo-input'
    const end = (file: File | undefined) => {
      input.remove()
      resolve(file)
    }
    input.addEventListener('change', () => end(input.files?.[0]))
    input.addEventListener('cancel', () => end(undefined))
    // Some browsers open the chooser only for an input that is in the page.
    document.body.append(input)
    input.click()
  })
}

export const platformPhotos: PlatformPhotos = {
  async choose() {
    const file = await pick()
    if (!file) return 'none'
    const path = `file-${files.size + 1}`
    files.set(path, file)
    return { path, bytes: file.size, type: file.type || undefined }
  },
  async send({ url, headers, fields, photo }) {
    const file = files.get(photo.path)
    if (!file) throw new Error('the picture is gone')
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('photo', file)
    const answer = await fetch(url, { method: 'POST', headers, body: form })
    return { status: answer.status, body: await answer.text() }
  },
}
