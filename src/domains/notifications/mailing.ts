// The way out to a mail server: SMTP by nodemailer, one letter at a time.
import { createTransport } from 'nodemailer'
import type { Trouble } from './rules.ts'

export interface Written {
  /** The same for every try of a letter, so that a mail server that got it twice shows it once. */
  messageId: string
  to: string
  subject: string
  text: string
}

export interface Carrier {
  /** Gives the receipt of the mail server, or throws `NotCarried`. */
  carry(written: Written): Promise<string>
  close(): void
}

/** Why a letter did not leave, without the address in it. */
export class NotCarried extends Error {
  override name = 'NotCarried'
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(`the letter was not taken: ${trouble.answer ?? trouble.code ?? 'unknown'}`)
    this.trouble = trouble
  }
}

export interface SmtpSettings {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  url: string
  from: string
}

export function openSmtp({ url, from }: SmtpSettings): Carrier {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = new URL(url).hostname
  return {
    carry: async ({ messageId, to, subject, text }) => {
      try {
        const { response } = await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${messageId}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return response.slice(0, 200)
      } catch (error) {
        throw new NotCarried(troubleOf(error))
      }
    },
    close: () => transport.close(),
  }
}

function troubleOf(error: unknown): Trouble {
  if (typeof error !== 'object' || error === null) return {}
  return {
    answer:
      'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined,
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
  }
}
