/** Photos that residents handed in: kept outside the web root, seen by staff only. */
export interface Photos {
  /** Keeps the bytes under a name that nobody can guess; they are on the disk when it resolves. */
  keep(name: string, bytes: Buffer): Promise<void>
  read(name: string): Promise<Buffer | undefined>
  /** Throws a photo away whose report was not taken. */
  drop(name: string): Promise<void>
}
