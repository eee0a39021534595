// The plain pages for inspectors until the field app takes their place: tasks, one case with its two answers of equal
// weight, a report, and oneself. They work without script; the script adds position, smaller pictures and order.
import { call } from '@orpc/server'
import { Hono } from 'hono'
import type { Pages } from '../../base/pages.ts'
import { token } from '../../faces/portal/assets.ts'
import { preview } from '../../faces/portal/pictures.ts'
import { answerRefused } from '../../faces/portal/refused.ts'
import { caseRouter } from '../cases/server.ts'
import { answer, freshCase } from './pages/answering.ts'
import { changeDuty, mePage, signOut } from './pages/me.ts'
import { freshReport, reportedPage, takeReport } from './pages/reporting.ts'
import { entered, posted, signIn } from './pages/room.ts'
import { tasksPage } from './pages/tasks.ts'

const kept = { 'Cache-Control': 'private, max-age=3600' }

export function checkPages(): Pages {
  const pages: Pages = new Hono()
  pages.get('/', entered(tasksPage))
  pages.get('/cases/:id', entered(freshCase))
  pages.post('/cases/:id', posted(answer))
  pages.get('/report', entered(freshReport))
  pages.post('/report', posted(takeReport))
  pages.get('/reported/:number', entered(reportedPage))
  pages.get('/me', entered(mePage))
  pages.post('/duty', posted(changeDuty))
  pages.post('/sign-in', signIn)
  pages.post('/sign-out', entered(signOut))
  // The small picture of the list: what was reported, or a blank where there is none.
  pages.get('/cases/:id/picture', async c => {
    const context = { ...c.var.asked, key: undefined }
    const { id, pictures } = await call(caseRouter.show, { id: c.req.param('id') }, { context })
    const first = pictures.find(({ shows }) => shows === 'report' || shows === 'before')
    if (!first) return c.body(blank, 200, { ...kept, 'Content-Type': 'image/svg+xml' })
    const copy = await call(caseRouter.picture, { id, file: first.file, size: 'small' }, { context })
    return c.body(await copy.arrayBuffer(), 200, { ...kept, 'Content-Type': copy.type })
  })
  pages.get('/cases/:id/pictures/:file', async c => {
    const input = {
      id: c.req.param('id'),
      file: c.req.param('file'),
      size: c.req.query('size') === 'large' ? ('large' as const) : ('small' as const),
    }
    const copy = await call(caseRouter.picture, input, { context: { ...c.var.asked, key: undefined } })
    return c.body(await copy.arrayBuffer(), 200, { ...kept, 'Content-Type': copy.type })
  })
  pages.get('/pictures/:upload', async c => {
    const copy = await preview(c.var.asked, c.req.param('upload'))
    return copy ? c.body(copy, 200, { ...kept, 'Content-Type': 'image/webp' }) : c.notFound()
  })
  pages.onError((error, c) => answerRefused(error, c, 'field'))
  return pages
}

const blank = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" fill="${token('sunken')}"/><path d="M7 9.500h2l1-1.500h4l1 1.500h2v6H7zM6 6l12 12" fill="none" stroke="${token('control')}" stroke-linejoin="round"/></svg>`
