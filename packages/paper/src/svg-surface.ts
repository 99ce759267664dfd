import { outlineOf, textWidth } from './fonts.ts'
import type { FillLook, Surface } from './surface.ts'

const r = (value: number) => String(Math.round(value * 100) / 100)

/** Draws an SVG of the given size in points. Text becomes outlines, so the picture needs no font wherever it is shown. */
export function drawSvg(size: { width: number; height: number }, draw: (surface: Surface) => void): string {
  const parts: string[] = []
  let clips = 0
  draw({
    shape(lines, { closed, ...look }) {
      parts.push(`<path d="${pathOf(lines, closed)}" fill-rule="evenodd"${attributes(look)}/>`)
    },
    circle(x, y, radius, look) {
      parts.push(`<circle cx="${r(x)}" cy="${r(y)}" r="${r(radius)}"${attributes(look)}/>`)
    },
    text(text, at, { size: type, weight, colour, halo }) {
      const shift = at.align === undefined || at.align === 'left' ? 0 : textWidth(text, type, weight)
      const x = at.x - (at.align === 'middle' ? shift / 2 : shift)
      const d = outlineOf(text, type, weight)
        .map(([kind, ...p]) => kind + p.map(r).join(' '))
        .join('')
      const turn = at.degrees === undefined ? '' : `rotate(${r(at.degrees)} ${r(at.x)} ${r(at.y)}) `
      const edge =
        halo === undefined
          ? ''
          : `<path d="${d}" fill="none" stroke="${halo.colour}" stroke-width="${r(halo.width * 2)}" stroke-linejoin="round"/>`
      parts.push(`<g transform="${turn}translate(${r(x)} ${r(at.y)})">${edge}<path d="${d}" fill="${colour}"/></g>`)
    },
    clip(rings, drawInside) {
      clips++
      const id = `c${clips}`
      parts.push(
        `<clipPath id="${id}"><path d="${pathOf(rings, true)}" clip-rule="evenodd"/></clipPath><g clip-path="url(#${id})">`,
      )
      drawInside()
      parts.push('</g>')
    },
  })
  const { width, height } = size
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${r(width)}" height="${r(height)}" viewBox="0 0 ${r(width)} ${r(height)}">${parts.join('')}</svg>`
}

function pathOf(lines: readonly ArrayLike<number>[], isClosed: boolean): string {
  let d = ''
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i += 2) d += `${i === 0 ? 'M' : 'L'}${r(line[i] ?? 0)} ${r(line[i + 1] ?? 0)}`
    if (isClosed) d += 'Z'
  }
  return d
}

function attributes({ fill, opacity, stroke }: FillLook): string {
  const parts = [` fill="${fill ?? 'none'}"`]
  // Not `opacity`, which is a layer of its own to be composed: slower by much.
  if (opacity !== undefined) parts.push(` fill-opacity="${opacity}" stroke-opacity="${opacity}"`)
  if (stroke !== undefined) {
    const { colour, width, dash, cap = 'round' } = stroke
    parts.push(` stroke="${colour}" stroke-width="${r(width)}" stroke-linecap="${cap}" stroke-linejoin="round"`)
    if (dash !== undefined) parts.push(` stroke-dasharray="${dash.map(r).join(' ')}"`)
  }
  return parts.join('')
}
