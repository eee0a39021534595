// The rules in force: searched, added, changed, ended, taken out as a sheet and brought back.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { NamedRule } from '../contract.ts'
import { RuleForm } from './RuleForm.tsx'
import { RuleTable } from './RuleTable.tsx'
import { RuleVersions } from './RuleVersions.tsx'
import { type TrialPiece, useRuleWords } from './ruleWords.ts'
import { SheetImport } from './SheetImport.tsx'

type Open = { form: 'add' | 'sheet' } | { form: 'change' | 'end' | 'versions'; rule: NamedRule }

/** So many rows are drawn at first; hundreds more only slow the page down. */
const page = 100

interface Props {
  Trial: TrialPiece
  onChanged(sentence: string): void
}

export function Rules({ Trial, onChanged }: Props) {
  const say = useSay()
  const words = useRuleWords()
  const rules = useQuery(api.organisations.rules.queryOptions())
  const [filter, setFilter] = useState('')
  const [most, setMost] = useState(page)
  const [open, setOpen] = useState<Open>()
  const taking = useAction(async (_: undefined) => {
    save(await client.organisations.sheet())
    return true
  })
  const wanted = filter.trim().toLowerCase().split(/\s+/)
  const all = rules.data ?? []
  const shown = all.filter(rule => {
    const line = `${words.line(rule)} ${rule.number}`.toLowerCase()
    return wanted.every(word => line.includes(word))
  })
  const close = (): void => setOpen(undefined)
  const finish = (sentence: string): void => {
    close()
    onChanged(sentence)
  }
  return (
    <>
      <p className="quiet prose">{say('organisations.rules_help')}</p>
      <div className="tools">
        <Input
          className="tools-filter"
          allowClear
          value={filter}
          placeholder={say('organisations.rules_filter')}
          aria-label={say('organisations.rules_filter')}
          onChange={event => setFilter(event.target.value)}
        />
        <div className="tools-buttons">
          <Button loading={taking.busy} onClick={() => void taking.act(undefined)}>
            {say('organisations.sheet_out')}
          </Button>
          <Button onClick={() => setOpen({ form: 'sheet' })}>{say('organisations.sheet_in')}</Button>
          <Button type="primary" onClick={() => setOpen({ form: 'add' })}>
            {say('organisations.rule_add')}
          </Button>
        </div>
      </div>
      {rules.isError && <Refused error={rules.error} onRetry={() => void rules.refetch()} />}
      {taking.error !== undefined && <Refused error={taking.error} />}
      {rules.isPending && <Skeleton active className="late-shown" />}
      {rules.data && shown.length === 0 && (
        <p className="quiet">
          {say(all.length === 0 ? 'organisations.rules_empty' : 'organisations.rules_none')}
        </p>
      )}
      {shown.length > 0 && (
        <RuleTable
          rules={shown.slice(0, most)}
          onChange={rule => setOpen({ form: 'change', rule })}
          onEnd={rule => setOpen({ form: 'end', rule })}
          onVersions={rule => setOpen({ form: 'versions', rule })}
        />
      )}
      {shown.length > most && (
        <Button className="more" onClick={() => setMost(now => now + page)}>
          {say('organisations.rules_more', { count: Math.min(page, shown.length - most) })}
        </Button>
      )}
      {(open?.form === 'add' || open?.form === 'change') && (
        <RuleForm
          rule={open.form === 'change' ? open.rule : undefined}
          Trial={Trial}
          onClose={close}
          onDone={finish}
        />
      )}
      {open?.form === 'end' && <EndRule rule={open.rule} Trial={Trial} onClose={close} onDone={finish} />}
      {open?.form === 'versions' && <RuleVersions rule={open.rule} onClose={close} />}
      {open?.form === 'sheet' && <SheetImport Trial={Trial} onClose={close} onDone={finish} />}
    </>
  )
}

interface EndProps {
  rule: NamedRule
  Trial: TrialPiece
  onClose(): void
  onDone(sentence: string): void
}

export function EndRule({ rule, Trial, onClose, onDone }: EndProps) {
  const say = useSay()
  const words = useRuleWords()
  const { id, version, number } = rule
  const ending = useAction((input: { id: string; version: number }, context: { key: string }) =>
    client.organisations.endRule(input, { context }),
  )
  const end = async (): Promise<void> => {
    if (await ending.act({ id, version })) onDone(say('organisations.rule_ended', { number }))
  }
  return (
    <Modal
      open
      width={720}
      title={say('organisations.rule_end_one', { number })}
      okText={say('organisations.rule_end')}
      confirmLoading={ending.busy}
      onOk={() => void end()}
      onCancel={onClose}
    >
      <p>{words.line(rule)}</p>
      <p className="quiet prose">{say('organisations.rule_end_confirm')}</p>
      <Trial changes={[{ what: 'end', id, version }]} />
      {ending.error !== undefined && <Refused error={ending.error} />}
    </Modal>
  )
}

function save(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name || 'responsibility-rules.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
