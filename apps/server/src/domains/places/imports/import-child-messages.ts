import type { ProblemCode } from '@xiayi/contract/problems'
import type { ProblemError } from '../../../platform/problem/problem.ts'

/** What the reading process says on its standard output, one JSON line each. */
export type ChildMessage =
  | { readonly say: 'progress'; readonly share: number; readonly stage: string }
  | { readonly say: 'done' }
  | {
      readonly say: 'problem'
      readonly code: ProblemCode
      readonly detail: string
      readonly errors: readonly ProblemError[]
    }
  /** a bug of ours */
  | { readonly say: 'fault'; readonly stack: string }

export function messageOf(line: string): ChildMessage | undefined {
  try {
    const value: ChildMessage | null = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'say' in value ? value : undefined
  } catch {
    return undefined
  }
}

export function memoryDetail(memoryMb: number): string {
  return `读这个文件要用的内存超过 ${memoryMb} MB 的上限，已停止，没有保存任何内容。请把文件拆小（地图请只截取本县范围，512 MB 内存约能读 17 MB 的 .osm.pbf），或由管理员调大 IMPORT_MEMORY_MB。`
}

export function timeDetail(seconds: number): string {
  return `读这个文件超过 ${seconds} 秒的上限，已停止，没有保存任何内容。请把文件拆小，或由管理员调大 IMPORT_SECONDS。`
}
