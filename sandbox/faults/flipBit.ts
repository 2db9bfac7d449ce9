/** A copy with one bit turned; `chance` in [0, 1) says which. An empty buffer stays empty. */
export function flipBit(bytes: Buffer, chance: number): Buffer {
  const copy = Buffer.from(bytes)
  const bit = Math.floor(chance * copy.length * 8)
  const at = bit >> 3
  const byte = copy[at]
  if (byte !== undefined) copy[at] = byte ^ (1 << (bit & 7))
  return copy
}
