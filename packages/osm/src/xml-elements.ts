import type { OsmMember } from './elements.ts'
import type { OsmBuilder } from './osm-builder.ts'
import { OsmFormatError } from './osm-format-error.ts'
import { setTag } from './pbf-strings.ts'

type Attributes = Readonly<Record<string, string>>
type Kind = 'node' | 'way' | 'relation'

/** Turns the events of an XML parser into elements: knows which element is open, ignores what it does not know. */
export class XmlElements {
  hasRoot = false
  readonly #builder: OsmBuilder
  #open: Kind | undefined
  #isDeleted = false
  #id = 0
  #nodes: number[] = []
  #members: OsmMember[] = []
  #tags: Record<string, string> = {}
  #tagCount = 0

  constructor(builder: OsmBuilder) {
    this.#builder = builder
  }

  open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 1) this.#openRoot(name)
    else if (depth === 2 && (name === 'node' || name === 'way' || name === 'relation')) this.#begin(name, attributes)
    else if (depth === 3 && this.#open && !this.#isDeleted) this.#child(name, attributes)
  }

  /** `depth` of the element around. */
  close(name: string, depth: number): void {
    if (depth !== 1 || name !== this.#open) return
    if (!this.#isDeleted) this.#end(name)
    this.#open = undefined
  }

  #openRoot(name: string): void {
    if (name === 'osmChange')
      throw new OsmFormatError('unsupported', 'The file is a list of changes (osmChange), not a map')
    if (name !== 'osm') {
      const what = `The file is XML but no OpenStreetMap file: it begins with <${name.slice(0, 60)}>`
      throw new OsmFormatError('not-osm', what)
    }
    this.hasRoot = true
  }

  #begin(kind: Kind, attributes: Attributes): void {
    this.#open = kind
    this.#isDeleted = attributes.visible === 'false' || attributes.action === 'delete'
    this.#id = wholeNumber(attributes.id, `The id of a ${kind}`)
    this.#nodes = []
    this.#members = []
    this.#tags = {}
    this.#tagCount = 0
    if (kind !== 'node' || this.#isDeleted) return
    const lon = degrees(attributes.lon, 180, this.#id)
    this.#builder.addNode(this.#id, lon, degrees(attributes.lat, 90, this.#id))
  }

  #child(name: string, attributes: Attributes): void {
    if (name === 'tag') {
      const { k, v } = attributes
      if (k === undefined || v === undefined)
        throw new OsmFormatError('malformed', `A tag of ${this.#open} ${this.#id} lacks its key or value`)
      setTag(this.#tags, k, v)
      this.#tagCount++
    } else if (name === 'nd' && this.#open === 'way') {
      this.#nodes.push(wholeNumber(attributes.ref, `A node of way ${this.#id}`))
    } else if (name === 'member' && this.#open === 'relation') {
      const { type, ref, role } = attributes
      if (type !== 'node' && type !== 'way' && type !== 'relation')
        throw new OsmFormatError('malformed', `A member of relation ${this.#id} is of an unknown type`)
      this.#members.push({ type, ref: wholeNumber(ref, `A member of relation ${this.#id}`), role: role ?? '' })
    }
  }

  #end(kind: Kind): void {
    const id = this.#id
    const tags = this.#tags
    if (this.#tagCount > 0) this.#builder.chargeTags(this.#tagCount)
    if (kind === 'way') this.#builder.addWay({ id, nodes: this.#nodes, tags })
    else if (kind === 'relation') this.#builder.addRelation({ id, members: this.#members, tags })
    else if (this.#tagCount > 0) this.#builder.tagNode(this.#builder.nodeCount - 1, tags)
  }
}

function wholeNumber(text: string | undefined, what: string): number {
  const value = text !== undefined && /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new OsmFormatError('malformed', `${what} is "${(text ?? '').slice(0, 40)}"`)
  return value
}

function degrees(text: string | undefined, limit: number, node: number): number {
  const value =
    text !== undefined && /^[-+]?\d{1,3}(\.\d{1,20})?([eE][-+]?\d{1,2})?$/.test(text) ? Number(text) : Number.NaN
  if (!(Math.abs(value) <= limit)) {
    const shown = (text ?? '').slice(0, 40)
    throw new OsmFormatError('malformed', `Node ${node} has the coordinate "${shown}", which is nowhere on earth`)
  }
  return value
}
