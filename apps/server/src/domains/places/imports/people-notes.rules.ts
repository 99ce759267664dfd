/** Who of a file's people was not placed, and which homes it said nothing of. */
export interface PeopleLeftOut {
  /** true: of a raster, whose rows are cells */
  readonly isRaster: boolean
  readonly withoutHome: { readonly rows: number; readonly people: number }
  /** of a raster: cells with people around the county; null when they were not counted */
  readonly around: { readonly cells: number; readonly people: number } | null
  /** of a raster: homes where it has no data, with the people that they keep */
  readonly uncovered: { readonly homes: number; readonly estimated: number; readonly people: number }
}

/** How many people were not placed and why, and what to do about it: a sentence each, for people. */
export function peopleNotes({ isRaster, withoutHome, around, uncovered }: PeopleLeftOut): string[] {
  const notes: string[] = []
  const estimated = uncovered.estimated > 0 ? `（其中 ${words(uncovered.estimated)} 栋是估算）` : ''
  if (withoutHome.rows > 0)
    notes.push(
      isRaster
        ? `${words(withoutHome.people)} 人没有安放：他们的 ${words(withoutHome.rows)} 个格子里没有住宅建筑。请导入建筑更全的街道地图，再导入一次人口。`
        : `${words(withoutHome.people)} 人没有安放：文件里有 ${words(withoutHome.rows)} 行对不上社区、建筑，或社区里没有住宅。请按下面列出的逐行改好，再导入一次。`,
    )
  if (!isRaster) return notes
  if (around === null)
    notes.push('栅格比本县大得多，本县之外有多少人没有数。本县之内的都读了。要核对总数，请裁剪到县域再传。')
  else if (around.cells > 0)
    notes.push(
      `${words(around.people)} 人没有计入：他们的 ${words(around.cells)} 个格子在本县的路网和住宅之外。栅格比本县大，就该如此；如果那里也是本县，请先导入覆盖全县的街道地图，再导入一次人口。`,
    )
  if (uncovered.homes > 0)
    notes.push(
      `${words(uncovered.homes)} 栋住宅所在的地方栅格没有数据，人口没有改，还是原来的 ${words(uncovered.people)} 人${estimated}。请换一份覆盖全县的栅格，再导入一次。`,
    )
  return notes
}

function words(count: number): string {
  return Math.round(count).toLocaleString('zh-CN')
}
