// A real S3 server for tests (test/s3server.py). Without it they are skipped, and counted as such; under CI=true that
// is a failure, so that no green run hides that nothing was kept in a bucket.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { S3Settings } from '../src/base/config.ts'

const python = '/usr/bin/python3'

/** Whether there is a server to test against; under CI there must be, and the tests then fail with the reason. */
export const hasS3 =
  (exists(python) && exists('/usr/lib/python3/dist-packages/swift')) || process.env.CI === 'true'

export interface RunningS3 {
  /** Of a bucket that exists and is empty at first. */
  settings: S3Settings
  /** What a server of ours is given to keep its files here. */
  env: Record<string, string>
  keys(): Promise<string[]>
  /** Ends the server at once, as a power cut would. */
  stop(): Promise<void>
  /** Starts it again with what it kept, at the same address. */
  start(): Promise<void>
  close(): Promise<void>
}

export async function startS3(): Promise<RunningS3> {
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-s3-'))
  const port = await freePort()
  const settings: S3Settings = {
    bucket: 'pictures',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    keyId: 'test:gangmu',
    secret: 'a-secret-for-tests',
    pathStyle: true,
  }
  let running = await launch(folder, port, settings)
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: settings.region,
    credentials: { accessKeyId: settings.keyId, secretAccessKey: settings.secret },
    forcePathStyle: true,
  })
  await client.send(new CreateBucketCommand({ Bucket: settings.bucket })).catch(async error => {
    await end(running)
    throw error
  })
  return {
    settings,
    env: {
      GANGMU_S3_BUCKET: settings.bucket,
      GANGMU_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      GANGMU_S3_KEY_ID: settings.keyId,
      GANGMU_S3_SECRET: settings.secret,
    },
    keys: async () => {
      const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: settings.bucket }))
      return (Contents ?? []).map(({ Key }) => Key ?? '')
    },
    stop: () => end(running),
    start: async () => {
      running = await launch(folder, port, settings)
    },
    close: async () => {
      client.destroy()
      await end(running)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function launch(folder: string, port: number, { keyId, secret }: S3Settings): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 's3server.py')
  const args = [script, folder, String(port), keyId.replace(/^test:/, ''), secret]
  const child = spawn(python, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', data => {
    said += data
  })
  const ready = once(child.stdout, 'data')
  const missing = (): never => {
    throw new Error(`no S3 server: install it (Debian: apt-get install python3-swift)\n${said}`)
  }
  const left = once(child, 'close').then(missing, missing)
  await Promise.race([ready, left])
  left.catch(() => {})
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const left = once(child, 'exit')
  child.kill('SIGKILL')
  await left
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = portOf(server.address())
  server.close()
  await once(server, 'close')
  return port
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address
}

function exists(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}
