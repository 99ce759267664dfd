/** A reader of vector tiles for tests: layers, their features' properties, type and points. Mapbox Vector Tile 2.1. */
export interface ReadFeature {
  /** 1 point, 2 line, 3 polygon */
  readonly type: number
  readonly tags: Readonly<Record<string, unknown>>
  /** tile units, 0..4096 and the rim */
  readonly points: readonly (readonly [x: number, y: number])[]
}

export function readTile(bytes: Uint8Array): Record<string, ReadFeature[]> {
  const layers: Record<string, ReadFeature[]> = {}
  for (const { field, value } of fieldsOf(bytes)) if (field === 3 && typeof value !== 'number') readLayer(value, layers)
  return layers
}

function readLayer(bytes: Uint8Array, layers: Record<string, ReadFeature[]>): void {
  const fields = fieldsOf(bytes)
  const texts = (wanted: number) =>
    fields.flatMap(({ field, value }) => (field === wanted && typeof value !== 'number' ? [value] : []))
  const keys = texts(3).map((text) => new TextDecoder().decode(text))
  const values = texts(4).map(valueOf)
  const name = new TextDecoder().decode(texts(1)[0])
  layers[name] = texts(2).map((feature) => readFeature(feature, keys, values))
}

function readFeature(bytes: Uint8Array, keys: readonly string[], values: readonly unknown[]): ReadFeature {
  let type = 0
  let tags: Record<string, unknown> = {}
  let points: [number, number][] = []
  for (const { field, value } of fieldsOf(bytes)) {
    if (field === 3 && typeof value === 'number') type = value
    if (field === 2 && typeof value !== 'number') {
      const pairs = varintsOf(value)
      tags = Object.fromEntries(
        Array.from({ length: pairs.length / 2 }, (_, i) => [
          keys[pairs[2 * i] ?? 0] ?? '',
          values[pairs[2 * i + 1] ?? 0],
        ]),
      )
    }
    if (field === 4 && typeof value !== 'number') points = pointsOf(varintsOf(value))
  }
  return { type, tags, points }
}

function pointsOf(commands: readonly number[]): [number, number][] {
  const points: [number, number][] = []
  let [x, y, at] = [0, 0, 0]
  while (at < commands.length) {
    const command = commands[at++] ?? 0
    if ((command & 7) === 7) continue
    for (let i = 0; i < command >> 3; i++) {
      x += unzigzag(commands[at++] ?? 0)
      y += unzigzag(commands[at++] ?? 0)
      points.push([x, y])
    }
  }
  return points
}

function unzigzag(value: number): number {
  return (value >>> 1) ^ -(value & 1)
}

function valueOf(bytes: Uint8Array): unknown {
  const [first] = fieldsOf(bytes)
  if (first === undefined) return null
  return typeof first.value === 'number' ? first.value : new TextDecoder().decode(first.value)
}

function fieldsOf(bytes: Uint8Array): { field: number; value: number | Uint8Array }[] {
  const fields: { field: number; value: number | Uint8Array }[] = []
  for (let at = 0; at < bytes.length; ) {
    const [key, afterKey] = varintAt(bytes, at)
    const [value, afterValue] = varintAt(bytes, afterKey)
    const isBytes = (key & 7) === 2
    fields.push({ field: key >> 3, value: isBytes ? bytes.subarray(afterValue, afterValue + value) : value })
    at = isBytes ? afterValue + value : afterValue
  }
  return fields
}

function varintsOf(bytes: Uint8Array): number[] {
  const values: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const [value, next] = varintAt(bytes, at)
    values.push(value)
    at = next
  }
  return values
}

function varintAt(bytes: Uint8Array, from: number): [value: number, next: number] {
  let value = 0
  let shift = 1
  for (let at = from; ; at++) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * shift
    if (byte < 0x80) return [value, at + 1]
    shift *= 128
  }
}
