import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from 'maplibre-gl'

/** Buildings as points with a side in metres, and hexagons as closed rings; degrees WGS84. */
export interface GroundShape {
  readonly lon: ArrayLike<number>
  readonly lat: ArrayLike<number>
  readonly sizeM: ArrayLike<number>
  readonly rings: readonly (readonly (readonly [number, number])[])[]
}

/** What is drawn of it. `colours`: u8[4 × buildings or hexagons] red, green, blue, opacity; opacity 0 draws nothing. */
export interface GroundPaint {
  readonly draws: 'buildings' | 'hexagons'
  readonly colours: Uint8Array<ArrayBuffer>
  /** metres across instead of the footprints' own; such marks are round */
  readonly marksM?: ArrayLike<number>
}

interface Drawing {
  readonly program: WebGLProgram
  readonly array: WebGLVertexArrayObject
  readonly colour: WebGLBuffer
  readonly matrix: WebGLUniformLocation | null
  readonly metre: WebGLUniformLocation | null
  readonly isRound: WebGLUniformLocation | null
}

const POINT_VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform vec2 u_metre;
layout(location = 0) in vec2 a_at;
layout(location = 1) in vec4 a_colour;
layout(location = 2) in float a_size;
out vec4 v_colour;
out float v_px;
void main() {
  gl_Position = a_colour.a == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : u_matrix * vec4(a_at, 0.0, 1.0);
  v_px = clamp(a_size * u_metre.x, u_metre.y, 512.0);
  gl_PointSize = v_px;
  v_colour = a_colour;
}`
const POINT_FRAGMENT = `#version 300 es
precision mediump float;
uniform bool u_round;
in vec4 v_colour;
in float v_px;
out vec4 colour;
void main() {
  vec2 from = abs(gl_PointCoord - 0.5) * v_px;
  float rim = u_round ? v_px * 0.5 - length(from) : v_px * 0.5 - max(from.x, from.y);
  if (rim < 0.0) discard;
  float shade = v_px > 7.0 && rim < 1.0 ? 0.78 : 1.0;
  colour = vec4(v_colour.rgb * shade, 1.0) * v_colour.a;
}`
const AREA_VERTEX = `#version 300 es
uniform mat4 u_matrix;
layout(location = 0) in vec2 a_at;
layout(location = 1) in vec4 a_colour;
out vec4 v_colour;
void main() {
  gl_Position = a_colour.a == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : u_matrix * vec4(a_at, 0.0, 1.0);
  v_colour = a_colour;
}`
const AREA_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_colour;
out vec4 colour;
void main() {
  colour = vec4(v_colour.rgb, 1.0) * v_colour.a;
}`

const EARTH_M = 40_075_016.686
const TILE_PX = 512
/** A hut stays a dot that can be seen from far away. */
const LEAST_PX = { buildings: 2.4, marks: 3 }

/**
 * The county's buildings and hexagons, drawn by one call each. Positions lie on the card from the start; another category, band,
 * age or profile is only another 4 bytes a building, so a switch sends little to the graphics card.
 * Positions are relative to the county's middle: 32-bit floats of the whole world would be off by metres.
 */
export class GroundCanvas implements CustomLayerInterface {
  readonly id: string
  readonly type = 'custom'
  readonly renderingMode = '2d'
  readonly #shape: GroundShape
  readonly #origin: readonly [number, number]
  readonly #metresPerUnit: number
  #tellDrawn: () => void = () => undefined
  #map: MapLibreMap | undefined
  #gl: WebGL2RenderingContext | undefined
  #points: (Drawing & { readonly size: WebGLBuffer }) | undefined
  #areas: (Drawing & { readonly count: number; readonly corners: Uint32Array }) | undefined
  #paint: GroundPaint | undefined
  #isFresh = false

  constructor(id: string, shape: GroundShape) {
    this.id = id
    this.#shape = shape
    const middle = shape.lon.length >> 1
    const lat = shape.lat[middle] ?? 0
    this.#origin = [mercatorX(shape.lon[middle] ?? 0), mercatorY(lat)]
    this.#metresPerUnit = EARTH_M * Math.cos((lat * Math.PI) / 180)
  }

  /** Told each time that a paint has reached the card for the first time. */
  onDrawn(tell: () => void): void {
    this.#tellDrawn = tell
  }

  paint(paint: GroundPaint): void {
    this.#paint = paint
    this.#isFresh = true
    this.#upload()
    this.#map?.triggerRepaint()
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map
    this.#gl = gl
    this.#points = this.#makePoints(gl)
    this.#areas = this.#makeAreas(gl)
    this.#upload()
  }

