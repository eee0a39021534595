// The clients of the HTTP bench, a process of its own: each keeps one connection and sends the next step as
// soon as the last is answered.
import http from 'node:http'

export interface Order {
  open?: { port: number; tokens: readonly string[]; ids: readonly string[]; department: string }
  measure?: { clients: number; ms: number }
}

export interface Answer {
  taken: number
  seconds: number
  p99: number
  refused: number
}

const paths = ['acceptance', 'filing', 'dispatch', 'taking']
const bodies = (department: string) => [{}, { condition: 1 }, { department }, {}]
let opened: NonNullable<Order['open']> | undefined
let next = 0

process.on('message', async (order: Order) => {
  if (order.open) opened = order.open
  const answer = order.measure ? await measure(order.measure) : { taken: 0, seconds: 0, p99: 0, refused: 0 }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit())

async function measure({ clients, ms }: { clients: number; ms: number }): Promise<Answer> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
  const took: number[] = []
  let refused = 0
  const began = performance.now()
  const from = next
  const last = (opened?.ids.length ?? 0) * paths.length
  const client = async (): Promise<void> => {
    while (performance.now() - began < ms && next < last) {
      const sent = performance.now()
      if (!(await step(agent, next++))) refused += 1
      took.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  took.sort((a, b) => a - b)
  return { taken: next - from, seconds, p99: took[Math.floor(took.length * 0.99)] ?? 0, refused }
}

/** Every case takes its first step, then every case its second, as in walk.ts; true if it was taken. */
function step(agent: http.Agent, number: number): Promise<boolean> {
  if (!opened) throw new Error('not opened')
  const { port, ids, tokens, department } = opened
  const at = Math.floor(number / ids.length)
  const body = JSON.stringify(bodies(department)[at])
  return new Promise((answered, failed) => {
    const request = http.request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/api/cases/${ids[number % ids.length]}/${paths[at]}`,
        headers: {
          authorization: `Bearer ${tokens[at]}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      response => {
        response.resume()
        response.on('end', () => answered(response.statusCode === 200))
      },
    )
    request.on('error', failed)
    request.end(body)
  })
}
