// Publishing a draft: at once, or from a time on.
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { instantOf, refusalText } from '../../catalogue/web/values.ts'
import { useMoment } from './keeping.ts'

interface Props {
  layer: string
  revision: number
  onClose(): void
  onDone(sentence: string): void
}

export function Publishing({ layer, revision, onClose, onDone }: Props) {
  const say = useSay()
  const { moment, zone } = useMoment()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [from, setFrom] = useState('')
  const publishing = useAction(
    (input: { layer: string; revision: number; validFrom: string | null }, context: { key: string }) =>
      client.grids.publish(input, { context }),
  )
  const publish = async (): Promise<void> => {
    const validFrom = when === 'now' ? null : instantOf(from, zone ?? 'UTC')
    if (validFrom === undefined) return
    const done = await publishing.act({ layer, revision, validFrom })
    if (done) onDone(say('grids.published', { version: done.version }))
  }
  return (
    <Modal open title={say('grids.publish_title')} footer={null} onCancel={onClose}>
      <p className="quiet">{say('grids.publish_help')}</p>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void publish()
        }}
      >
        <Choice
          plain
          label={say('grids.publish_from')}
          options={[
            { value: 'now', label: say('grids.publish_now') },
            { value: 'later', label: say('grids.publish_later') },
          ]}
          value={when}
          onChange={setWhen}
        />
        {when === 'later' && (
          <Field label={say('grids.publish_from')} for="grids-from">
            <Input
              id="grids-from"
              type="datetime-local"
              required
              value={from}
              onChange={event => setFrom(event.target.value)}
            />
          </Field>
        )}
        {publishing.error !== undefined && (
          <Refused error={publishing.error} says={refusalText(publishing.error, say, moment)} />
        )}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={publishing.busy}>
            {say('grids.publish')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
