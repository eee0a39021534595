// For addresses that lead nowhere, and pages that the post does not have.
import { Link } from 'react-router'
import { useSay } from '../../ui/say.ts'

export function NotHere() {
  const say = useSay()
  return (
    <section className="page">
      <h1>{say('console.not_here')}</h1>
      <p>{say('console.not_here_help')}</p>
      <p>
        <Link to="/">{say('console.to_desk')}</Link>
      </p>
    </section>
  )
}
