import { offset, smooth } from './curves.ts'
import { onGrid, type Point, pointsFrom } from './plane.ts'
import { areaOf, contains, type Ring } from './ring.ts'

/**
 * The ground before anything is built: the edge of the drawing, the ring lake along the old wall line, one river and the
 * railway. Only the lake's place and the railway's existence are facts; every line is invented.
 */
export interface Terrain {
  readonly frame: Ring
  readonly lakeOuter: Ring
  readonly lakeInner: Ring
  readonly river: Ring
  readonly riverLine: readonly Point[]
  readonly railway: readonly Point[]
}

const FRAME = pointsFrom(
  '-3380 -2900, -2700 -3480, -1200 -3500, 600 -3560, 2400 -3480, 4100 -3420, 4600 -2700, 4620 -900, 4560 900, 4640 2500, 4050 3380, 2300 3500, 300 3460, -1800 3500, -2900 3420, -3420 2600, -3360 900, -3440 -900',
)

const LAKE_OUTER = pointsFrom(
  '-700 -560, -745 -320, -735 -40, -755 200, -725 430, -640 650, -350 725, 0 735, 380 715, 640 640, 770 420, 835 80, 880 -260, 800 -560, 600 -720, 250 -765, -150 -735, -520 -705',
)

const LAKE_INNER = pointsFrom(
  '-525 -430, -550 -60, -530 330, -440 505, -180 560, 120 567, 400 532, 525 420, 565 120, 548 -200, 505 -430, 370 -545, 60 -572, -250 -560, -440 -525',
)

const RIVER = pointsFrom(
  '-3080 3600, -2900 2700, -3010 1900, -2820 1100, -2760 300, -2900 -500, -2780 -1300, -2860 -2100, -2640 -2800, -1900 -3160, -900 -3150, 100 -3220, 900 -3190, 1500 -3620',
)

const RAILWAY = pointsFrom('-3500 2330, -2200 2420, -600 2470, 900 2480, 2400 2470, 3700 2560, 4700 2700')

export function terrain(): Terrain {
  const riverLine = smooth(RIVER, 45).map(onGrid)
  const river = [...offset(riverLine, -20), ...offset(riverLine, 24).toReversed()].map(onGrid)
  return {
    frame: positive(smooth(FRAME, 150, true).map(onGrid)),
    lakeOuter: positive(smooth(LAKE_OUTER, 30, true).map(onGrid)),
    lakeInner: positive(smooth(LAKE_INNER, 30, true).map(onGrid)),
    river: positive(river),
    riverLine,
    railway: smooth(RAILWAY, 120).map(onGrid),
  }
}

export function isWater(ground: Terrain, p: Point): boolean {
  return contains(ground.river, p) || (contains(ground.lakeOuter, p) && !contains(ground.lakeInner, p))
}

function positive(ring: Point[]): Point[] {
  return areaOf(ring) < 0 ? ring.reverse() : ring
}
