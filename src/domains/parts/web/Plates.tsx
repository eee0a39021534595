// Plates of parts as sheets to print: a QR code that leads to the part's own page, its code in figures, and what it is.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { renderSVG } from 'uqr'
import { api } from '../../../client.ts'
import { recall, remember } from '../../../ui/memory.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { PartLine } from '../contract.ts'
import { spacedCode } from '../rules.ts'
import { useFound } from './finding.ts'
import './plates.css'

/** More are printed in several goes. */
const most = 1000
const sizes = ['small', 'large'] as const

export function Plates() {
  const say = useSay()
  const [search] = useSearchParams()
  const found = useFound(search)
  const [size, setSize] = useState<(typeof sizes)[number]>('small')
  const [base, setBase] = useState(() => recall('plates') ?? window.location.origin)
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const { more, hasMore, rows } = found
  const needsMore = hasMore && rows.length < most
  useEffect(() => {
    if (needsMore) more()
  })
  const address = addressIn(base)
  return (
    <section className="plates" aria-labelledby="plates-title">
      <div className="plates-tools">
        <h1 id="plates-title">{say('plates.title')}</h1>
        <p className="quiet">{say('plates.help')}</p>
        {found.error !== undefined && <Refused error={found.error} onRetry={found.retry} />}
        <div className="plates-bar">
          <label htmlFor="plates-base">{say('plates.base')}</label>
          <Input
            id="plates-base"
            value={base}
            status={address ? '' : 'error'}
            aria-describedby="plates-told"
            onChange={event => {
              setBase(event.target.value)
              if (addressIn(event.target.value)) remember('plates', event.target.value)
            }}
          />
          <Segmented
            aria-label={say('plates.size')}
            value={size}
            options={sizes.map(value => ({ value, label: say(`plates.${value}`) }))}
            onChange={setSize}
          />
          <Button
            type="primary"
            disabled={!address || needsMore || rows.length === 0}
            onClick={() => window.print()}
          >
            {say('plates.print')}
          </Button>
          <Link to={{ pathname: '/parts', search: search.toString() }}>{say('plates.back')}</Link>
        </div>
        <p id="plates-told" role="status">
          {!address
            ? say('plates.no_address')
            : needsMore
              ? say('plates.coming', { count: rows.length, total: found.total ?? 0 })
              : hasMore
                ? say('plates.too_many', { most, total: found.total ?? 0 })
                : say('plates.count', { count: rows.length })}
        </p>
      </div>
      {address && district && (
        <ul className={`plates-sheet plates-${size}`}>
          {rows.slice(0, most).map(row => (
            <Plate key={row.id} row={row} address={`${address}/d/${district.code}/parts/${row.code}`} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Plate({ row, address }: { row: PartLine; address: string }) {
  const say = useSay()
  const [language] = useLanguage()
  // M: a fifth of the plate may be scratched; the quiet zone is the plate's own margin.
  const svg = renderSVG(address, { ecc: 'M', border: 2 })
  return (
    <li>
      <img alt="" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
      <p>
        <b>{named(row.kind.name, language)}</b>
        {row.name && <span>{row.name}</span>}
        <code>{spacedCode(row.code)}</code>
        <small>{say('plates.scan')}</small>
      </p>
    </li>
  )
}

function addressIn(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && /^https?:$/.test(url.protocol)
    ? `${url.origin}${url.pathname.replace(/\/+$/, '')}`
    : undefined
}
