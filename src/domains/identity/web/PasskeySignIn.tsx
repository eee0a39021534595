// Signing in with a passkey: a button, and the browser's own offer where the account name is typed. Where it cannot work,
// the reason stands in its place.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { hindered, offersAutofill, stopWaiting, usePasskeyOf } from './ceremony.ts'
import { useArrival } from './me.ts'

/** Sooner than a challenge ends. */
const renewedMs = 240_000

export function PasskeySignIn({ onTry }: { onTry(): void }) {
  const say = useSay()
  const [why] = useState(hindered)
  const [round, setRound] = useState(0)
  const arrive = useArrival()
  const signIn = async (byAutofill: boolean): Promise<void> => {
    const assertion = await usePasskeyOf(await client.identity.askPasskey(), byAutofill)
    arrive((await client.identity.signInByPasskey({ assertion })).me)
  }
  const pressed = useAction(() => signIn(false))
  const [refused, setRefused] = useState<unknown>()

  useEffect(() => {
    if (why !== undefined) return
    let isOver = false
    const wait = async (): Promise<void> => {
      if (!(await offersAutofill()) || isOver) return
      await signIn(true).catch((error: unknown) => {
        // Waiting in vain is no failure; a passkey that was chosen and not taken is.
        const isChosen =
          error instanceof Error && 'code' in error && String(error.code).startsWith('identity.')
        if (isChosen && !isOver) setRefused(error)
      })
    }
    void wait()
    const renewing = setTimeout(() => setRound(round + 1), renewedMs)
    return () => {
      isOver = true
      clearTimeout(renewing)
      void stopWaiting()
    }
  }, [round, why])

  if (why !== undefined) return <p className="quiet passkey-why">{say(`ways.${why}`)}</p>
  const press = async (): Promise<void> => {
    onTry()
    setRefused(undefined)
    await pressed.act(undefined)
    setRound(now => now + 1)
  }
  const error = pressed.error ?? refused
  return (
    <>
      <Button size="large" block loading={pressed.busy} onClick={() => void press()}>
        {say('ways.sign_in')}
      </Button>
      {error !== undefined && <Refused error={error} />}
    </>
  )
}
