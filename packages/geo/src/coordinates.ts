/**
 * Points on the earth, one brand per datum. A coordinate of one datum does not compile where another is wanted, so an
 * unconverted map-vendor coordinate cannot be stored. All are [longitude, latitude] in degrees, longitude first (RFC 7946).
 */
declare const datum: unique symbol

export type Position<D extends string> = readonly [lon: number, lat: number] & { readonly [datum]: D }
/** GNSS and OpenStreetMap. The only datum that is stored. */
export type Wgs84 = Position<'wgs84'>
/** 国测局 2002: Amap, Tencent and all licensed Chinese maps. */
export type Gcj02 = Position<'gcj02'>
/** Baidu's offset on top of GCJ-02. */
export type Bd09 = Position<'bd09'>

export type DatumName = 'wgs84' | 'gcj02' | 'bd09'

export function wgs84(lon: number, lat: number): Wgs84 {
  return [lon, lat] as unknown as Wgs84
}

export function gcj02(lon: number, lat: number): Gcj02 {
  return [lon, lat] as unknown as Gcj02
}

export function bd09(lon: number, lat: number): Bd09 {
  return [lon, lat] as unknown as Bd09
}
