import { randomBytes } from 'node:crypto'

/** A certificate serial: its first byte is 0x10–0x7f, so that it is positive and has exactly two hexadecimal digits a byte. */
export function randomSerial(length: number): Buffer {
  const bytes = randomBytes(length)
  bytes[0] = 0x10 + ((bytes[0] ?? 0) % 0x70)
  return bytes
}
