// What usually goes wrong at start, as a sentence that says what to do.

export function sentenceOf(error: unknown, env: NodeJS.ProcessEnv): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${env.PORT ?? 8080} is in use. Stop what uses it, or set PORT to another.`
  if (code === 'EACCES')
    return `Port ${env.PORT ?? 8080} or folder ${env.GANGMU_DATA ?? './data'} is not allowed to this user.`
  if (env.DATABASE_URL && (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')) {
    return 'The database at DATABASE_URL cannot be reached. Is it running, and is the address right?'
  }
  if (code === '28P01' || code === '28000')
    return 'The database refused the user or password of DATABASE_URL.'
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist. Create it first.'
  if (code === '42501')
    return `The database user may not do what is needed (docs/operating.md): ${error.message}.`
  return undefined
}
