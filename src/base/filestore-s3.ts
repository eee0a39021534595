// Files in a bucket of any server that speaks S3 (Amazon, Ceph, MinIO, Swift …): originals and copies both, so
// that several servers of ours need no folder in common.
import { createHash, randomUUID } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Logger } from 'pino'
import type { S3Settings } from './config.ts'
import { type FileStore, reasonOf, storeAway } from './filestore.ts'

export interface S3Patience {
  /** Milliseconds for sending or fetching a whole picture, tries included. */
  bytesMs: number
  /** Milliseconds for a question or a removal: a transaction may wait for it. */
  wordMs: number
}

const usual: S3Patience = { bytesMs: 30_000, wordMs: 5_000 }

/** Opens the bucket and tries it once through; throws an Error whose message says what to do. */
export async function openS3(
  settings: S3Settings,
  log: Logger,
  { bytesMs, wordMs }: S3Patience = usual,
): Promise<FileStore> {
  const { bucket: Bucket } = settings
  const client = clientOf(settings, bytesMs)
  const keep = (Key: string, bytes: Uint8Array) =>
    within(bytesMs, async abortSignal => {
      // The store compares, so that what was garbled on its way is refused. Understood everywhere, unlike newer sums.
      const ContentMD5 = createHash('md5').update(bytes).digest('base64')
      await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes, ContentMD5 }), { abortSignal })
    })
  const read = (Key: string) =>
    within(bytesMs, async abortSignal => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal })
      return Body && new Uint8Array(await Body.transformToByteArray())
    })
  const remove = (Key: string) =>
    within(wordMs, async abortSignal => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }), { abortSignal })
    })
  const holds = (Key: string) =>
    within(wordMs, async abortSignal => {
      await client.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal })
      return true
    })
  const trying = <T>(asked: keyof FileStore, work: Promise<T>): Promise<T> =>
    work.catch(error => {
      throw storeAway(log, asked, error)
    })
  try {
    const key = `check/${randomUUID()}`
    await keep(key, Buffer.from('Gangmu writes here.'))
    await read(key)
    await remove(key)
  } catch (error) {
    client.destroy()
    throw new Error(faultOf(error, settings))
  }
  return {
    keep: (key, bytes) => trying('keep', keep(key, bytes)),
    read: key => trying('read', read(key).catch(absent(() => undefined))),
    holds: key => trying('holds', holds(key).catch(absent(() => false))),
    remove: key => trying('remove', remove(key).catch(absent(() => {}))),
    close: () => client.destroy(),
  }
}

function clientOf(
  { endpoint, region, keyId, secret, pathStyle }: S3Settings,
  requestTimeout: number,
): S3Client {
  return new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    forcePathStyle: pathStyle,
    // Not every server that speaks S3 reads the sums that Amazon added later; what they guard, ContentMD5 guards.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout,
      throwOnRequestTimeout: true,
      socketTimeout: requestTimeout,
    },
  })
}

/** The client's own timeouts are for one try each; people wait for all of them together. */
function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(milliseconds)
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work(signal), late])
}

/** A missing object is an answer. A missing bucket is not, and has another name wherever a body can say it. */
function absent<T>(answer: () => T): (error: unknown) => T {
  return error => {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return answer()
    throw error
  }
}

/** Why the bucket cannot be used, and what to do. */
function faultOf(error: unknown, { endpoint, bucket, region }: S3Settings): string {
  const where = endpoint ?? `Amazon S3 in ${region}`
  const { kind, code, status } = reasonOf(error)
  switch (kind) {
    case 'NoSuchBucket':
      return `The bucket ${bucket} (GANGMU_S3_BUCKET) does not exist at ${where}. Create it first.`
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return `${where} does not accept GANGMU_S3_KEY_ID with GANGMU_S3_SECRET.`
    case 'AccessDenied':
      return `${where} does not let GANGMU_S3_KEY_ID write, read and delete in the bucket ${bucket}.`
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
      return `The bucket ${bucket} at ${where} is in another region than ${region} (GANGMU_S3_REGION).`
  }
  const named = code ?? kind
  return status === undefined
    ? `The file store at ${where} (GANGMU_S3_ENDPOINT) cannot be reached: ${named}. Is it running, and is the address right?`
    : `The file store at ${where} answered ${named} (HTTP ${status}) when a file was kept, read and deleted in the bucket ${bucket}.`
}
