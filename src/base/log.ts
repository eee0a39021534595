// The server's log: one JSON line an occurrence, for machines first. Never a body, a header, an address,
// a name or a password: requests are logged as method, route, status and duration with the request id.
import pino, { type Logger } from 'pino'

export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describe },
    redact: { paths: ['*.password', '*.token', '*.cookie', '*.contact'], censor: '(kept out)' },
  })
}

/** An error without its values: driver errors carry the refused row in `detail`, which may be personal. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const from = (field: string): unknown => Reflect.get(error, field)
  return {
    kind: error.name,
    code: from('code'),
    constraint: from('constraint'),
    table: from('table'),
    message: from('severity') === undefined ? error.message : 'statement refused by the database',
    stack: error.stack?.split('\n').slice(1, 12),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  }
}
