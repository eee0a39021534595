// What command takes for many cases at once: dispatching all to one department, and passing on to the check.
import { client } from '../../../client.ts'
import { bulkStep } from '../../cases/web/BulkPanel.tsx'
import { DepartmentField } from './DepartmentField.tsx'

export const dispatchingMany = bulkStep<{ department: string }>({
  step: 'dispatch',
  may: 'command.dispatch',
  send: client.command.dispatchMany,
  fields: {
    Fields: ({ value, onChange }) => (
      <DepartmentField
        value={value?.department}
        onChange={department => onChange(department === undefined ? undefined : { department })}
      />
    ),
    needs: 'console.department_needs',
  },
})

export const passingMany = bulkStep({
  step: 'pass',
  may: 'command.pass',
  send: client.command.passMany,
  first: {},
})
