// Finishing a case, with the pictures that its kind asks for; or giving it back.
import { client } from '../../../client.ts'
import { PictureField } from '../../../ui/PictureField.tsx'
import { useSay } from '../../../ui/say.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import { type Evidence, useEvidence } from '../../cases/web/evidence.ts'
import { isKind, useKinds } from '../../cases/web/KindField.tsx'
import { useReturns } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import { givingBack } from './givingBack.ts'

const waysOut = [givingBack]

export function Finishing(props: StepProps) {
  const say = useSay()
  const kinds = useKinds()
  const proof = kinds.data?.find(kind => isKind(kind, props.shown.kind))?.proof ?? 'after'
  const [before, after] = [useEvidence(), useEvidence()]
  const { note, setNote, busy, take } = useStep<{ pictures: string[]; before: string[] }>(
    client.handling.finish,
    props,
  )
  const returns = useReturns(props, waysOut)
  if (returns.box) return returns.box

  const missing =
    (proof === 'before_after' ? before.missing('desk.finish_needs_before') : undefined) ??
    lacking(after, proof !== 'none')
  return (
    <StepBox
      title={say('console.finish_title')}
      note={{ value: note, set: setNote }}
      missing={missing && say(missing)}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('step.finish'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take({ pictures: after.uploads ?? [], before: before.uploads ?? [] }),
          busy,
        },
        ...returns.buttons,
      ]}
    >
      {proof === 'none' && <p className="quiet">{say('desk.proof_none')}</p>}
      {proof === 'before_after' && (
        <PictureField
          label={say('desk.finish_before')}
          shortcut="o"
          most={6}
          pictures={before.pictures}
          send={(file, context) => client.files.upload({ file }, { context })}
          onChange={before.change}
        />
      )}
      <PictureField
        label={say('console.finish_pictures')}
        shortcut="u"
        most={6}
        pictures={after.pictures}
        send={(file, context) => client.files.upload({ file }, { context })}
        onChange={after.change}
      />
    </StepBox>
  )
}

/** What is missing of pictures that may be left out altogether, but not half sent. */
function lacking(evidence: Evidence, areNeeded: boolean): WordKey | undefined {
  return areNeeded || evidence.pictures.length > 0 ? evidence.missing('console.finish_needs') : undefined
}
