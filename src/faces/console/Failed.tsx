// When a page itself breaks, or its code cannot be fetched after an update.
import { Button } from 'antd'
import { useSay } from '../../ui/say.ts'

export function Failed() {
  const say = useSay()
  return (
    <main className="page">
      <div role="alert">
        <h1>{say('console.crashed')}</h1>
        <p>{say('console.crashed_help')}</p>
      </div>
      <Button type="primary" onClick={() => location.reload()}>
        {say('console.reload')}
      </Button>
    </main>
  )
}
