// An authenticator in software, with the faults that a real one would not have: for what a browser will not send.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface Faults {
  origin?: string
  host?: string
  /** As the authenticator counts; it says 0 for ever when it does not. */
  counter?: number
  verified?: boolean
  user?: string
  crossOrigin?: boolean
}

export function makeAuthenticator(origin: string) {
  const { hostname } = new URL(origin)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = randomBytes(32)
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  let user = ''

  const client = (type: string, challenge: string, faults: Faults): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge,
        origin: faults.origin ?? origin,
        crossOrigin: faults.crossOrigin ?? false,
      }),
    )
  const data = (flags: number, { host = hostname, counter = 0, verified = true }: Faults): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(host), Buffer.from([flags | 1 | (verified ? 4 : 0)]), count])
  }
  return {
    id: credential.toString('base64url'),
    /** Answers `navigator.credentials.create`. */
    register({ challenge, user: { id } }: { challenge: string; user: { id: string } }, faults: Faults = {}) {
      user = id
      const key = cbor(
        new Map<number, number | Buffer>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      )
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential.length)
      const authData = Buffer.concat([data(0x40, faults), Buffer.alloc(16), length, credential, key])
      const attestation = cbor(
        new Map<string, Encoded>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, Encoded>()],
          ['authData', authData],
        ]),
      )
      return {
        id: credential.toString('base64url'),
        rawId: credential.toString('base64url'),
        type: 'public-key' as const,
        response: {
          clientDataJSON: client('webauthn.create', challenge, faults).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
        clientExtensionResults: {},
      }
    },
    /** Answers `navigator.credentials.get`. */
    assert({ challenge }: { challenge: string }, faults: Faults = {}) {
      const said = client('webauthn.get', challenge, faults)
      const authenticatorData = data(0, faults)
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(said)]), privateKey)
      return {
        id: credential.toString('base64url'),
        rawId: credential.toString('base64url'),
        type: 'public-key' as const,
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: faults.user ?? user,
        },
        clientExtensionResults: {},
      }
    },
  }
}

export type Authenticator = ReturnType<typeof makeAuthenticator>

type Encoded = number | string | Buffer | ReadonlyMap<number | string, Encoded>

/** As much of CBOR as a key and an attestation need. */
function cbor(value: Encoded): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)])])
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size])
  if (size < 256) return Buffer.from([(major << 5) | 24, size])
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}

function sha256(said: string | Buffer): Buffer {
  return createHash('sha256').update(said).digest()
}
