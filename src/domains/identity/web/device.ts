// What a browser calls itself, in the two words that a person recognises: program and system.
const programs = [
  ['Edge', /Edg\//],
  ['WeChat', /MicroMessenger\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
] as const

const systems = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

/** `Chrome · Windows`; what is not recognised stays as it came. */
export function deviceName(agent: string): string {
  const known = [programs, systems].flatMap(list => list.find(([, mark]) => mark.test(agent))?.[0] ?? [])
  return known.length > 0 ? known.join(' · ') : agent
}
