import { runServer } from './entries/server.ts'
import { ConfigError, readConfig } from './platform/config/config.ts'

try {
  await runServer(readConfig(process.env))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The configuration is wrong:\n${error.message}\n`)
  process.exitCode = 78
}
