import '@fontsource-variable/noto-sans-sc'

export async function loadBundledFont(): Promise<void> {
  await Promise.all([...document.fonts].map((face) => face.load()))
}
