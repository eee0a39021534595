// What went wrong, in one sentence, read out when it appears; with a way to try again where that helps.
import { Button } from 'antd'
import { isOffline, sentence } from './refusals.ts'
import { useSay } from './say.ts'

interface Props {
  error: unknown
  /** The sentence, where details need words of their own. */
  says?: string | undefined
  onRetry?: (() => void) | undefined
}

export function Refused({ error, says, onRetry }: Props) {
  const say = useSay()
  return (
    <div role="alert" className={isOffline(error) ? 'refused refused-soft' : 'refused'}>
      <p>{says ?? sentence(error, say)}</p>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {say('app.retry')}
        </Button>
      )}
    </div>
  )
}
