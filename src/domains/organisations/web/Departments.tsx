// The page of departments: who there is, which rules name them, and what the rules leave open.
import { useQueryClient } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { OpenQuestions } from './OpenQuestions.tsx'
import { Register } from './Register.tsx'
import { Rules } from './Rules.tsx'
import type { TrialPiece } from './ruleWords.ts'
import './organisations.css'

const parts = ['register', 'rules', 'open'] as const

export function Departments({ Trial }: { Trial: TrialPiece }) {
  const say = useSay()
  const queries = useQueryClient()
  const [search, setSearch] = useSearchParams()
  const [told, setTold] = useState('')
  const part = parts.find(name => name === search.get('part')) ?? 'register'
  const change = (sentence: string): void => {
    setTold(sentence)
    void queries.invalidateQueries({ queryKey: api.organisations.key() })
  }
  const pages = {
    register: <Register onChanged={change} />,
    rules: <Rules Trial={Trial} onChanged={change} />,
    open: <OpenQuestions Trial={Trial} onChanged={change} />,
  }
  return (
    <section className="page departments" aria-labelledby="departments-title">
      <h1 id="departments-title">{say('organisations.title')}</h1>
      <p className="quiet">{say('organisations.help')}</p>
      <Tabs
        activeKey={part}
        destroyOnHidden
        onChange={next => {
          setTold('')
          setSearch(next === 'register' ? {} : { part: next })
        }}
        items={parts.map(key => ({ key, label: say(`organisations.tab_${key}`) }))}
      />
      <p role="status" className="told">
        {told}
      </p>
      {pages[part]}
    </section>
  )
}
