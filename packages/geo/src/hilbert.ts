import type { Box } from './boxes.ts'

/** Place of cell (x, y) of a 2^16 × 2^16 grid along the Hilbert curve, as an unsigned 32-bit number. */
export function hilbertOfCell(x: number, y: number): number {
  let key = 0
  for (let side = 1 << 15; side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0
    const top = (y & side) > 0 ? 1 : 0
    key = (key << 2) | ((3 * right) ^ top)
    // Each quadrant holds the same curve turned so that its ends meet those of its neighbours.
    if (top === 0) {
      if (right === 1) {
        x = 0xffff - x
        y = 0xffff - y
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return key >>> 0
}

/** Hilbert key of a point in a box of degrees: points near on the ground get near keys. Points outside go to the rim. */
export function hilbertKey(lon: number, lat: number, box: Box): number {
  const width = box[2] - box[0]
  const height = box[3] - box[1]
  const x = width > 0 ? Math.floor(((lon - box[0]) / width) * 65535) : 0
  const y = height > 0 ? Math.floor(((lat - box[1]) / height) * 65535) : 0
  return hilbertOfCell(Math.max(0, Math.min(65535, x)), Math.max(0, Math.min(65535, y)))
}
