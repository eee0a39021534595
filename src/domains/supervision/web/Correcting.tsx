// Correcting what was said of a case: its kind, where it is, or the address. What is left empty stays as it is.
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { named } from '../../../ui/words/words.ts'
import { isKind, KindField } from '../../cases/web/KindField.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import type { KindKey } from '../../catalogue/contract.ts'

type Where = { longitude: number; latitude: number; precision: 'map' } | { region: string }

interface Correction {
  kind?: KindKey
  where?: Where
  address?: string
}

const ways = ['keep', 'region', 'point'] as const
type Way = (typeof ways)[number]

export function Correcting(props: StepProps) {
  const say = useSay()
  const { shown } = props
  const id = useId()
  const [kind, setKind] = useState<KindKey>()
  const [way, setWay] = useState<Way>('keep')
  const [region, setRegion] = useState<string>()
  const [point, setPoint] = useState('')
  const [address, setAddress] = useState(shown.address)
  const { note, setNote, busy, take } = useStep<Correction>(client.supervision.correct, props)
  const options = ways.map(value => ({ value, label: say(`desk.place_${value}`) }))
  useKeys(choiceKeys(options, setWay))

  const place = pointIn(point)
  const where: Where | undefined =
    way === 'region' && region ? { region } : way === 'point' && place ? place : undefined
  const isOther = address.trim() !== shown.address
  const changed: Correction = {
    ...(kind &&
      !isKind(kind, shown.kind) && { kind: { edition: kind.edition, type: kind.type, code: kind.code } }),
    ...(where && { where }),
    // A new place keeps the old words only if they are said again.
    ...((isOther || where) && { address: address.trim() }),
  }
  const missing =
    way === 'region' && !region
      ? say('desk.place_region_needs')
      : way === 'point' && !place
        ? say('desk.place_point_needs')
        : Object.keys(changed).length === 0
          ? say('desk.correct_needs')
          : undefined
  return (
    <StepBox
      title={say('step.correct')}
      note={{ value: note, set: setNote }}
      missing={missing}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('desk.correct_do'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take(changed),
          busy,
        },
      ]}
    >
      <KindField
        label={say('desk.kind')}
        placeholder={say('desk.kind_stays')}
        value={kind}
        onChange={setKind}
      />
      <Choice label={say('desk.place')} options={options} value={way} onChange={setWay} />
      {way === 'region' && <RegionField value={region} onChange={setRegion} />}
      {way === 'point' && (
        <div className="box-field">
          <Field
            label={say('desk.place_coordinates')}
            for={`${id}-point`}
            help={say('desk.place_point_help')}
          >
            <Input
              id={`${id}-point`}
              value={point}
              inputMode="decimal"
              placeholder={`${shown.place.longitude.toFixed(6)}, ${shown.place.latitude.toFixed(6)}`}
              onChange={event => setPoint(event.target.value)}
            />
          </Field>
        </div>
      )}
      <div className="box-field">
        <Field label={say('console.address')} for={`${id}-address`}>
          <Input
            id={`${id}-address`}
            value={address}
            maxLength={200}
            onChange={event => setAddress(event.target.value)}
          />
        </Field>
      </div>
    </StepBox>
  )
}

function RegionField({ value, onChange }: { value: string | undefined; onChange(code: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const regions = useQuery(api.regions.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const all = regions.data ?? []
  const options = all
    .filter(({ level }) => level === 'community' || level === 'subdistrict')
    .map(({ code, parent, level, name }) => {
      const above = level === 'community' ? all.find(each => each.code === parent) : undefined
      return {
        value: code,
        label: [above && named(above.name, language), named(name, language)].filter(Boolean).join(' · '),
      }
    })
  return (
    <div className="box-field">
      <Field label={say('console.region')} for={id}>
        <Select
          id={id}
          value={value ?? null}
          options={options}
          loading={regions.isPending}
          placeholder={say('desk.place_region_pick')}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={chosen => {
            if (chosen) onChange(chosen)
          }}
        />
      </Field>
    </div>
  )
}

/** Longitude and latitude as they are copied from maps: two numbers with a comma, a blank or both between. */
function pointIn(said: string): Where | undefined {
  const found = said.trim().match(/^(-?\d{1,3}(?:\.\d+)?)[\s,，;]+(-?\d{1,2}(?:\.\d+)?)$/)
  if (!found) return undefined
  const [longitude, latitude] = [Number(found[1]), Number(found[2])]
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return undefined
  return { longitude, latitude, precision: 'map' }
}
