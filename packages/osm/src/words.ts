/** A set of tag values written as one line of words. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
