import { SaxesParser } from 'saxes'
import { Problem } from '../../../platform/problem/problem.ts'

export interface XmlEvents {
  /** local name, attributes as they are written */
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

const PIECE_BYTES = 64 * 1024
const DEPTH = 64

/** Feeds the parser piece by piece, so that a caller can take what is ready in between. Document types are refused. */
export function* xmlPieces(xml: Buffer, events: XmlEvents): Generator<undefined> {
  const parser = new SaxesParser()
  const broken = (why: string) =>
    new Problem('import-format', `表格文件的内容已损坏（${why}），没有读取。请在 Excel 或 WPS 中另存后再传。`)
  let depth = 0
  parser.on('error', (error) => {
    throw broken(error.message.slice(0, 100))
  })
  // A document type is where entity bombs and outside references live; no spreadsheet program writes one.
  parser.on('doctype', () => {
    throw broken('含有 DOCTYPE')
  })
  parser.on('opentag', (tag) => {
    if (++depth > DEPTH) throw broken('嵌套太深')
    events.open?.(localName(tag.name), tag.attributes)
  })
  parser.on('text', (text) => events.text?.(text))
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('closetag', (tag) => {
    depth--
    events.close?.(localName(tag.name))
  })
  const decoder = new TextDecoder('utf-8')
  for (let at = 0; at < xml.length; at += PIECE_BYTES) {
    parser.write(decoder.decode(xml.subarray(at, at + PIECE_BYTES), { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
}

export function parseXml(xml: Buffer, events: XmlEvents): void {
  const pieces = xmlPieces(xml, events)
  while (pieces.next().done !== true);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
