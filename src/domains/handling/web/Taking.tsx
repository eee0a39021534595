// Taking a case that was dispatched to one's department, or giving it back.
import { client } from '../../../client.ts'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { givingBack } from './givingBack.ts'

export const Taking = plainStep({
  title: 'console.take_title',
  step: 'take',
  send: client.handling.take,
  waysOut: [givingBack],
})
