/** One picture on the telephone: where it lies, and its size in bytes where the platform tells it. */
export interface ChosenPhoto {
  /** A temporary file's path; in a browser an address of its own. */
  path: string
  bytes: number | undefined
  /** Its MIME type where the platform tells it. */
  type: string | undefined
}

export interface PhotoForm {
  url: string
  headers: Record<string, string>
  fields: Record<string, string>
  /** It is sent as the file named `photo`. */
  photo: ChosenPhoto
}

export interface PlatformPhotos {
  /** Takes a picture or picks one; `none` when the person closed it again, `failed` when the platform did not let him. */
  choose(): Promise<ChosenPhoto | 'none' | 'failed'>
  /** Sends a form with a picture; rejects with the platform's own error when no answer came. */
  send(form: PhotoForm): Promise<{ status: number; body: string }>
}
