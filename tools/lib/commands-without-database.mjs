/** Commands of `xiayi` that touch no database: no need to start one for them. */
const WITHOUT_DATABASE = new Set(['engine', 'openapi', 'help'])

/** @param {readonly string[]} args */
export function needsDatabase(args) {
  if (args.some((arg) => ['--help', '-h', '--version', '-V'].includes(arg))) return false
  const command = args.find((arg) => !arg.startsWith('-'))
  return command !== undefined && !WITHOUT_DATABASE.has(command)
}
