/**
 * Columns on shared memory: a network and a compiled profile are handed to worker threads without a copy.
 */
export function sharedU32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

export function sharedI32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4))
}

export function sharedU16(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(length * 2))
}

export function sharedU8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length))
}

export function sharedF64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8))
}

/** Sizes per group turned into places: offset[i] .. offset[i + 1] - 1 belongs to group i. In place, returns the total. */
export function accumulate(offset: Uint32Array): number {
  let sum = 0
  for (let i = 0; i < offset.length; i++) {
    sum += offset[i] ?? 0
    offset[i] = sum
  }
  return sum
}

/**
 * Order of indexes by a 32-bit key, ties by index. Keys and indexes lie side by side as 64-bit integers (little-endian), which
 * V8 sorts natively, without calling a comparator.
 */
export function orderByKey(keys: ArrayLike<number>): Uint32Array {
  const pairs = new BigUint64Array(keys.length)
  const words = new Uint32Array(pairs.buffer)
  for (let i = 0; i < keys.length; i++) {
    words[2 * i] = i
    words[2 * i + 1] = keys[i] ?? 0
  }
  pairs.sort()
  const order = new Uint32Array(keys.length)
  for (let i = 0; i < order.length; i++) order[i] = words[2 * i] ?? 0
  return order
}
