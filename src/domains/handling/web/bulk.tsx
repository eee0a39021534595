// What a department takes for many cases at once: taking what was dispatched to it.
import { client } from '../../../client.ts'
import { bulkStep } from '../../cases/web/BulkPanel.tsx'

export const takingMany = bulkStep({
  step: 'take',
  may: 'handling.take',
  send: client.handling.takeMany,
  first: {},
})
