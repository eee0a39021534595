// Hearing the database's notifications: a connection of its own that comes back when it breaks, and says that
// something may have been missed meanwhile.
import pg from 'pg'

export interface Hearing {
  heard(payload: string): void
  /** The connection was broken for a while. */
  missed(): void
}

const pauseMs = 1000

export class Listener {
  readonly #config: pg.ClientConfig
  readonly #hearings = new Map<string, Hearing>()
  #client: pg.Client | undefined
  #closed = false

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  async add(channel: string, hearing: Hearing): Promise<void> {
    this.#hearings.set(channel, hearing)
    if (this.#client) await this.#client.query(`listen ${pg.escapeIdentifier(channel)}`)
    else await this.#open()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end().catch(() => {})
  }

  async #open(): Promise<void> {
    // Without keep-alive a connection that vanished in silence would be waited on for ever.
    const client = new pg.Client({ ...this.#config, keepAlive: true })
    client.on('notification', ({ channel, payload }) => this.#hearings.get(channel)?.heard(payload ?? ''))
    client.on('error', () => {})
    client.on('end', () => {
      if (this.#client === client) this.#again()
    })
    await client.connect()
    this.#client = client
    for (const channel of this.#hearings.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
  }

  #again(): void {
    this.#client = undefined
    if (this.#closed) return
    const retry = setTimeout(() => {
      this.#open().then(
        () => {
          for (const hearing of this.#hearings.values()) hearing.missed()
        },
        () => this.#again(),
      )
    }, pauseMs)
    retry.unref()
  }
}
