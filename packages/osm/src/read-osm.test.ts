import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { OsmFormatError } from './osm-format-error.ts'
import { blob, block, dense, file } from './pbf-file-for-tests.ts'
import { detectOsmKind, readOsm } from './read-osm.ts'
import { readPbf } from './read-pbf.ts'
import { hasExtract, readExtract } from './shared-data-for-tests.ts'
import { waysOf } from './way-columns.ts'

const SMALL = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="hand">
 <note>kept out</note>
 <bounds minlat="34" minlon="116" maxlat="35" maxlon="117"/>
 <node id="2" lat="34.2400005" lon="116.1300010"><tag k="name" v="孔庙 &amp; 广场"/><tag k="amenity" v="clinic"/></node>
 <node id="1" lat="34.24" lon="116.13" visible="true"/>
 <node id="3" lat="34.24" lon="116.13" visible="false"/>
 <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way>
 <relation id="20"><member type="way" ref="10" role="outer"/><member type="node" ref="1"/><tag k="type" v="multipolygon"/></relation>
</osm>`

function refusal(text: string | Uint8Array): OsmFormatError {
  try {
    readOsm(typeof text === 'string' ? Buffer.from(text) : text)
  } catch (error) {
    if (error instanceof OsmFormatError) return error
    throw error
  }
  throw new Error('the file was read')
}

describe('an .osm file', () => {
  test('is read with its tags, sorted, without what is deleted', () => {
    const data = readOsm(Buffer.from(SMALL))
    expect([...data.nodeIds]).toEqual([1, 2])
    expect([...data.nodeLat]).toEqual([34.24, 34.2400005])
    expect([...data.nodeTags]).toEqual([[1, { name: '孔庙 & 广场', amenity: 'clinic' }]])
    expect(waysOf(data)).toEqual([{ id: 10, nodes: [1, 2], tags: { highway: 'footway' } }])
    expect(data.relations[0]?.members).toEqual([
      { type: 'way', ref: 10, role: 'outer' },
      { type: 'node', ref: 1, role: '' },
    ])
  })

  test('is told from a PBF by its content, packed or not, with a byte order mark or not', () => {
    const pbf = file(blob({ raw: block({ group: dense({ ids: [1], lats: [1], lons: [1] }) }) }))
    expect(detectOsmKind(pbf)).toBe('pbf')
    expect(detectOsmKind(Buffer.from(`\uFEFF${SMALL}`))).toBe('xml')
    expect(readOsm(gzipSync(SMALL)).wayIds.length).toBe(1)
    expect(readOsm(gzipSync(pbf)).nodeIds.length).toBe(1)
    expect(readOsm(Buffer.from(`\uFEFF${SMALL}`)).wayIds.length).toBe(1)
  })

  test('gives the same coordinates as a PBF, to the last bit', () => {
    const xml = readOsm(Buffer.from('<osm><node id="1" lat="28.1383511" lon="-15.4361921"/></osm>'))
    const group = dense({ ids: [1], lats: [281_383_511], lons: [-154_361_921] })
    const pbf = readPbf(file(blob({ raw: block({ group }) })))
    expect([xml.nodeLat[0], xml.nodeLon[0]]).toEqual([pbf.nodeLat[0], pbf.nodeLon[0]])
  })
})

describe('a hostile or wrong file', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]><osm><note>&lol2;</note></osm>`
  const outside = `<?xml version="1.0"?><!DOCTYPE osm SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><osm/>`
  const node = (attributes: string) => `<osm><node ${attributes}/></osm>`
  const cases: readonly [string, string | Uint8Array, string, RegExp][] = [
    ['a billion laughs', laughs, 'unsupported', /DOCTYPE/],
    ['an outside entity', outside, 'unsupported', /DOCTYPE/],
    ['an entity without a document type', '<osm><node id="&x;"/></osm>', 'malformed', /entity/],
    ['a list of changes', '<osmChange version="0.6"></osmChange>', 'unsupported', /osmChange/],
    ['another kind of XML', '<gpx></gpx>', 'not-osm', /<gpx>/],
    ['an HTML page', '<!DOCTYPE html><html></html>', 'unsupported', /DOCTYPE/],
    ['an empty file', '', 'not-osm', /empty/],
    ['plain text', '名称,类别\n超市,商业', 'not-osm', /neither/],
    ['a zip archive', Buffer.from('PK\x03\x04rest'), 'unsupported', /zip/],
    ['a bzip2 archive', Buffer.from('BZh91AY'), 'unsupported', /bzip2/],
    ['UTF-16', Buffer.from('\uFEFF<osm/>', 'utf16le'), 'unsupported', /UTF-16/],
    [
      'GB18030',
      Buffer.concat([Buffer.from('<osm><note a="'), Buffer.from([0xcf, 0xc4, 0xd2, 0xd8]), Buffer.from('"/></osm>')]),
      'malformed',
      /UTF-8/,
    ],
    ['a file cut in an element', SMALL.slice(0, 400), 'truncated', /ends before/],
    ['a file cut in a tag', SMALL.slice(0, 420), 'truncated', /ends before/],
    ['a second root', '<osm/><osm/>', 'malformed', /root/],
    ['crossed elements', '<osm><way id="1"></osm></way>', 'malformed', /well-formed/],
    ['a node nowhere on earth', node('id="1" lat="90.1" lon="0"'), 'malformed', /nowhere on earth/],
    ['a node without a longitude', node('id="1" lat="9"'), 'malformed', /nowhere on earth/],
    ['a coordinate that is no number', node('id="1" lat="0x10" lon="0"'), 'malformed', /nowhere on earth/],
    ['an id that is no number', node('id="one" lat="0" lon="0"'), 'malformed', /"one"/],
    ['an id beyond 2^53', node('id="99999999999999999" lat="0" lon="0"'), 'malformed', /id of a node/],
    [
      'a member of an unknown type',
      '<osm><relation id="1"><member type="x" ref="1"/></relation></osm>',
      'malformed',
      /unknown type/,
    ],
    ['elements nested a thousand deep', `<osm>${'<a>'.repeat(1000)}`, 'malformed', /deep/],
    ['gzip cut short', gzipSync(SMALL).subarray(0, 200), 'truncated', /gzip/],
    ['gzip twice', gzipSync(gzipSync(SMALL)), 'unsupported', /twice/],
    ['a gzip bomb', gzipSync(Buffer.alloc(400 * 1024 * 1024, 32)), 'too-large', /unpacks to more/],
  ]

  test.each(cases)('%s is refused with a sentence', (_, text, code, sentence) => {
    const error = refusal(text)
    expect(error.message).toMatch(sentence)
    expect(error.code).toBe(code)
  })

  test('the line is named', () => {
    expect(refusal(`<osm>\n\n${node('id="1" lat="91" lon="0"').slice(5)}`).line).toBe(3)
  })

  test('twenty megabytes of comment, text and attributes are passed over', () => {
    const filler = 'x'.repeat(7_000_000)
    const text = `<osm><!--${filler}--><note a="${filler}">${filler}</note></osm>`
    expect(readOsm(Buffer.from(text)).nodeIds.length).toBe(0)
  }, 30_000)

  test('cut anywhere it is refused', () => {
    for (let length = 1; length < SMALL.length - 1; length += 7) {
      expect(() => readOsm(Buffer.from(SMALL.slice(0, length)))).toThrow(OsmFormatError)
    }
  })
})

describe.skipIf(!hasExtract('guixi_jiangxi_2024.osm'))('real XML extracts (skipped without ../shared/data)', () => {
  test.each([
    ['guixi_jiangxi_2024.osm', 4020, 433],
    ['beijing_tsinghua_2017.osm', 7450, 1360],
  ])('%s has as many nodes and ways as its text', (name, nodes, ways) => {
    const bytes = readExtract(name)
    const text = Buffer.from(bytes).toString('utf8')
    const data = readOsm(bytes)
    expect(data.nodeIds.length).toBe(text.match(/<node /g)?.length)
    expect(data.wayIds.length).toBe(text.match(/<way /g)?.length)
    expect(data.wayRefs.length).toBe(text.match(/<nd /g)?.length)
    expect([data.nodeIds.length, data.wayIds.length]).toEqual([nodes, ways])
  })
})
