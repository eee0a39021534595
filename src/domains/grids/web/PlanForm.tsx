// What a plan is asked for: layer, region, where it begins, along what, balanced by what, how large, and what stays.
import { Button, Checkbox, InputNumber, Select } from 'antd'
import { useRef, useState } from 'react'
import { client } from '../../../client.ts'
import { readFeatures } from '../../../geo/geojson.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { textOf } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { PlanSettings, ShownPlan } from '../plan-calls.ts'
import { measures } from '../plan-rules.ts'
import { largestFile } from '../rules.ts'
import { LockedGrids } from './LockedGrids.tsx'
import { amount, leadingOf, unitOf, useBasis } from './planning.ts'

interface Props {
  layer: string
  region: string
  plan: ShownPlan | undefined
  onBegun(id: string): void
}

type Wishes = Omit<PlanSettings, 'layer' | 'region' | 'base'> & { seed: number | null }

const usual: Wishes = {
  from: 'fresh',
  along: 'streets',
  paths: false,
  weights: { buildings: 1, addresses: 0, parts: 0, cases: 0, area: 0 },
  target: 0,
  within: 0.1,
  shape: 0.2,
  oversized: 'cut',
  locked: [],
  seed: null,
}

export function PlanForm({ layer, region, plan, onBegun }: Props) {
  const say = useSay()
  const basis = useBasis(layer, region)
  const input = useRef<HTMLInputElement>(null)
  const [given, setGiven] = useState<Wishes>(() => (plan ? wishesOf(plan) : usual))
  const [file, setFile] = useState<{ name: string; text: string; lines: number }>()
  const [wrong, setWrong] = useState('')
  const set = (change: Partial<Wishes>): void => {
    beginning.forget()
    setGiven(now => ({ ...now, ...change }))
  }
  const beginning = useAction(
    (asked: Parameters<typeof client.grids.beginPlan>[0], context: { key: string }) =>
      client.grids.beginPlan(asked, { context }),
  )
  const totals = basis.data?.totals
  const lead = leadingOf(given.weights)
  const total = totals?.[lead] ?? 0
  const isReady = plan?.state === 'done' || plan?.state === 'stopped'
  const begin = async (change: Partial<Wishes> = {}): Promise<void> => {
    const wanted = { ...given, ...change }
    const answer = await beginning.act({
      ...wanted,
      layer,
      region,
      base: wanted.from === 'plan' && plan ? plan.id : null,
      locked: wanted.from === 'plan' ? [] : wanted.locked,
      lines: wanted.along === 'file' ? (file?.text ?? '') : null,
    })
    if (answer) onBegun(answer.id)
  }
  const choose = async (chosen: File): Promise<void> => {
    setFile(undefined)
    beginning.forget()
    const read = await textOf(chosen, largestFile)
    if ('wrong' in read) {
      const key = read.wrong === 'too_large' ? 'formats.too_large' : 'formats.wrong.not_text'
      return setWrong(say(key, { size: read.size, most: largestFile / 2 ** 20 }))
    }
    const found = readFeatures(read.text)
    if ('wrong' in found) return setWrong(say(`formats.wrong.${found.wrong}`))
    setWrong('')
    setFile({ name: chosen.name, text: read.text, lines: found.features.length })
  }
  const select = <Value extends string>(
    name: string,
    label: string,
    value: Value,
    options: readonly { value: Value; label: string }[],
    onChange: (value: Value) => void,
  ) => (
    <Field label={label} for={`plan-${name}`}>
      <Select id={`plan-${name}`} value={value} options={[...options]} onChange={onChange} />
    </Field>
  )
  return (
    <form
      className="form plan-form"
      onSubmit={event => {
        event.preventDefault()
        void begin()
      }}
    >
      {basis.isError && <Refused error={basis.error} onRetry={() => void basis.refetch()} />}
      {basis.data && (
        <p className="quiet">
          {say('planner.basis', {
            regions: basis.data.regions,
            streets: amount(basis.data.streets),
            present: basis.data.present,
          })}
          {basis.data.without.length > 0 &&
            ` ${say('planner.without', { names: basis.data.without.slice(0, 8).join('、') })}`}
        </p>
      )}
      {select(
        'from',
        say('planner.from'),
        given.from,
        (['fresh', 'present', ...(isReady ? (['plan'] as const) : [])] as const).map(value => ({
          value,
          label: say(`planner.from.${value}`),
        })),
        from => set({ from }),
      )}
      {given.from !== 'plan' && (
        <>
          {select(
            'along',
            say('planner.along'),
            given.along,
            (['streets', 'file', 'squares'] as const).map(value => ({
              value,
              label: say(`planner.along.${value}`),
            })),
            along => set({ along }),
          )}
          {given.along === 'streets' && (
            <Checkbox checked={given.paths} onChange={event => set({ paths: event.target.checked })}>
              {say('planner.paths')}
            </Checkbox>
          )}
          {given.along === 'file' && (
            <p>
              <input
                ref={input}
                type="file"
                accept=".geojson,.json,application/geo+json"
                hidden
                aria-label={say('planner.file')}
                onChange={event => {
                  const chosen = event.target.files?.[0]
                  event.target.value = ''
                  if (chosen) void choose(chosen)
                }}
              />
              <Button size="small" onClick={() => input.current?.click()}>
                {say('planner.file')}
              </Button>{' '}
              {file && say('planner.file_lines', { name: file.name, lines: file.lines })}
            </p>
          )}
          {wrong !== '' && (
            <p role="alert" className="refused">
              {wrong}
            </p>
          )}
        </>
      )}
      <fieldset className="plan-weights">
        <legend>{say('planner.weights')}</legend>
        {measures.map(measure => (
          <div key={measure}>
            <label htmlFor={`plan-weight-${measure}`}>{say(`grids.measure.${measure}`)}</label>
            <span className="quiet">{totals && amount(totals[measure])}</span>
            <InputNumber
              id={`plan-weight-${measure}`}
              size="small"
              min={0}
              max={100}
              value={given.weights[measure]}
              onChange={value => set({ weights: { ...given.weights, [measure]: value ?? 0 } })}
            />
          </div>
        ))}
        <p className="help">{say('planner.weights_help')}</p>
      </fieldset>
      <Field
        label={say('planner.target', { unit: say(unitOf(given)) })}
        for="plan-target"
        help={
          given.target > 0 && total > 0
            ? say('planner.target_help', {
                total: amount(total),
                grids: amount(Math.max(1, total / given.target)),
              })
            : undefined
        }
      >
        <InputNumber
          id="plan-target"
          required
          min={1}
          max={1e12}
          aria-describedby="plan-target-help"
          value={given.target || null}
          onChange={value => set({ target: value ?? 0 })}
        />
      </Field>
      <Field label={say('planner.within')} for="plan-within">
        <InputNumber
          id="plan-within"
          min={1}
          max={50}
          precision={0}
          value={Math.round(given.within * 100)}
          onChange={value => set({ within: (value ?? 10) / 100 })}
        />
      </Field>
      {select(
        'shape',
        say('planner.shape'),
        String(given.shape),
        (['0.1', '0.2', '0.5'] as const).map(value => ({ value, label: say(`planner.shape.${value}`) })),
        value => set({ shape: Number(value) }),
      )}
      {given.from !== 'plan' && (
        <>
          <Choice
            plain
            label={say('planner.oversized')}
            options={(['cut', 'whole'] as const).map(value => ({
              value,
              label: say(`planner.oversized.${value}`),
            }))}
            value={given.oversized}
            onChange={oversized => set({ oversized })}
          />
          <LockedGrids
            layer={layer}
            region={region}
            locked={given.locked}
            onChange={locked => set({ locked })}
          />
        </>
      )}
      <Field label={say('planner.seed')} for="plan-seed" help={say('planner.seed_help')} optional>
        <InputNumber
          id="plan-seed"
          min={0}
          max={2 ** 31 - 1}
          precision={0}
          aria-describedby="plan-seed-help"
          value={given.seed}
          onChange={seed => set({ seed })}
        />
      </Field>
      {beginning.error !== undefined && (
        <>
          <Refused error={beginning.error} />
          {codeOf(beginning.error) === 'grids.plan_no_streets' && (
            <Button onClick={() => set({ along: 'squares' })}>{say('planner.use_squares')}</Button>
          )}
        </>
      )}
      <Button
        type={isReady ? 'default' : 'primary'}
        htmlType="submit"
        loading={beginning.busy}
        disabled={given.target <= 0 || (given.along === 'file' && given.from !== 'plan' && !file)}
      >
        {say(isReady ? 'planner.again' : 'planner.begin')}
      </Button>
    </form>
  )
}

function wishesOf({ settings, seed }: ShownPlan): Wishes {
  const { layer: _, region: __, base: ___, ...wishes } = settings
  return { ...wishes, seed }
}