  onRemove(_: MapLibreMap, gl: WebGL2RenderingContext): void {
    for (const drawing of [this.#points, this.#areas]) {
      if (drawing === undefined) continue
      gl.deleteProgram(drawing.program)
      gl.deleteVertexArray(drawing.array)
      gl.deleteBuffer(drawing.colour)
    }
    this.#points = undefined
    this.#areas = undefined
    this.#gl = undefined
  }

  render(gl: WebGL2RenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    const paint = this.#paint
    const drawing = paint?.draws === 'hexagons' ? this.#areas : this.#points
    if (paint === undefined || drawing === undefined || this.#map === undefined) return
    gl.useProgram(drawing.program)
    gl.bindVertexArray(drawing.array)
    gl.uniformMatrix4fv(drawing.matrix, false, this.#placed(defaultProjectionData.mainMatrix))
    if (paint.draws === 'hexagons') gl.drawArrays(gl.TRIANGLES, 0, this.#areas?.count ?? 0)
    else {
      const dpr = this.#map.getPixelRatio()
      const pxPerMetre = (TILE_PX * 2 ** this.#map.getZoom() * dpr) / this.#metresPerUnit
      const least = paint.marksM === undefined ? LEAST_PX.buildings : LEAST_PX.marks
      gl.uniform2f(drawing.metre, pxPerMetre, least * dpr)
      gl.uniform1i(drawing.isRound, paint.marksM === undefined ? 0 : 1)
      gl.drawArrays(gl.POINTS, 0, this.#shape.lon.length)
    }
    gl.bindVertexArray(null)
    if (!this.#isFresh) return
    this.#isFresh = false
    this.#tellDrawn()
  }

  #placed(matrix: ArrayLike<number>): Float32Array {
    const placed = Float32Array.from(matrix)
    const [x, y] = this.#origin
    for (let i = 0; i < 4; i++) placed[12 + i] = (matrix[i] ?? 0) * x + (matrix[4 + i] ?? 0) * y + (matrix[12 + i] ?? 0)
    return placed
  }

  #upload(): void {
    const gl = this.#gl
    const paint = this.#paint
    if (gl === undefined || paint === undefined || !this.#points || !this.#areas) return
    if (paint.draws === 'hexagons') {
      const { corners, colour } = this.#areas
      const whole = new Uint32Array(paint.colours.buffer, paint.colours.byteOffset, paint.colours.length / 4)
      fill(
        gl,
        colour,
        Uint32Array.from(corners, (hex) => whole[hex] ?? 0),
      )
      return
    }
    fill(gl, this.#points.colour, paint.colours)
    fill(gl, this.#points.size, Float32Array.from(paint.marksM ?? this.#shape.sizeM))
  }

  #makePoints(gl: WebGL2RenderingContext) {
    const { lon, lat } = this.#shape
    const at = new Float32Array(2 * lon.length)
    for (let b = 0; b < lon.length; b++) this.#place(at, b, lon[b] ?? 0, lat[b] ?? 0)
    const drawing = makeDrawing(gl, POINT_VERTEX, POINT_FRAGMENT, at)
    const size = gl.createBuffer()
    gl.bindVertexArray(drawing.array)
    gl.bindBuffer(gl.ARRAY_BUFFER, size)
    gl.enableVertexAttribArray(2)
    gl.vertexAttribPointer(2, 1, gl.FLOAT, false, 0, 0)
    gl.bindVertexArray(null)
    return { ...drawing, size }
  }

  /** Each ring as a fan of triangles: hexagons bulge outwards everywhere. */
  #makeAreas(gl: WebGL2RenderingContext) {
    const { rings } = this.#shape
    const count = rings.reduce((sum, ring) => sum + 3 * Math.max(0, ring.length - 3), 0)
    const at = new Float32Array(2 * count)
    const corners = new Uint32Array(count)
    let v = 0
    rings.forEach((ring, hex) => {
      for (let i = 1; i + 2 < ring.length; i++)
        for (const [lon, lat] of [ring[0] ?? [0, 0], ring[i] ?? [0, 0], ring[i + 1] ?? [0, 0]]) {
          this.#place(at, v, lon, lat)
          corners[v++] = hex
        }
    })
    return { ...makeDrawing(gl, AREA_VERTEX, AREA_FRAGMENT, at), count, corners }
  }

  #place(into: Float32Array, i: number, lon: number, lat: number): void {
    into[2 * i] = mercatorX(lon) - this.#origin[0]
    into[2 * i + 1] = mercatorY(lat) - this.#origin[1]
  }
}

function makeDrawing(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
  at: Float32Array<ArrayBuffer>,
): Drawing {
  const program = gl.createProgram()
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind)
    if (shader === null) throw new Error('the graphics card took no shader')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true)
    throw new Error(`the ground cannot be drawn: ${gl.getProgramInfoLog(program) ?? ''}`)
  const array = gl.createVertexArray()
  gl.bindVertexArray(array)
  const corners = gl.createBuffer()
  fill(gl, corners, at)
  gl.enableVertexAttribArray(0)
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
  const colour = gl.createBuffer()
  gl.bindBuffer(gl.ARRAY_BUFFER, colour)
  gl.enableVertexAttribArray(1)
  gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, true, 0, 0)
  gl.bindVertexArray(null)
  return {
    program,
    array,
    colour,
    matrix: gl.getUniformLocation(program, 'u_matrix'),
    metre: gl.getUniformLocation(program, 'u_metre'),
    isRound: gl.getUniformLocation(program, 'u_round'),
  }
}

function fill(gl: WebGL2RenderingContext, buffer: WebGLBuffer, data: ArrayBufferView<ArrayBuffer>): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW)
}

function mercatorX(lon: number): number {
  return (lon + 180) / 360
}

function mercatorY(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180)
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
}
