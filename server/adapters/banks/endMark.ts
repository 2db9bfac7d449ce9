const END_MARK = 0x1a
const HELD_BACK = new Set([END_MARK, 0x0a, 0x0d])

const isUtf16 = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)

/** A bank's bytes without the 0x1A by which older systems end a file, and the line ends behind it (formats.md 5.0). */
export async function* withoutEndMark(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let utf16: boolean | undefined
  for await (const chunk of content) {
    utf16 ??= isUtf16(chunk)
    if (utf16) {
      yield chunk
      continue
    }
    const whole = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    let end = whole.length
    while (end > 0 && HELD_BACK.has(whole[end - 1] ?? 0)) end -= 1
    if (end > 0) yield whole.subarray(0, end)
    held = whole.subarray(end)
  }
  const mark = held.indexOf(END_MARK)
  const rest = mark < 0 ? held : held.subarray(0, mark)
  if (rest.length > 0) yield rest
}
