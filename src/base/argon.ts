// Passwords as argon2id hashes. Slow on purpose: never inside a transaction.
import { hash, verify } from '@node-rs/argon2'

/** OWASP's second choice of argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

export function isPassword(known: string, password: string): Promise<boolean> {
  return verify(known, password)
}
