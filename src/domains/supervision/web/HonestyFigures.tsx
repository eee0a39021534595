// The figures of honesty: each with what it means, and by department, place and – for whoever judges – person.
import type { ReactNode } from 'react'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Figures, Honesty } from '../contract/honesty.ts'

type Found = Readonly<{ found: Honesty }>

export function Tiles({ found }: Found) {
  const say = useSay()
  const { total, answers, reports, waiting, redrawn } = found
  const { closed, eligible, drawn, answered, agreeing, verified } = total
  return (
    <dl className="tiles">
      <div className="tile tile-main">
        <dt>{say('honesty.verified')}</dt>
        <dd>
          <b>{verified ? percent(verified.share) : '–'}</b>
          {verified && <Interval {...verified} />}
          <p>
            {verified
              ? say('honesty.verified_help', {
                  drawn,
                  answered,
                  agreeing,
                  low: percent(verified.low),
                  high: percent(verified.high),
                })
              : say('honesty.verified_none', { drawn })}
            {waiting > 0 && ` ${say('honesty.waiting_help', { count: waiting })}`}
          </p>
        </dd>
      </div>
      <Tile
        name={say('honesty.closed')}
        value={String(closed)}
        says={say('honesty.closed_help', { eligible })}
      />
      <Tile
        name={say('honesty.forced')}
        {...shareOf(total.forced, closed)}
        says={say('honesty.forced_help')}
      />
      <Tile
        name={say('honesty.self_handled')}
        {...shareOf(total.selfHandled, closed)}
        says={say('honesty.self_handled_help')}
      />
      <Tile
        name={say('honesty.cannot')}
        {...shareOf(total.cannot, closed)}
        says={say('honesty.cannot_help')}
      />
      <Tile
        name={say('honesty.away')}
        {...shareOf(answers.away, answers.given)}
        says={say('honesty.away_help', answers)}
      />
      <Tile name={say('honesty.redrawn')} value={String(redrawn)} says={say('honesty.redrawn_help')} />
      <Tile
        name={say('honesty.public')}
        {...shareOf(reports.public, reports.made)}
        says={say('honesty.public_help', reports)}
      />
    </dl>
  )
}

function Tile({ name, value, of, says }: { name: string; value: string; of?: string; says: string }) {
  return (
    <div className="tile">
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> {of && <span className="quiet">{of}</span>}
        <p>{says}</p>
      </dd>
    </div>
  )
}

export function Groups({ found: { byDepartment, byRegion, byInspector } }: Found) {
  const say = useSay()
  const [language] = useLanguage()
  if (byDepartment.length === 0) return <p className="quiet">{say('honesty.none_closed')}</p>
  return (
    <>
      <Group
        title={say('honesty.by_department')}
        rows={byDepartment.map(({ department, ...figures }) => ({
          name: department ? named(department, language) : say('honesty.no_department'),
          figures,
        }))}
      />
      <Group
        title={say('honesty.by_region')}
        rows={byRegion.map(({ region, ...figures }) => ({
          name: region ? named(region, language) : say('honesty.no_region'),
          figures,
        }))}
      />
      {byInspector && byInspector.length > 0 && (
        <Group
          title={say('honesty.by_inspector')}
          rows={byInspector.map(({ name, ...figures }) => ({ name, figures }))}
        />
      )}
    </>
  )
}

function Group({ title, rows }: { title: string; rows: { name: string; figures: Figures }[] }) {
  const say = useSay()
  const labels = {
    closed: say('honesty.column_closed'),
    looks: say('honesty.column_looks'),
    rate: say('honesty.column_rate'),
    irregular: say('honesty.column_irregular'),
  }
  return (
    <>
      <h2>{title}</h2>
      <table className="table honesty-table">
        <thead>
          <tr>
            <td />
            {Object.values(labels).map(label => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, figures }, at) => (
            // Two inspectors may have one name; the rows come in one order and hold nothing.
            <tr key={at}>
              <th scope="row">{name}</th>
              <Cell label={labels.closed}>{figures.closed}</Cell>
              <Cell label={labels.looks}>
                {figures.agreeing} / {figures.answered} / {figures.drawn}
              </Cell>
              <Cell label={labels.rate}>
                {figures.verified ? (
                  <span>
                    {percent(figures.verified.share)}{' '}
                    <span className="quiet">
                      {percent(figures.verified.low)}–{percent(figures.verified.high)}
                    </span>
                  </span>
                ) : (
                  '–'
                )}
              </Cell>
              <Cell label={labels.irregular}>
                {figures.forced} / {figures.selfHandled} / {figures.cannot}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** On a narrow screen the heading of the column stands before the value. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td>
      <span className="cell-label">{label}</span> {children}
    </td>
  )
}

export function FlagTable({ found: { flags } }: Found) {
  const say = useSay()
  const verdicts = ['open', 'sound', 'careless', 'false'] as const
  return (
    <table className="table flag-table">
      <thead>
        <tr>
          <th scope="col">{say('honesty.flag_kind')}</th>
          {verdicts.map(verdict => (
            <th key={verdict} scope="col">
              {say(`verdict.${verdict}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {flags.map(({ what, ...counts }) => (
          <tr key={what}>
            <th scope="row">{say(`flag.${what}`)}</th>
            {verdicts.map(verdict => (
              <td key={verdict}>{counts[verdict]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where the true share may lie, between nothing and all; the sentence beside says the same in words. */
function Interval({ share, low, high }: { share: number; low: number; high: number }) {
  const at = (value: number): string => `${(value * 100).toFixed(2)}%`
  return (
    <span className="interval" aria-hidden="true">
      <span style={{ insetInlineStart: at(low), inlineSize: at(high - low) }} />
      <i style={{ insetInlineStart: at(share) }} />
    </span>
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

/** The share, and of how many. */
function shareOf(part: number, whole: number): { value: string; of?: string } {
  return whole === 0 ? { value: '–' } : { value: percent(part / whole), of: `${part} / ${whole}` }
}
